// name: key
// Departments are found by account and id.
// mode: schema
CREATE CONSTRAINT department_key IF NOT EXISTS FOR (record:Department) REQUIRE (record.account_id, record.id) IS UNIQUE

// name: of_account
// All departments of an account.
// mode: schema
CREATE INDEX department_account IF NOT EXISTS FOR (record:Department) ON (record.account_id)

// name: get
// One department as last written, with the revision of the account.
// mode: read
// example: {"account_id": "a1", "id": "r1"}
MATCH (account:Account {id: $account_id})
OPTIONAL MATCH (record:Department {account_id: $account_id, id: $id})
USING INDEX SEEK record:Department(account_id, id)
RETURN account.revision AS revision, account.revised_at AS revised_at, properties(record) AS item

// name: list
// One page of the departments of an account: what was so at as_of, as known at known_at.
// mode: read
// example: {"account_id": "a1"}
MATCH (record:Department {account_id: $account_id})
WHERE $id IS NULL OR record.id = $id
WITH record, $account_id + '/department/' + record.id AS name
// include: node_page

// name: stored
// Departments by their ids, as last written: what a write compares with.
// mode: read
// example: {"account_id": "a1", "ids": ["r1", "r2"]}
UNWIND $ids AS id
MATCH (record:Department {account_id: $account_id, id: id})
USING INDEX SEEK record:Department(account_id, id)
RETURN collect(properties(record)) AS rows

// name: lifetimes
// When departments exist: what a write of what points to them needs to know.
// mode: read
// example: {"account_id": "a1", "ids": ["r1", "r2"]}
UNWIND $ids AS id
MATCH (record:Department {account_id: $account_id, id: id})
USING INDEX SEEK record:Department(account_id, id)
RETURN collect([record.id, record.valid_from, record.valid_to]) AS rows

// name: parts
// Which department of an account is part of which, as last written.
// mode: read
// example: {"account_id": "a1"}
MATCH (record:Department {account_id: $account_id})
WHERE record.part_of IS NOT NULL
RETURN collect([record.id, record.part_of]) AS parts

// name: whole
// All departments of an account, as last written.
// mode: read
// example: {"account_id": "a1"}
MATCH (record:Department {account_id: $account_id})
RETURN properties(record) AS item

// name: create
// Create departments; each row holds all their properties.
// mode: write
// example: {"rows": [{"account_id": "a1", "id": "r1", "name": "Procurement", "sequence": 1, "recorded_at": "2026-01-01T00:00:00.000000Z", "recorded_by": "keeper"}]}
UNWIND $rows AS row
CREATE (record:Department)
SET record = row

// name: change
// Replace all properties of departments that exist.
// mode: write
// example: {"rows": [{"account_id": "a1", "id": "r1", "name": "Procurement", "sequence": 2, "recorded_at": "2026-01-01T00:00:00.000000Z", "recorded_by": "keeper"}]}
UNWIND $rows AS row
MATCH (record:Department {account_id: row.account_id, id: row.id})
USING INDEX SEEK record:Department(account_id, id)
SET record = row

// name: erase
// Remove departments without a trace.
// mode: write
// example: {"account_id": "a1", "ids": ["r1"]}
UNWIND $ids AS id
MATCH (record:Department {account_id: $account_id, id: id})
USING INDEX SEEK record:Department(account_id, id)
DETACH DELETE record
