// The gaps of one account and what is done about them: all that a refresh of gaps writes.
// example: {"account_id": "a1"}
MATCH (record:GapState {account_id: $account_id})
RETURN 'gap_state' AS kind, collect(CASE
// include: account_graph_row
    ELSE [record.id, record.rule, record.first_seen, record.since, record.closed_at, record.times_opened, record.severity, record.mute, record.feedback]
  END) AS rows
UNION ALL
MATCH (record:Action {account_id: $account_id})
RETURN 'action' AS kind, collect(CASE
// include: account_graph_row
    ELSE [record.id, record.status, record.gap, record.member, record.person, record.due, record.what]
  END) AS rows
