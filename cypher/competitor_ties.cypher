// name: get
// One competitor tie as last written, with the revision of the account.
// mode: read
// example: {"account_id": "a1", "id": "r1"}
MATCH (account:Account {id: $account_id})
OPTIONAL MATCH (target:Person {account_id: $account_id})<-[record:KNOWS {id: $id}]-(:Competitor)
USING INDEX SEEK target:Person(account_id)
RETURN account.revision AS revision, account.revised_at AS revised_at, properties(record) AS item

// name: list
// One page of the competitor ties of an account: what was so at as_of, as known at known_at, between ends that existed.
// mode: read
// example: {"account_id": "a1"}
MATCH (target:Person {account_id: $account_id})<-[record:KNOWS]-(source:Competitor)
USING INDEX SEEK target:Person(account_id)
WHERE $id IS NULL OR record.id = $id
WITH record, source, target, $account_id + '/competitor_tie/' + record.id AS name, '/competitor/' + source.id AS source_name, $account_id + '/person/' + target.id AS target_name
// include: edge_page

// name: stored
// Competitor ties as last written that a write may touch: all of the account, or those of these ids or ends.
// mode: read
// example: {"account_id": "a1", "everything": false, "ids": ["r1"], "ends": ["e1"]}
MATCH (target:Person {account_id: $account_id})<-[record:KNOWS]-(source:Competitor)
USING INDEX SEEK target:Person(account_id)
WHERE $everything OR record.id IN $ids OR source.id IN $ends OR target.id IN $ends
RETURN collect(properties(record)) AS rows

// name: recorded
// Competitor ties of an account as last written, where that was recorded in a span of time.
// mode: read
// example: {"account_id": "a1", "begin": "2026-01-01T00:00:00.000000Z", "end": "2026-01-02T00:00:00.000000Z"}
MATCH (target:Person {account_id: $account_id})<-[record:KNOWS]-(source:Competitor)
USING INDEX SEEK target:Person(account_id)
WHERE record.recorded_at >= $begin AND record.recorded_at <= $end
RETURN properties(record) AS row

// name: by_ends
// Competitor ties as last written, found by their ends.
// mode: read
// example: {"rows": [{"account_id": "a1", "id": "r1", "competitor": "k1", "person": "p1"}]}
UNWIND $rows AS row
MATCH (target:Person {account_id: row.account_id, id: row.person})<-[record:KNOWS]-(source:Competitor)
USING INDEX SEEK target:Person(account_id, id)
WHERE record.id = row.id
RETURN properties(record) AS row

// name: create
// Create competitor ties between ends that exist; each row holds all their properties.
// mode: write
// example: {"rows": [{"account_id": "a1", "id": "r1", "competitor": "k1", "person": "p1", "sequence": 1, "recorded_at": "2026-01-01T00:00:00.000000Z", "recorded_by": "keeper"}]}
UNWIND $rows AS row
MATCH (source:Competitor {id: row.competitor})
MATCH (target:Person {account_id: row.account_id, id: row.person})
USING INDEX SEEK target:Person(account_id, id)
CREATE (source)-[record:KNOWS]->(target)
SET record = row

// name: change
// Replace all properties of competitor ties that exist.
// mode: write
// example: {"rows": [{"account_id": "a1", "id": "r1", "competitor": "k1", "person": "p1", "sequence": 2, "recorded_at": "2026-01-01T00:00:00.000000Z", "recorded_by": "keeper"}]}
UNWIND $rows AS row
MATCH (target:Person {account_id: row.account_id, id: row.person})<-[record:KNOWS]-(source:Competitor)
USING INDEX SEEK target:Person(account_id, id)
WHERE record.id = row.id
SET record = row

// name: erase
// Remove competitor ties without a trace.
// mode: write
// example: {"account_id": "a1", "ids": ["r1"]}
MATCH (target:Person {account_id: $account_id})<-[record:KNOWS]-(source:Competitor)
USING INDEX SEEK target:Person(account_id)
WHERE record.id IN $ids
DELETE record

// name: of_competitors
// Open ties of competitors: they cannot be ended before.
// mode: read
// example: {"ids": ["r1"], "now": "2026-01-01T00:00:00.000000Z"}
UNWIND $ids AS id
MATCH (:Competitor {id: id})-[record:KNOWS]->(:Person)
WHERE (record.valid_to IS NULL OR record.valid_to > $now)
RETURN id, 'competitor_tie' AS kind, record.account_id AS account_id, record.id AS record_id
ORDER BY id, account_id, record_id LIMIT 1000
