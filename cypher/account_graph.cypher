// name: read
// What analytics reads of one account, one row a kind: a list for a record that exists and whose newest row answers for
// the moment and all later ones, the newest row itself where it may not. Relations between people stand under their type.
// mode: read
// example: {"account_id": "a1"}
MATCH (record:Account {id: $account_id})
RETURN 'account' AS kind, collect(CASE
// include: account_graph_row
    ELSE [record.id, record.tier, record.segment, record.timezone, record.valid_from, record.name]
  END) AS rows
UNION ALL
MATCH (record:Department {account_id: $account_id})
RETURN 'department' AS kind, collect(CASE
// include: account_graph_row
    ELSE [record.id, record.name, record.function, record.part_of, record.expected_headcount]
  END) AS rows
UNION ALL
MATCH (record:Person {account_id: $account_id})
RETURN 'person' AS kind, collect(CASE
// include: account_graph_row
    ELSE [record.id, record.name, record.title, record.seniority, record.kind, record.status, record.left_at, record.vacant, record.external_kind, record.desired_rung, record.mails, record.phones, record.identity]
  END) AS rows
UNION ALL
MATCH (person:Person {account_id: $account_id})-[record:MEMBER_OF]->(:Department)
USING INDEX SEEK person:Person(account_id)
RETURN 'membership' AS kind, collect(CASE
// include: account_graph_row
    ELSE [record.id, record.person, record.department, record.primary, record.confidence]
  END) AS rows
UNION ALL
MATCH (person:Person {account_id: $account_id})-[record:REPORTS_TO|INFLUENCES|CONFLICTS_WITH|ALLIED_WITH]->(:Person)
USING INDEX SEEK person:Person(account_id)
RETURN type(record) AS kind, collect(CASE
// include: account_graph_row
    ELSE CASE type(record)
      WHEN 'INFLUENCES' THEN [record.id, record.source, record.target, record.strength, record.topic, record.confidence]
      WHEN 'REPORTS_TO' THEN [record.id, record.person, record.manager, record.line, record.chain, record.confidence]
      ELSE [record.id, record.people, record.strength, record.confidence]
    END
  END) AS rows
UNION ALL
MATCH (department:Department {account_id: $account_id})-[record:RELATES_TO]->(:Department)
USING INDEX SEEK department:Department(account_id)
RETURN 'department_relation' AS kind, collect(CASE
// include: account_graph_row
    ELSE [record.id, record.source, record.target, record.kind]
  END) AS rows
UNION ALL
MATCH (record:Opportunity {account_id: $account_id})
RETURN 'opportunity' AS kind, collect(CASE
// include: account_graph_row
    ELSE [record.id, record.name, record.type, record.department, record.stage_model, record.stage, record.deal_class, record.status, record.amount, record.currency, record.opened, record.closes, record.closed_at, record.need, record.competitors, record.pursuit, record.closed_reason, record.failed_step, record.tags, record.extra, record.external_ids, record.valid_from, record.valid_to]
  END) AS rows
UNION ALL
MATCH (record:ControlPoint {account_id: $account_id})
RETURN 'control_point' AS kind, collect(CASE
// include: account_graph_row
    ELSE [record.id, record.opportunity, record.key, record.status]
  END) AS rows
UNION ALL
MATCH (record:ValueStatement {account_id: $account_id})
RETURN 'value_statement' AS kind, collect(CASE
// include: account_graph_row
    ELSE [record.id, record.opportunity, record.aimed_at, record.deliveries, record.text]
  END) AS rows
UNION ALL
// include: account_graph_gaps
UNION ALL
MATCH (record:DecisionChain {account_id: $account_id})
RETURN 'chain' AS kind, collect(CASE
// include: account_graph_row
    ELSE [record.id, record.opportunity, record.name, record.version, record.supersedes, record.kind, record.status]
  END) AS rows
UNION ALL
MATCH (record:Step {account_id: $account_id})
RETURN 'step' AS kind, collect(CASE
// include: account_graph_row
    ELSE [record.id, record.chain, record.order, record.name, record.kind, record.department, record.rule, record.quorum, record.threshold, record.due, record.started_at, record.decided_at, record.outcome, record.only_above]
  END) AS rows
UNION ALL
MATCH (chain:DecisionChain {account_id: $account_id})<-[record:STAKE]-(:Person)
USING INDEX SEEK chain:DecisionChain(account_id)
RETURN 'stake' AS kind, collect(CASE
// include: account_graph_row
    ELSE [record.id, record.person, record.chain, record.step, record.roles, record.weight, record.veto, record.valid_from]
  END) AS rows
UNION ALL
MATCH (target:Account {id: $account_id})<-[record:COVERS]-(:TeamMember)
USING INDEX SEEK target:Account(id)
RETURN 'coverage' AS kind, collect(CASE
// include: account_graph_row
    ELSE [record.id, record.member, record.target_kind, record.target_id, record.duty, record.desired_rung, record.target_date, record.cadence_days]
  END) AS rows
UNION ALL
MATCH (target:Person {account_id: $account_id})<-[record:COVERS]-(:TeamMember)
USING INDEX SEEK target:Person(account_id)
RETURN 'coverage' AS kind, collect(CASE
// include: account_graph_row
    ELSE [record.id, record.member, record.target_kind, record.target_id, record.duty, record.desired_rung, record.target_date, record.cadence_days]
  END) AS rows
UNION ALL
MATCH (target:Department {account_id: $account_id})<-[record:COVERS]-(:TeamMember)
USING INDEX SEEK target:Department(account_id)
RETURN 'coverage' AS kind, collect(CASE
// include: account_graph_row
    ELSE [record.id, record.member, record.target_kind, record.target_id, record.duty, record.desired_rung, record.target_date, record.cadence_days]
  END) AS rows
UNION ALL
MATCH (target:Opportunity {account_id: $account_id})<-[record:COVERS]-(:TeamMember)
USING INDEX SEEK target:Opportunity(account_id)
RETURN 'coverage' AS kind, collect(CASE
// include: account_graph_row
    ELSE [record.id, record.member, record.target_kind, record.target_id, record.duty, record.desired_rung, record.target_date, record.cadence_days]
  END) AS rows
UNION ALL
MATCH (target:DecisionChain {account_id: $account_id})<-[record:COVERS]-(:TeamMember)
USING INDEX SEEK target:DecisionChain(account_id)
RETURN 'coverage' AS kind, collect(CASE
// include: account_graph_row
    ELSE [record.id, record.member, record.target_kind, record.target_id, record.duty, record.desired_rung, record.target_date, record.cadence_days]
  END) AS rows
UNION ALL
MATCH (person:Person {account_id: $account_id})<-[record:KNOWS]-(:Competitor)
USING INDEX SEEK person:Person(account_id)
RETURN 'competitor_tie' AS kind, collect(CASE
// include: account_graph_row
    ELSE [record.id, record.competitor, record.person, record.rung]
  END) AS rows
UNION ALL
MATCH (record:Interaction {account_id: $account_id})
RETURN 'interaction' AS kind, collect(CASE
// include: account_graph_row
    ELSE [record.id, record.at, record.people, record.members, record.channel, record.opportunity, record.initiator, record.direction, record.depth, record.expertise, record.needs_answer, record.answered_at, record.sentiment]
  END) AS rows
UNION ALL
MATCH (record:Assessment {account_id: $account_id})
RETURN 'assessment' AS kind, collect(CASE
// include: account_graph_row
    ELSE [record.id, record.person, record.member, record.chain, record.attribute, record.value, record.confidence, record.observed_at, record.assessor_kind, record.assessor_id, record.function]
  END) AS rows
UNION ALL
MATCH (record:ClosenessNote {account_id: $account_id})
RETURN 'closeness_note' AS kind, collect(CASE
// include: account_graph_row
    ELSE [record.id, record.person, record.member, record.score, record.system, record.at]
  END) AS rows

// name: gaps
// What `read` answers of the gaps of one account and of what is done about them.
// mode: read
// example: {"account_id": "a1"}
// include: account_graph_gaps

// name: book
// Members of ours and competitors whom records of an account name, as `read` gives records.
// mode: read
// example: {"members": ["m1"], "competitors": ["c1"]}
UNWIND $members AS id
MATCH (record:TeamMember {id: id})
RETURN 'team_member' AS kind, collect(CASE
// include: account_graph_row
    ELSE [record.id, record.name, record.function, record.unit, record.seniority, record.status, record.left_at]
  END) AS rows
UNION ALL
UNWIND $competitors AS id
MATCH (record:Competitor {id: id})
RETURN 'competitor' AS kind, collect(CASE
// include: account_graph_row
    ELSE [record.id, record.name]
  END) AS rows

// name: size
// How much of one account is recorded, what has ended too, a row a kind: what its numbers cost to compute.
// mode: read
// example: {"account_id": "a1"}
MATCH (person:Person {account_id: $account_id})
RETURN 'people' AS kind, count(person) AS count
UNION ALL
MATCH (person:Person {account_id: $account_id})-[tie:REPORTS_TO|INFLUENCES|CONFLICTS_WITH|ALLIED_WITH]->(:Person)
USING INDEX SEEK person:Person(account_id)
RETURN 'ties' AS kind, count(tie) AS count
UNION ALL
MATCH (contact:Interaction {account_id: $account_id})
RETURN 'contacts' AS kind, count(contact) AS count
UNION ALL
MATCH (chain:DecisionChain {account_id: $account_id})<-[stake:STAKE]-(:Person)
USING INDEX SEEK chain:DecisionChain(account_id)
RETURN 'stakes' AS kind, count(stake) AS count
