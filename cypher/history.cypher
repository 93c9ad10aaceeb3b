// name: keep
// Keep older rows of records as versions; each row holds all their properties and the name of the record.
// mode: write
// example: {"rows": [{"record": "a1/person/p1", "account_id": "a1", "id": "p1", "name": "Ada", "sequence": 1, "recorded_at": "2026-01-01T00:00:00.000000Z", "recorded_by": "keeper"}]}
UNWIND $rows AS row
CREATE (version:Version)
SET version = row

// name: rows
// Older rows of records, newest first.
// mode: read
// example: {"records": ["a1/person/p1"]}
UNWIND $records AS record
MATCH (version:Version {record: record})
RETURN properties(version) AS row
ORDER BY version.record, version.sequence DESC
