// name: get
// One coverage as last written, with the revision of the account.
// mode: read
// example: {"account_id": "a1", "id": "r1"}
MATCH (account:Account {id: $account_id})
OPTIONAL MATCH (account)<-[of_account:COVERS {id: $id}]-(:TeamMember)
OPTIONAL MATCH (person:Person {account_id: $account_id})<-[of_person:COVERS {id: $id}]-(:TeamMember)
USING INDEX SEEK person:Person(account_id)
OPTIONAL MATCH (department:Department {account_id: $account_id})<-[of_department:COVERS {id: $id}]-(:TeamMember)
USING INDEX SEEK department:Department(account_id)
OPTIONAL MATCH (opportunity:Opportunity {account_id: $account_id})<-[of_opportunity:COVERS {id: $id}]-(:TeamMember)
USING INDEX SEEK opportunity:Opportunity(account_id)
OPTIONAL MATCH (chain:DecisionChain {account_id: $account_id})<-[of_chain:COVERS {id: $id}]-(:TeamMember)
USING INDEX SEEK chain:DecisionChain(account_id)
RETURN account.revision AS revision, account.revised_at AS revised_at, properties(coalesce(of_account, of_person, of_department, of_opportunity, of_chain)) AS item

// name: list
// One page of the coverages of an account: what was so at as_of, as known at known_at, between ends that existed.
// mode: read
// example: {"account_id": "a1"}
// include: covered
WITH * WHERE $id IS NULL OR record.id = $id
WITH record, source, target, $account_id + '/coverage/' + record.id AS name, '/team_member/' + source.id AS source_name, $account_id + '/' + target_kind + '/' + target.id AS target_name
// include: edge_page

// name: stored
// Coverages as last written that a write may touch: all of the account, or those of these ids or ends.
// mode: read
// example: {"account_id": "a1", "everything": false, "ids": ["r1"], "ends": ["e1"]}
// include: covered
WITH * WHERE $everything OR record.id IN $ids OR source.id IN $ends OR target.id IN $ends
RETURN collect(properties(record)) AS rows

// name: recorded
// Coverages of an account as last written, where that was recorded in a span of time.
// mode: read
// example: {"account_id": "a1", "begin": "2026-01-01T00:00:00.000000Z", "end": "2026-01-02T00:00:00.000000Z"}
// include: covered
WITH * WHERE record.recorded_at >= $begin AND record.recorded_at <= $end
RETURN properties(record) AS row

// name: by_ends
// Coverages as last written, found by their ends.
// mode: read
// example: {"rows": [{"account_id": "a1", "id": "r1", "member": "m1", "target_kind": "person", "target_id": "p1", "duty": "owner"}]}
UNWIND $rows AS row
MATCH (:TeamMember {id: row.member})-[record:COVERS]->()
WHERE record.account_id = row.account_id AND record.id = row.id
RETURN properties(record) AS row

// name: create
// Create coverages of what exists; each row holds all their properties. What a row does not cover is sought as '', nobody's id: null would be sought in all records.
// mode: write
// example: {"rows": [{"account_id": "a1", "id": "r1", "member": "m1", "target_kind": "person", "target_id": "p1", "duty": "owner", "sequence": 1, "recorded_at": "2026-01-01T00:00:00.000000Z", "recorded_by": "keeper"}]}
UNWIND $rows AS row
MATCH (source:TeamMember {id: row.member})
MATCH (account:Account {id: row.account_id})
OPTIONAL MATCH (person:Person {account_id: row.account_id, id: CASE row.target_kind WHEN 'person' THEN row.target_id ELSE '' END})
USING INDEX SEEK person:Person(account_id, id)
OPTIONAL MATCH (department:Department {account_id: row.account_id, id: CASE row.target_kind WHEN 'department' THEN row.target_id ELSE '' END})
USING INDEX SEEK department:Department(account_id, id)
OPTIONAL MATCH (opportunity:Opportunity {account_id: row.account_id, id: CASE row.target_kind WHEN 'opportunity' THEN row.target_id ELSE '' END})
USING INDEX SEEK opportunity:Opportunity(account_id, id)
OPTIONAL MATCH (chain:DecisionChain {account_id: row.account_id, id: CASE row.target_kind WHEN 'chain' THEN row.target_id ELSE '' END})
USING INDEX SEEK chain:DecisionChain(account_id, id)
WITH row, source, CASE row.target_kind WHEN 'account' THEN account ELSE coalesce(person, department, opportunity, chain) END AS target
CREATE (source)-[record:COVERS]->(target)
SET record = row

// name: change
// Replace all properties of coverages that exist.
// mode: write
// example: {"rows": [{"account_id": "a1", "id": "r1", "member": "m1", "target_kind": "person", "target_id": "p1", "duty": "owner", "sequence": 2, "recorded_at": "2026-01-01T00:00:00.000000Z", "recorded_by": "keeper"}]}
UNWIND $rows AS row
MATCH (:TeamMember {id: row.member})-[record:COVERS]->()
WHERE record.account_id = row.account_id AND record.id = row.id
SET record = row

// name: erase
// Remove coverages without a trace.
// mode: write
// example: {"account_id": "a1", "ids": ["r1"]}
// include: covered
WITH record WHERE record.id IN $ids
DELETE record

// name: of_members
// What members of ours cover and have not ceased to: they cannot be ended before.
// mode: read
// example: {"ids": ["r1"], "now": "2026-01-01T00:00:00.000000Z"}
UNWIND $ids AS id
MATCH (:TeamMember {id: id})-[record:COVERS]->()
WHERE (record.valid_to IS NULL OR record.valid_to > $now)
RETURN id, 'coverage' AS kind, record.account_id AS account_id, record.id AS record_id
ORDER BY id, account_id, record_id LIMIT 1000
