// shape: account_node
// label: Assessment
// kind: assessment
// prose: assessment, assessments
// example: {"person": "p1", "attribute": "support", "value": 1, "observed_at": "2026-01-01T00:00:00.000000Z"}
