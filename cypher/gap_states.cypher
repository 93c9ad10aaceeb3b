// shape: account_node
// label: GapState
// kind: gap_state
// prose: gap state, gap states
// example: {"rule": "overdue-contact", "first_seen": "2026-01-01T00:00:00.000000Z", "since": "2026-01-01T00:00:00.000000Z"}
