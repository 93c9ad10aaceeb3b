// shape: account_node
// label: Opportunity
// kind: opportunity
// prose: opportunity, opportunities
// example: {"name": "Line 4"}

// name: stage_model
// Opportunities by their stage model.
// mode: schema
CREATE INDEX opportunity_stage_model IF NOT EXISTS FOR (record:Opportunity) ON (record.stage_model)

// name: of_stage_models
// Open deals that follow stage models: these cannot be ended before.
// mode: read
// example: {"ids": ["r1"], "now": "2026-01-01T00:00:00.000000Z"}
UNWIND $ids AS id
MATCH (record:Opportunity {stage_model: id})
WHERE (record.valid_to IS NULL OR record.valid_to > $now)
  AND NOT record.status IN ['won', 'lost']
RETURN id, 'opportunity' AS kind, record.account_id AS account_id, record.id AS record_id
ORDER BY id, account_id, record_id LIMIT 1000
