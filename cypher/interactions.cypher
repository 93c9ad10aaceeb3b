// shape: account_node
// label: Interaction
// kind: interaction
// prose: interaction, interactions
// example: {"at": "2026-01-01T00:00:00.000000Z", "people": ["p1"], "members": ["m1"], "channel": "call"}
