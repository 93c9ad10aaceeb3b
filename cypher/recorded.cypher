// name: versions
// Older rows of records that were recorded in a span of time.
// mode: read
// example: {"records": ["a1/person/p1"], "begin": "2026-01-01T00:00:00.000000Z", "end": "2026-01-02T00:00:00.000000Z"}
UNWIND $records AS record
MATCH (version:Version {record: record})
WHERE version.recorded_at >= $begin AND version.recorded_at <= $end
RETURN properties(version) AS row
ORDER BY version.record, version.sequence

// name: tombstones
// What is kept of records that were erased; a key is account, kind and id.
// mode: read
// example: {"keys": [["a1", "person", "p1"]]}
UNWIND $keys AS key
MATCH (tombstone:Tombstone {account_id: key[0], kind: key[1], id: key[2]})
RETURN properties(tombstone) AS row
