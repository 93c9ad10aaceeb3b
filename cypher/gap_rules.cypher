// name: states
// Gap states are found by their rule, over all accounts.
// mode: schema
CREATE INDEX gap_state_rule IF NOT EXISTS FOR (record:GapState) ON (record.rule)

// name: actions
// Actions are found by the gap that they answer.
// mode: schema
CREATE INDEX action_gap IF NOT EXISTS FOR (record:Action) ON (record.gap)

// name: record
// What became of every gap of a rule, over all accounts: also how the actions stand that answer it.
// mode: read
// example: {"rule": "overdue-contact"}
MATCH (record:GapState {rule: $rule})
WHERE record.valid_to IS NULL
RETURN record.account_id AS account, record.closed_at IS NULL AS open, record.times_opened AS times_opened,
  record.mute IS NOT NULL AS muted, record.feedback AS feedback,
  COLLECT { MATCH (action:Action {gap: record.id}) WHERE action.account_id = record.account_id AND action.valid_to IS NULL RETURN action.status } AS actions
