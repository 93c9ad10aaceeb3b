// name: get
// One account as last written.
// mode: read
// example: {"id": "a1"}
MATCH (account:Account {id: $id})
RETURN account.revision AS revision, account.revised_at AS revised_at, properties(account) AS item

// name: revisions
// The revisions an answer about one account depends on, when they were recorded, and when something was last erased.
// mode: read
// example: {"account_id": "a1"}
MATCH (account:Account {id: $account_id})
MATCH (book:Book {id: 'book'})
RETURN account.revision AS revision, account.revised_at AS revised_at, book.revision AS book_revision, book.revised_at AS book_revised_at,
  [at IN [account.erased_at, book.erased_at] WHERE at IS NOT NULL] AS erased_at

// name: moments
// The same of those of some accounts that there are, each with its id first.
// mode: read
// example: {"ids": ["a1"]}
UNWIND $ids AS id
MATCH (account:Account {id: id})
MATCH (book:Book {id: 'book'})
RETURN account.id AS id, account.revision AS revision, account.revised_at AS revised_at, book.revision AS book_revision, book.revised_at AS book_revised_at,
  [at IN [account.erased_at, book.erased_at] WHERE at IS NOT NULL] AS erased_at

// name: revisions_of
// Id and revision of those of some accounts that there are.
// mode: read
// example: {"ids": ["a1"]}
UNWIND $ids AS id
MATCH (account:Account {id: id})
RETURN collect([account.id, account.revision]) AS rows

// name: time_zones
// Id and time zone, as last written, of those of some accounts that say one.
// mode: read
// example: {"ids": ["a1"]}
UNWIND $ids AS id
MATCH (account:Account {id: id})
WHERE account.timezone IS NOT NULL
RETURN collect([account.id, account.timezone]) AS rows

// name: newest
// When anything of any account was last recorded, how many writes there were in all, as far as known at known_at (null:
// now), and when something was last erased. The writes of accounts that were erased still count.
// mode: read
// example: {"known_at": "2026-01-01T00:00:00.000000Z"}
CALL () {
  MATCH (account:Account)
  WHERE account.id > ''
  RETURN account.id AS id, account.revision AS revision, account.revised_at AS revised_at, account.erased_at AS erased_at
  UNION ALL
  MATCH (tombstone:Tombstone {kind: 'account'})
  RETURN tombstone.id AS id, tombstone.revision AS revision, tombstone.erased_at AS revised_at, tombstone.erased_at AS erased_at
}
WITH erased_at, CASE
    WHEN $known_at IS NULL OR revised_at <= $known_at THEN [revision, revised_at]
    ELSE head(COLLECT { MATCH (change:Change {account_id: id}) WHERE change.recorded_at <= $known_at RETURN [change.revision, change.recorded_at] AS known ORDER BY change.revision DESC LIMIT 1 })
  END AS known
RETURN max(known[1]) AS known_at, coalesce(sum(known[0]), 0) AS revision, max(erased_at) AS erased_at

// name: list
// One page of accounts: what was so at as_of, as known at known_at.
// mode: read
// example: {"id": null, "as_of": "2026-01-01T00:00:00.000000Z", "known_at": "2026-01-01T00:00:00.000000Z", "changed_since": null, "equal": {"tier": ["A"]}, "least": {"recorded_at": "2025-01-01T00:00:00.000000Z"}, "most": {"sequence": 9}, "before": {"recorded_at": "2026-01-02T00:00:00.000000Z"}, "holds": {"tags": ["pilot"]}, "words": ["(?s).*acme.*"], "external_id": null, "sort": "name", "missing": "", "descending": false, "after_key": "", "after_id": "a0", "limit": 2}
MATCH (account:Account)
WHERE account.id > '' AND ($id IS NULL OR account.id = $id)
WITH account, CASE
    WHEN account.recorded_at <= $known_at AND coalesce(account.state_from, '') <= $as_of AND (account.state_to IS NULL OR account.state_to > $as_of) THEN [properties(account)]
    ELSE [properties(account)] + COLLECT { MATCH (version:Version {record: account.id + '/account/' + account.id}) RETURN properties(version) AS row ORDER BY version.sequence DESC }
  END AS rows
WITH account, [row IN rows WHERE row.recorded_at <= $known_at] AS known
WITH account, head(known) AS newest, head([row IN known WHERE coalesce(row.state_from, '') <= $as_of AND (row.state_to IS NULL OR row.state_to > $as_of)]) AS state
WHERE state IS NOT NULL AND coalesce(newest.valid_from, '') <= $as_of AND (newest.valid_to IS NULL OR newest.valid_to > $as_of)
  AND ($changed_since IS NULL OR newest.recorded_at >= $changed_since)
  AND all(key IN keys($equal) WHERE state[key] IN $equal[key])
  AND all(key IN keys($least) WHERE state[key] >= $least[key])
  AND all(key IN keys($most) WHERE state[key] <= $most[key])
  AND all(key IN keys($before) WHERE state[key] < $before[key])
  AND all(word IN $words WHERE state.name =~ word)
  AND all(key IN keys($holds) WHERE any(value IN $holds[key] WHERE value IN coalesce(state[key], [])))
  AND ($external_id IS NULL OR state.external_ids CONTAINS $external_id)
WITH account, newest, state, coalesce(state[$sort], $missing) AS sort_key
WHERE $after_id IS NULL OR CASE WHEN $descending THEN sort_key < $after_key ELSE sort_key > $after_key END OR (sort_key = $after_key AND state.id > $after_id)
WITH account, newest, state, sort_key
ORDER BY CASE WHEN $descending THEN null ELSE sort_key END, CASE WHEN $descending THEN sort_key END DESC, state.id
LIMIT $limit
RETURN state AS item, newest.valid_from AS valid_from, newest.valid_to AS valid_to, sort_key,
  CASE
    WHEN account.revised_at <= $known_at THEN [account.revision, account.revised_at]
    ELSE head(COLLECT { MATCH (change:Change {account_id: account.id}) WHERE change.recorded_at <= $known_at RETURN [change.revision, change.recorded_at] AS known ORDER BY change.revision DESC LIMIT 1 })
  END AS revised
ORDER BY CASE WHEN $descending THEN null ELSE sort_key END, CASE WHEN $descending THEN sort_key END DESC, state.id

// name: first
// The first accounts after an id, in order of id, each with every row that may answer for the moment, newest first, and
// its revision then: those whose lifetime, as known then, is another are passed over before anything of them is read.
// mode: read
// example: {"after": "", "limit": 2}
MATCH (account:Account)
WHERE account.id > $after
  AND (account.recorded_at > $known_at OR (coalesce(account.valid_from, '') <= $as_of AND (account.valid_to IS NULL OR account.valid_to > $as_of)))
WITH account
ORDER BY account.id LIMIT $limit
// include: account_rows
RETURN rows, revised

// name: names
// Ids after one and names of the same, for whoever looks for words in them; no name where older rows must be read for it.
// mode: read
// example: {"after": "", "as_of": "2026-01-01T00:00:00.000000Z", "known_at": "2026-01-01T00:00:00.000000Z"}
MATCH (account:Account)
WHERE account.id > $after
  AND (account.recorded_at > $known_at OR (coalesce(account.valid_from, '') <= $as_of AND (account.valid_to IS NULL OR account.valid_to > $as_of)))
RETURN collect([account.id, CASE
    WHEN account.recorded_at <= $known_at AND coalesce(account.state_from, '') <= $as_of AND (account.state_to IS NULL OR account.state_to > $as_of) THEN coalesce(account.name, '')
  END]) AS rows

// name: among
// Every row of accounts that may answer for the moment, newest first, and their revision then, by their ids.
// mode: read
// example: {"ids": ["a1", "a2"]}
UNWIND $ids AS id
MATCH (account:Account {id: id})
// include: account_rows
RETURN rows, revised

// name: lock
// Take the write lock of accounts, in the order given, and return them as they are once it is held, with when the book
// was last revised.
// mode: write
// example: {"ids": ["a1"], "token": "t1"}
UNWIND $ids AS id
MATCH (account:Account {id: id})
SET account.lock = $token
WITH account
MATCH (book:Book {id: 'book'})
RETURN properties(account) AS item, book.revised_at AS book_revised_at

// name: lifetimes
// When accounts exist, and what they are part of.
// mode: read
// example: {"ids": ["a1", "a2"]}
UNWIND $ids AS id
MATCH (account:Account {id: id})
RETURN collect([account.id, account.valid_from, account.valid_to, account.parent]) AS rows

// name: stored
// Accounts by their ids, as last written, with their counters.
// mode: read
// example: {"ids": ["a1", "a2"]}
UNWIND $ids AS id
MATCH (account:Account {id: id})
RETURN collect(properties(account)) AS rows

// name: create
// Create accounts; each row holds all their properties.
// mode: write
// example: {"rows": [{"account_id": "a1", "id": "a1", "name": "Acme", "revision": 0, "sequence": 1, "recorded_at": "2026-01-01T00:00:00.000000Z", "recorded_by": "keeper"}]}
UNWIND $rows AS row
CREATE (account:Account)
SET account = row

// name: change
// Replace the properties of accounts that exist; a row names those that are cleared with null.
// mode: write
// example: {"rows": [{"id": "a1", "name": "Acme", "tier": null, "sequence": 2, "recorded_at": "2026-01-01T00:00:00.000000Z", "recorded_by": "keeper"}]}
UNWIND $rows AS row
MATCH (account:Account {id: row.id})
SET account += row

// name: revise
// Raise the revision of accounts and record what changed; the lock is held. Leaves out those recorded before the book
// was last revised, and returns how many were not.
// mode: write
// example: {"rows": [{"account_id": "a1", "revision": 2, "recorded_at": "2026-01-01T00:00:00.000000Z", "author": "keeper", "entries": "[]"}]}
UNWIND $rows AS row
MATCH (account:Account {id: row.account_id})
MATCH (book:Book {id: 'book'})
WHERE book.revised_at IS NULL OR book.revised_at < row.recorded_at
SET account.revision = row.revision, account.revised_at = row.recorded_at
CREATE (change:Change)
SET change = row
RETURN count(change) AS revised

// name: erase
// Remove accounts without a trace.
// mode: write
// example: {"ids": ["a1"]}
UNWIND $ids AS id
MATCH (account:Account {id: id})
DETACH DELETE account
