// name: key
// Control points are found by account and id.
// mode: schema
CREATE CONSTRAINT control_point_key IF NOT EXISTS FOR (record:ControlPoint) REQUIRE (record.account_id, record.id) IS UNIQUE

// name: of_account
// All control points of an account.
// mode: schema
CREATE INDEX control_point_account IF NOT EXISTS FOR (record:ControlPoint) ON (record.account_id)

// name: get
// One control point as last written, with the revision of the account.
// mode: read
// example: {"account_id": "a1", "id": "r1"}
MATCH (account:Account {id: $account_id})
OPTIONAL MATCH (record:ControlPoint {account_id: $account_id, id: $id})
USING INDEX SEEK record:ControlPoint(account_id, id)
RETURN account.revision AS revision, account.revised_at AS revised_at, properties(record) AS item

// name: list
// One page of the control points of an account: what was so at as_of, as known at known_at.
// mode: read
// example: {"account_id": "a1"}
MATCH (record:ControlPoint {account_id: $account_id})
WHERE $id IS NULL OR record.id = $id
WITH record, $account_id + '/control_point/' + record.id AS name
// include: node_page

// name: stored
// Control points by their ids, as last written: what a write compares with.
// mode: read
// example: {"account_id": "a1", "ids": ["r1", "r2"]}
UNWIND $ids AS id
MATCH (record:ControlPoint {account_id: $account_id, id: id})
USING INDEX SEEK record:ControlPoint(account_id, id)
RETURN collect(properties(record)) AS rows

// name: owned
// Control points of one or more opportunitys, as last written.
// mode: read
// example: {"account_id": "a1", "owners": ["o1", "o2"]}
MATCH (record:ControlPoint {account_id: $account_id})
WHERE record.opportunity IN $owners
RETURN collect(properties(record)) AS rows

// name: lifetimes
// When control points exist: what a write of what points to them needs to know.
// mode: read
// example: {"account_id": "a1", "ids": ["r1", "r2"]}
UNWIND $ids AS id
MATCH (record:ControlPoint {account_id: $account_id, id: id})
USING INDEX SEEK record:ControlPoint(account_id, id)
RETURN collect([record.id, record.valid_from, record.valid_to]) AS rows

// name: whole
// All control points of an account, as last written.
// mode: read
// example: {"account_id": "a1"}
MATCH (record:ControlPoint {account_id: $account_id})
RETURN properties(record) AS item

// name: create
// Create control points; each row holds all their properties.
// mode: write
// example: {"rows": [{"account_id": "a1", "id": "r1", "opportunity": "o1", "key": "scoring", "sequence": 1, "recorded_at": "2026-01-01T00:00:00.000000Z", "recorded_by": "keeper"}]}
UNWIND $rows AS row
CREATE (record:ControlPoint)
SET record = row

// name: change
// Replace all properties of control points that exist.
// mode: write
// example: {"rows": [{"account_id": "a1", "id": "r1", "opportunity": "o1", "key": "scoring", "sequence": 2, "recorded_at": "2026-01-01T00:00:00.000000Z", "recorded_by": "keeper"}]}
UNWIND $rows AS row
MATCH (record:ControlPoint {account_id: row.account_id, id: row.id})
USING INDEX SEEK record:ControlPoint(account_id, id)
SET record = row

// name: erase
// Remove control points without a trace.
// mode: write
// example: {"account_id": "a1", "ids": ["r1"]}
UNWIND $ids AS id
MATCH (record:ControlPoint {account_id: $account_id, id: id})
USING INDEX SEEK record:ControlPoint(account_id, id)
DETACH DELETE record
