// name: changes
// Changes by their keys, account and revision: what an import finds there already.
// mode: read
// example: {"keys": [["a1", 3], ["", 1]]}
UNWIND $keys AS key
MATCH (change:Change {account_id: key[0], revision: key[1]})
USING INDEX SEEK change:Change(account_id, revision)
RETURN change.account_id AS account_id, change.revision AS revision, change.recorded_at AS recorded_at, change.author AS author, change.entries AS entries

// name: create_changes
// Create changes as they were recorded elsewhere; the locks are held.
// mode: write
// example: {"rows": [{"account_id": "a1", "revision": 2, "recorded_at": "2026-01-01T00:00:00.000000Z", "author": "keeper", "entries": "[]"}]}
UNWIND $rows AS row
CREATE (change:Change)
SET change = row

// name: revise_accounts
// Set the revision of accounts to that of the last change of each, and when something was last erased, and return
// which of them there are.
// mode: write
// example: {"rows": [{"account_id": "a1", "revision": 2, "recorded_at": "2026-01-01T00:00:00.000000Z", "erased_at": null}]}
UNWIND $rows AS row
MATCH (account:Account {id: row.account_id})
SET account.revision = row.revision, account.revised_at = row.recorded_at, account.erased_at = coalesce(row.erased_at, account.erased_at)
RETURN collect(account.id) AS ids

// name: revise_book
// Set the revision of the book to that of its last change, and when something was last erased.
// mode: write
// example: {"rows": [{"revision": 2, "recorded_at": "2026-01-01T00:00:00.000000Z", "erased_at": null}]}
UNWIND $rows AS row
MATCH (book:Book {id: 'book'})
SET book.revision = row.revision, book.revised_at = row.recorded_at, book.erased_at = coalesce(row.erased_at, book.erased_at)
