// name: revisions
// The revision of the book, when it was recorded, and when something of it was last erased.
// mode: read
// example: {"id": "book"}
MATCH (book:Book {id: $id})
RETURN book.revision AS revision, book.revised_at AS revised_at, book.erased_at AS erased_at

// name: lock
// Take the write lock of the book and return it as it is once it is held.
// mode: write
// example: {"id": "book", "token": "t1"}
MATCH (book:Book {id: $id})
SET book.lock = $token
RETURN properties(book) AS item

// name: revise
// Raise the revision of the book and record what changed; the lock is held. Leaves it when an account was revised later,
// and returns whether it did not.
// mode: write
// example: {"rows": [{"account_id": "", "revision": 2, "recorded_at": "2026-01-01T00:00:00.000000Z", "author": "keeper", "entries": "[]"}]}
MATCH (account:Account)
WHERE account.id > ''
WITH max(account.revised_at) AS newest
UNWIND $rows AS row
MATCH (book:Book {id: 'book'})
WHERE newest IS NULL OR newest <= row.recorded_at
SET book.revision = row.revision, book.revised_at = row.recorded_at
CREATE (change:Change)
SET change = row
RETURN count(change) AS revised

// name: create
// Make the book where there is none.
// mode: write
// example: {"id": "book"}
MERGE (book:Book {id: $id})
ON CREATE SET book.revision = 0

// name: rules
// What the book says of deals and of gaps: stage models and rule profiles, each with the rows that may answer for a
// moment. Read together, as answers need both.
// mode: read
// example: {"as_of": "2026-01-01T00:00:00.000000Z", "known_at": "2026-01-01T00:00:00.000000Z"}
MATCH (record:StageModel)
WHERE record.id > ''
WITH record, '/stage_model/' + record.id AS name
// include: every_row
RETURN 'stage_model' AS kind, rows
UNION ALL
MATCH (record:RuleProfile)
WHERE record.id > ''
WITH record, '/rule_profile/' + record.id AS name
// include: every_row
RETURN 'rule_profile' AS kind, rows
