// Only where one of the `parts`, a record and what it connects, may answer otherwise for two moments: it was recorded
// after the earlier knowledge, its newest row does not hold at both instants, or its lifetime begins or ends between.
// example: {"known_at": "2026-01-01T00:00:00.000000Z", "first": "2025-01-01T00:00:00.000000Z", "last": "2026-01-01T00:00:00.000000Z"}
WHERE any(part IN parts WHERE part.recorded_at > $known_at OR part.state_from > $first OR part.state_to <= $last
  OR (part.valid_from > $first AND part.valid_from <= $last) OR (part.valid_to > $first AND part.valid_to <= $last))
