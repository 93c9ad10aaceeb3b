// name: read
// What analytics reads of one account, one row a kind: a list for a record that exists and whose newest row answers for
// the moment, the newest row itself where older rows must be asked.
// mode: read
// example: {"account_id": "a1", "as_of": "2026-01-01T00:00:00.000000Z", "known_at": "2026-01-01T00:00:00.000000Z"}
MATCH (account:Account {id: $account_id})
RETURN 'account' AS kind, collect(CASE
    WHEN NOT (account.recorded_at <= $known_at AND (account.state_from IS NULL OR account.state_from <= $as_of) AND (account.state_to IS NULL OR account.state_to > $as_of)) THEN properties(account)
    WHEN (account.valid_from IS NULL OR account.valid_from <= $as_of) AND (account.valid_to IS NULL OR account.valid_to > $as_of) THEN [account.id, account.tier, account.segment, account.timezone]
  END) AS rows
UNION ALL
MATCH (department:Department {account_id: $account_id})
RETURN 'department' AS kind, collect(CASE
    WHEN NOT (department.recorded_at <= $known_at AND (department.state_from IS NULL OR department.state_from <= $as_of) AND (department.state_to IS NULL OR department.state_to > $as_of)) THEN properties(department)
    WHEN (department.valid_from IS NULL OR department.valid_from <= $as_of) AND (department.valid_to IS NULL OR department.valid_to > $as_of) THEN [department.id, department.name, department.function, department.part_of, department.expected_headcount]
  END) AS rows
UNION ALL
MATCH (person:Person {account_id: $account_id})
RETURN 'person' AS kind, collect(CASE
    WHEN NOT (person.recorded_at <= $known_at AND (person.state_from IS NULL OR person.state_from <= $as_of) AND (person.state_to IS NULL OR person.state_to > $as_of)) THEN properties(person)
    WHEN (person.valid_from IS NULL OR person.valid_from <= $as_of) AND (person.valid_to IS NULL OR person.valid_to > $as_of) THEN [person.id, person.name, person.title, person.seniority, person.kind, person.status, person.left_at, person.vacant]
  END) AS rows
UNION ALL
MATCH (:Person {account_id: $account_id})-[membership:MEMBER_OF]->(:Department)
RETURN 'membership' AS kind, collect(CASE
    WHEN NOT (membership.recorded_at <= $known_at AND (membership.state_from IS NULL OR membership.state_from <= $as_of) AND (membership.state_to IS NULL OR membership.state_to > $as_of)) THEN properties(membership)
    WHEN (membership.valid_from IS NULL OR membership.valid_from <= $as_of) AND (membership.valid_to IS NULL OR membership.valid_to > $as_of) THEN [membership.id, membership.person, membership.department, membership.primary, membership.confidence]
  END) AS rows
UNION ALL
MATCH (:Person {account_id: $account_id})-[line:REPORTS_TO]->(:Person)
RETURN 'reporting_line' AS kind, collect(CASE
    WHEN NOT (line.recorded_at <= $known_at AND (line.state_from IS NULL OR line.state_from <= $as_of) AND (line.state_to IS NULL OR line.state_to > $as_of)) THEN properties(line)
    WHEN (line.valid_from IS NULL OR line.valid_from <= $as_of) AND (line.valid_to IS NULL OR line.valid_to > $as_of) THEN [line.id, line.person, line.manager, line.line, line.chain, line.confidence]
  END) AS rows
UNION ALL
MATCH (:Person {account_id: $account_id})-[influence:INFLUENCES]->(:Person)
RETURN 'influence' AS kind, collect(CASE
    WHEN NOT (influence.recorded_at <= $known_at AND (influence.state_from IS NULL OR influence.state_from <= $as_of) AND (influence.state_to IS NULL OR influence.state_to > $as_of)) THEN properties(influence)
    WHEN (influence.valid_from IS NULL OR influence.valid_from <= $as_of) AND (influence.valid_to IS NULL OR influence.valid_to > $as_of) THEN [influence.id, influence.source, influence.target, influence.strength, influence.topic, influence.confidence]
  END) AS rows
