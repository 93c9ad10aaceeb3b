// name: key
// Opportunities are found by account and id.
// mode: schema
CREATE CONSTRAINT opportunity_key IF NOT EXISTS FOR (record:Opportunity) REQUIRE (record.account_id, record.id) IS UNIQUE

// name: of_account
// All opportunities of an account.
// mode: schema
CREATE INDEX opportunity_account IF NOT EXISTS FOR (record:Opportunity) ON (record.account_id)

// name: get
// One opportunity as last written, with the revision of the account.
// mode: read
// example: {"account_id": "a1", "id": "r1"}
MATCH (account:Account {id: $account_id})
OPTIONAL MATCH (record:Opportunity {account_id: $account_id, id: $id})
USING INDEX SEEK record:Opportunity(account_id, id)
RETURN account.revision AS revision, account.revised_at AS revised_at, properties(record) AS item

// name: list
// One page of the opportunities of an account: what was so at as_of, as known at known_at.
// mode: read
// example: {"account_id": "a1"}
MATCH (record:Opportunity {account_id: $account_id})
WHERE $id IS NULL OR record.id = $id
WITH record, $account_id + '/opportunity/' + record.id AS name
// include: node_page

// name: stored
// Opportunities by their ids, as last written: what a write compares with.
// mode: read
// example: {"account_id": "a1", "ids": ["r1", "r2"]}
UNWIND $ids AS id
MATCH (record:Opportunity {account_id: $account_id, id: id})
USING INDEX SEEK record:Opportunity(account_id, id)
RETURN collect(properties(record)) AS rows

// name: lifetimes
// When opportunities exist: what a write of what points to them needs to know.
// mode: read
// example: {"account_id": "a1", "ids": ["r1", "r2"]}
UNWIND $ids AS id
MATCH (record:Opportunity {account_id: $account_id, id: id})
USING INDEX SEEK record:Opportunity(account_id, id)
RETURN collect([record.id, record.valid_from, record.valid_to]) AS rows

// name: whole
// All opportunities of an account, as last written.
// mode: read
// example: {"account_id": "a1"}
MATCH (record:Opportunity {account_id: $account_id})
RETURN properties(record) AS item

// name: create
// Create opportunities; each row holds all their properties.
// mode: write
// example: {"rows": [{"account_id": "a1", "id": "r1", "name": "Line 4", "sequence": 1, "recorded_at": "2026-01-01T00:00:00.000000Z", "recorded_by": "keeper"}]}
UNWIND $rows AS row
CREATE (record:Opportunity)
SET record = row

// name: change
// Replace all properties of opportunities that exist.
// mode: write
// example: {"rows": [{"account_id": "a1", "id": "r1", "name": "Line 4", "sequence": 2, "recorded_at": "2026-01-01T00:00:00.000000Z", "recorded_by": "keeper"}]}
UNWIND $rows AS row
MATCH (record:Opportunity {account_id: row.account_id, id: row.id})
USING INDEX SEEK record:Opportunity(account_id, id)
SET record = row

// name: erase
// Remove opportunities without a trace.
// mode: write
// example: {"account_id": "a1", "ids": ["r1"]}
UNWIND $ids AS id
MATCH (record:Opportunity {account_id: $account_id, id: id})
USING INDEX SEEK record:Opportunity(account_id, id)
DETACH DELETE record

// name: stage_model
// Opportunities by their stage model.
// mode: schema
CREATE INDEX opportunity_stage_model IF NOT EXISTS FOR (record:Opportunity) ON (record.stage_model)

// name: of_stage_models
// Open deals that follow stage models: these cannot be ended before.
// mode: read
// example: {"ids": ["r1"], "now": "2026-01-01T00:00:00.000000Z"}
UNWIND $ids AS id
MATCH (record:Opportunity {stage_model: id})
WHERE (record.valid_to IS NULL OR record.valid_to > $now)
  AND NOT record.status IN ['won', 'lost']
RETURN id, 'opportunity' AS kind, record.account_id AS account_id, record.id AS record_id
ORDER BY id, account_id, record_id LIMIT 1000
