// name: applied
// Names of the schema statements applied so far.
// mode: read
MATCH (migration:Migration)
WHERE migration.name > ''
RETURN collect(migration.name) AS names

// name: record
// Note that schema statements were applied.
// mode: write
// example: {"names": ["people.key"], "applied_at": "2026-01-01T00:00:00.000000Z"}
UNWIND $names AS name
MERGE (migration:Migration {name: name})
ON CREATE SET migration.applied_at = $applied_at
