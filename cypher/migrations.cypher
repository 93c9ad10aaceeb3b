// name: applied
// Numbers of the migrations applied so far.
// mode: read
// example: {"first": 0}
MATCH (migration:Migration)
WHERE migration.number > $first
RETURN collect(migration.number) AS numbers

// name: record
// Note that a migration was applied.
// mode: write
// example: {"number": 1, "applied_at": "2026-01-01T00:00:00.000000Z"}
MERGE (migration:Migration {number: $number})
ON CREATE SET migration.applied_at = $applied_at
