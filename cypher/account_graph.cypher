// name: read
// Everything analytics reads of one account, as last written: one row of lists a kind, each list ends in its sequence and its times.
// mode: read
// example: {"account_id": "a1"}
MATCH (account:Account {id: $account_id})
RETURN 'account' AS kind, collect([account.id, account.tier, account.segment, account.timezone, account.sequence, account.state_from, account.state_to, account.valid_from, account.valid_to, account.recorded_at]) AS rows
UNION ALL
MATCH (department:Department {account_id: $account_id})
RETURN 'department' AS kind, collect([department.id, department.name, department.function, department.part_of, department.expected_headcount, department.sequence, department.state_from, department.state_to, department.valid_from, department.valid_to, department.recorded_at]) AS rows
UNION ALL
MATCH (person:Person {account_id: $account_id})
RETURN 'person' AS kind, collect([person.id, person.name, person.title, person.seniority, person.kind, person.status, person.left_at, person.vacant, person.sequence, person.state_from, person.state_to, person.valid_from, person.valid_to, person.recorded_at]) AS rows
UNION ALL
MATCH (person:Person {account_id: $account_id})-[membership:MEMBER_OF]->(:Department)
RETURN 'membership' AS kind, collect([membership.id, membership.person, membership.department, membership.primary, membership.confidence, membership.sequence, membership.state_from, membership.state_to, membership.valid_from, membership.valid_to, membership.recorded_at]) AS rows
UNION ALL
MATCH (person:Person {account_id: $account_id})-[line:REPORTS_TO]->(:Person)
RETURN 'reporting_line' AS kind, collect([line.id, line.person, line.manager, line.line, line.chain, line.confidence, line.sequence, line.state_from, line.state_to, line.valid_from, line.valid_to, line.recorded_at]) AS rows
UNION ALL
MATCH (source:Person {account_id: $account_id})-[influence:INFLUENCES]->(:Person)
RETURN 'influence' AS kind, collect([influence.id, influence.source, influence.target, influence.strength, influence.topic, influence.confidence, influence.sequence, influence.state_from, influence.state_to, influence.valid_from, influence.valid_to, influence.recorded_at]) AS rows
