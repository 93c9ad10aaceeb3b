// shape: account_node
// label: ClosenessNote
// kind: closeness_note
// prose: closeness note, closeness notes
// example: {"person": "p1", "score": 40.0, "system": "crm", "at": "2026-01-01T00:00:00.000000Z"}
