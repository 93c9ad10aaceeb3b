// name: read
// What analytics reads of one account: a list a record whose newest row answers for the moment, and the newest rows of
// the records whose older rows must be asked (not clear).
// mode: read
// example: {"account_id": "a1", "as_of": "2026-01-01T00:00:00.000000Z", "known_at": "2026-01-01T00:00:00.000000Z"}
MATCH (account:Account {id: $account_id})
WITH account, account.recorded_at <= $known_at AND (account.state_from IS NULL OR account.state_from <= $as_of) AND (account.state_to IS NULL OR account.state_to > $as_of) AS clear
WHERE NOT clear OR ((account.valid_from IS NULL OR account.valid_from <= $as_of) AND (account.valid_to IS NULL OR account.valid_to > $as_of))
RETURN 'account' AS kind, clear, collect(CASE WHEN clear THEN [account.id, account.tier, account.segment, account.timezone] ELSE properties(account) END) AS rows
UNION ALL
MATCH (department:Department {account_id: $account_id})
WITH department, department.recorded_at <= $known_at AND (department.state_from IS NULL OR department.state_from <= $as_of) AND (department.state_to IS NULL OR department.state_to > $as_of) AS clear
WHERE NOT clear OR ((department.valid_from IS NULL OR department.valid_from <= $as_of) AND (department.valid_to IS NULL OR department.valid_to > $as_of))
RETURN 'department' AS kind, clear, collect(CASE WHEN clear THEN [department.id, department.name, department.function, department.part_of, department.expected_headcount] ELSE properties(department) END) AS rows
UNION ALL
MATCH (person:Person {account_id: $account_id})
WITH person, person.recorded_at <= $known_at AND (person.state_from IS NULL OR person.state_from <= $as_of) AND (person.state_to IS NULL OR person.state_to > $as_of) AS clear
WHERE NOT clear OR ((person.valid_from IS NULL OR person.valid_from <= $as_of) AND (person.valid_to IS NULL OR person.valid_to > $as_of))
RETURN 'person' AS kind, clear, collect(CASE WHEN clear THEN [person.id, person.name, person.title, person.seniority, person.kind, person.status, person.left_at, person.vacant] ELSE properties(person) END) AS rows
UNION ALL
MATCH (:Person {account_id: $account_id})-[membership:MEMBER_OF]->(:Department)
WITH membership, membership.recorded_at <= $known_at AND (membership.state_from IS NULL OR membership.state_from <= $as_of) AND (membership.state_to IS NULL OR membership.state_to > $as_of) AS clear
WHERE NOT clear OR ((membership.valid_from IS NULL OR membership.valid_from <= $as_of) AND (membership.valid_to IS NULL OR membership.valid_to > $as_of))
RETURN 'membership' AS kind, clear, collect(CASE WHEN clear THEN [membership.id, membership.person, membership.department, membership.primary, membership.confidence] ELSE properties(membership) END) AS rows
UNION ALL
MATCH (:Person {account_id: $account_id})-[line:REPORTS_TO]->(:Person)
WITH line, line.recorded_at <= $known_at AND (line.state_from IS NULL OR line.state_from <= $as_of) AND (line.state_to IS NULL OR line.state_to > $as_of) AS clear
WHERE NOT clear OR ((line.valid_from IS NULL OR line.valid_from <= $as_of) AND (line.valid_to IS NULL OR line.valid_to > $as_of))
RETURN 'reporting_line' AS kind, clear, collect(CASE WHEN clear THEN [line.id, line.person, line.manager, line.line, line.chain, line.confidence] ELSE properties(line) END) AS rows
UNION ALL
MATCH (:Person {account_id: $account_id})-[influence:INFLUENCES]->(:Person)
WITH influence, influence.recorded_at <= $known_at AND (influence.state_from IS NULL OR influence.state_from <= $as_of) AND (influence.state_to IS NULL OR influence.state_to > $as_of) AS clear
WHERE NOT clear OR ((influence.valid_from IS NULL OR influence.valid_from <= $as_of) AND (influence.valid_to IS NULL OR influence.valid_to > $as_of))
RETURN 'influence' AS kind, clear, collect(CASE WHEN clear THEN [influence.id, influence.source, influence.target, influence.strength, influence.topic, influence.confidence] ELSE properties(influence) END) AS rows
