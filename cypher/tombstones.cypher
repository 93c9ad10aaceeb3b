// name: key
// What was erased stays known by its id, and by nothing else.
// mode: schema
CREATE CONSTRAINT tombstone_key IF NOT EXISTS FOR (tombstone:Tombstone) REQUIRE (tombstone.account_id, tombstone.kind, tombstone.id) IS UNIQUE

// name: of_account
// All that was erased by its id of an account, or of the book.
// mode: schema
CREATE INDEX tombstone_account IF NOT EXISTS FOR (tombstone:Tombstone) ON (tombstone.account_id)

// name: of_kind
// Accounts that were erased: their writes still count.
// mode: schema
CREATE INDEX tombstone_kind IF NOT EXISTS FOR (tombstone:Tombstone) ON (tombstone.kind)

// name: create
// Keep that records were erased; each row says which, when, by whom and at which revision.
// mode: write
// example: {"rows": [{"account_id": "a1", "kind": "person", "id": "p1", "erased_at": "2026-01-01T00:00:00.000000Z", "erased_by": "keeper", "revision": 3}]}
UNWIND $rows AS row
CREATE (tombstone:Tombstone)
SET tombstone = row

// name: stored
// What was erased by its id of accounts, or of the book: account, kind, id, when.
// mode: read
// example: {"ids": ["a1", ""]}
UNWIND $ids AS id
MATCH (tombstone:Tombstone {account_id: id})
RETURN collect([tombstone.account_id, tombstone.kind, tombstone.id, tombstone.erased_at]) AS rows

// name: get
// When one record was erased.
// mode: read
// example: {"account_id": "a1", "kind": "person", "id": "p1"}
MATCH (tombstone:Tombstone {account_id: $account_id, kind: $kind, id: $id})
RETURN tombstone.erased_at AS erased_at
