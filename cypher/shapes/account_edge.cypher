// An edge between two nodes of one account, such as an influence.
// head: type, source, target, kind, prose, example

// name: get
// One {{one}} as last written, with the revision of the account.
// mode: read
// example: {"account_id": "a1", "id": "r1"}
MATCH (account:Account {id: $account_id})
OPTIONAL MATCH (source:{{source_label}} {account_id: $account_id})-[record:{{type}} {id: $id}]->(:{{target_label}})
USING INDEX SEEK source:{{source_label}}(account_id)
RETURN account.revision AS revision, account.revised_at AS revised_at, properties(record) AS item

// name: list
// One page of the {{many}} of an account: what was so at as_of, as known at known_at, between ends that existed.
// mode: read
// example: {"account_id": "a1"}
MATCH (source:{{source_label}} {account_id: $account_id})-[record:{{type}}]->(target:{{target_label}})
USING INDEX SEEK source:{{source_label}}(account_id)
WHERE $id IS NULL OR record.id = $id
WITH record, source, target, $account_id + '/{{kind}}/' + record.id AS name, $account_id + '/{{source_kind}}/' + source.id AS source_name, $account_id + '/{{target_kind}}/' + target.id AS target_name
// include: edge_page

// name: stored
// {{Many}} as last written that a write may touch: all of the account, or those of these ids or ends.
// mode: read
// example: {"account_id": "a1", "everything": false, "ids": ["r1"], "ends": ["e1"]}
MATCH (source:{{source_label}} {account_id: $account_id})-[record:{{type}}]->(target:{{target_label}})
USING INDEX SEEK source:{{source_label}}(account_id)
WHERE $everything OR record.id IN $ids OR source.id IN $ends OR target.id IN $ends
RETURN collect(properties(record)) AS rows

// name: of_sources
// {{Many}} of an account as last written that begin at these.
// mode: read
// example: {"account_id": "a1", "ids": ["e1"]}
UNWIND $ids AS id
MATCH (source:{{source_label}} {account_id: $account_id, id: id})-[record:{{type}}]->(target:{{target_label}})
USING INDEX SEEK source:{{source_label}}(account_id, id)
RETURN collect(properties(record)) AS rows

// name: recorded
// {{Many}} of an account as last written, where that was recorded in a span of time.
// mode: read
// example: {"account_id": "a1", "begin": "2026-01-01T00:00:00.000000Z", "end": "2026-01-02T00:00:00.000000Z"}
MATCH (source:{{source_label}} {account_id: $account_id})-[record:{{type}}]->(target:{{target_label}})
USING INDEX SEEK source:{{source_label}}(account_id)
WHERE record.recorded_at >= $begin AND record.recorded_at <= $end
RETURN properties(record) AS row

// name: by_ends
// {{Many}} as last written, found by their ends.
// mode: read
// example: {"rows": [{"account_id": "a1", "id": "r1", {{example}}}]}
UNWIND $rows AS row
MATCH (source:{{source_label}} {account_id: row.account_id, id: row.{{source}}})-[record:{{type}}]->(target:{{target_label}})
USING INDEX SEEK source:{{source_label}}(account_id, id)
WHERE record.id = row.id
RETURN properties(record) AS row

// name: create
// Create {{many}} between ends that exist; each row holds all their properties.
// mode: write
// example: {"rows": [{"account_id": "a1", "id": "r1", {{record}}, "sequence": 1, "recorded_at": "2026-01-01T00:00:00.000000Z", "recorded_by": "keeper"}]}
UNWIND $rows AS row
MATCH (source:{{source_label}} {account_id: row.account_id, id: row.{{source}}})
USING INDEX SEEK source:{{source_label}}(account_id, id)
MATCH (target:{{target_label}} {account_id: row.account_id, id: row.{{target}}})
USING INDEX SEEK target:{{target_label}}(account_id, id)
CREATE (source)-[record:{{type}}]->(target)
SET record = row

// name: change
// Replace all properties of {{many}} that exist.
// mode: write
// example: {"rows": [{"account_id": "a1", "id": "r1", {{record}}, "sequence": 2, "recorded_at": "2026-01-01T00:00:00.000000Z", "recorded_by": "keeper"}]}
UNWIND $rows AS row
MATCH (source:{{source_label}} {account_id: row.account_id, id: row.{{source}}})-[record:{{type}}]->(target:{{target_label}})
USING INDEX SEEK source:{{source_label}}(account_id, id)
WHERE record.id = row.id
SET record = row

// name: erase
// Remove {{many}} without a trace.
// mode: write
// example: {"account_id": "a1", "ids": ["r1"]}
MATCH (source:{{source_label}} {account_id: $account_id})-[record:{{type}}]->(target:{{target_label}})
USING INDEX SEEK source:{{source_label}}(account_id)
WHERE record.id IN $ids
DELETE record
