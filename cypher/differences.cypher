// name: of_account
// Records of an account that may differ between two moments, as last written: an edge also where one of its ends may.
// mode: read
// example: {"account_id": "a1"}
MATCH (record:Account {id: $account_id})
WITH record, [record] AS parts
// include: differing
RETURN 'account' AS kind, properties(record) AS row
UNION ALL
MATCH (record:Department {account_id: $account_id})
WITH record, [record] AS parts
// include: differing
RETURN 'department' AS kind, properties(record) AS row
UNION ALL
MATCH (record:Person {account_id: $account_id})
WITH record, [record] AS parts
// include: differing
RETURN 'person' AS kind, properties(record) AS row
UNION ALL
MATCH (record:Opportunity {account_id: $account_id})
WITH record, [record] AS parts
// include: differing
RETURN 'opportunity' AS kind, properties(record) AS row
UNION ALL
MATCH (record:ControlPoint {account_id: $account_id})
WITH record, [record] AS parts
// include: differing
RETURN 'control_point' AS kind, properties(record) AS row
UNION ALL
MATCH (record:ValueStatement {account_id: $account_id})
WITH record, [record] AS parts
// include: differing
RETURN 'value_statement' AS kind, properties(record) AS row
UNION ALL
MATCH (record:GapState {account_id: $account_id})
WITH record, [record] AS parts
// include: differing
RETURN 'gap_state' AS kind, properties(record) AS row
UNION ALL
MATCH (record:Action {account_id: $account_id})
WITH record, [record] AS parts
// include: differing
RETURN 'action' AS kind, properties(record) AS row
UNION ALL
MATCH (record:DecisionChain {account_id: $account_id})
WITH record, [record] AS parts
// include: differing
RETURN 'chain' AS kind, properties(record) AS row
UNION ALL
MATCH (record:Step {account_id: $account_id})
WITH record, [record] AS parts
// include: differing
RETURN 'step' AS kind, properties(record) AS row
UNION ALL
MATCH (record:Interaction {account_id: $account_id})
WITH record, [record] AS parts
// include: differing
RETURN 'interaction' AS kind, properties(record) AS row
UNION ALL
MATCH (record:Assessment {account_id: $account_id})
WITH record, [record] AS parts
// include: differing
RETURN 'assessment' AS kind, properties(record) AS row
UNION ALL
MATCH (record:ClosenessNote {account_id: $account_id})
WITH record, [record] AS parts
// include: differing
RETURN 'closeness_note' AS kind, properties(record) AS row
UNION ALL
MATCH (source:Person {account_id: $account_id})-[record:MEMBER_OF]->(target:Department)
USING INDEX SEEK source:Person(account_id)
WITH record, [record, source, target] AS parts
// include: differing
RETURN 'membership' AS kind, properties(record) AS row
UNION ALL
MATCH (source:Person {account_id: $account_id})-[record:REPORTS_TO|INFLUENCES|CONFLICTS_WITH|ALLIED_WITH]->(target:Person)
USING INDEX SEEK source:Person(account_id)
WITH record, [record, source, target] AS parts
// include: differing
RETURN type(record) AS kind, properties(record) AS row
UNION ALL
MATCH (source:Department {account_id: $account_id})-[record:RELATES_TO]->(target:Department)
USING INDEX SEEK source:Department(account_id)
WITH record, [record, source, target] AS parts
// include: differing
RETURN 'department_relation' AS kind, properties(record) AS row
UNION ALL
MATCH (source:DecisionChain {account_id: $account_id})<-[record:STAKE]-(target:Person)
USING INDEX SEEK source:DecisionChain(account_id)
WITH record, [record, source, target] AS parts
// include: differing
RETURN 'stake' AS kind, properties(record) AS row
UNION ALL
MATCH (source:Account {id: $account_id})<-[record:COVERS]-(target:TeamMember)
USING INDEX SEEK source:Account(id)
WITH record, [record, source, target] AS parts
// include: differing
RETURN 'coverage' AS kind, properties(record) AS row
UNION ALL
MATCH (source:Person {account_id: $account_id})<-[record:COVERS]-(target:TeamMember)
USING INDEX SEEK source:Person(account_id)
WITH record, [record, source, target] AS parts
// include: differing
RETURN 'coverage' AS kind, properties(record) AS row
UNION ALL
MATCH (source:Department {account_id: $account_id})<-[record:COVERS]-(target:TeamMember)
USING INDEX SEEK source:Department(account_id)
WITH record, [record, source, target] AS parts
// include: differing
RETURN 'coverage' AS kind, properties(record) AS row
UNION ALL
MATCH (source:Opportunity {account_id: $account_id})<-[record:COVERS]-(target:TeamMember)
USING INDEX SEEK source:Opportunity(account_id)
WITH record, [record, source, target] AS parts
// include: differing
RETURN 'coverage' AS kind, properties(record) AS row
UNION ALL
MATCH (source:DecisionChain {account_id: $account_id})<-[record:COVERS]-(target:TeamMember)
USING INDEX SEEK source:DecisionChain(account_id)
WITH record, [record, source, target] AS parts
// include: differing
RETURN 'coverage' AS kind, properties(record) AS row
UNION ALL
MATCH (source:Person {account_id: $account_id})<-[record:KNOWS]-(target:Competitor)
USING INDEX SEEK source:Person(account_id)
WITH record, [record, source, target] AS parts
// include: differing
RETURN 'competitor_tie' AS kind, properties(record) AS row

// name: of_book
// The same of records of the book that answers about an account rest on: some of us, some competitors, and all settings,
// templates and stage models.
// mode: read
// example: {"members": ["m1"], "competitors": ["c1"]}
UNWIND $members AS id
MATCH (record:TeamMember {id: id})
WITH record, [record] AS parts
// include: differing
RETURN 'team_member' AS kind, properties(record) AS row
UNION ALL
UNWIND $competitors AS id
MATCH (record:Competitor {id: id})
WITH record, [record] AS parts
// include: differing
RETURN 'competitor' AS kind, properties(record) AS row
UNION ALL
MATCH (record:Setting)
WHERE record.id > ''
WITH record, [record] AS parts
// include: differing
RETURN 'setting' AS kind, properties(record) AS row
UNION ALL
MATCH (record:Template)
WHERE record.id > ''
WITH record, [record] AS parts
// include: differing
RETURN 'template' AS kind, properties(record) AS row
UNION ALL
MATCH (record:StageModel)
WHERE record.id > ''
WITH record, [record] AS parts
// include: differing
RETURN 'stage_model' AS kind, properties(record) AS row

// name: names
// Names of competitors.
// mode: read
// example: {"competitors": ["c1"]}
UNWIND $competitors AS id
MATCH (record:Competitor {id: id})
RETURN record.id AS id, record.name AS name
