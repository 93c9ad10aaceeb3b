// Every row of `record` that may answer for the moment, as one list, newest first; older rows are kept under `name`.
// example: {"as_of": "2026-01-01T00:00:00.000000Z", "known_at": "2026-01-01T00:00:00.000000Z"}
WITH CASE
    WHEN record.recorded_at <= $known_at AND coalesce(record.state_from, '') <= $as_of AND (record.state_to IS NULL OR record.state_to > $as_of) THEN [properties(record)]
    ELSE [properties(record)] + COLLECT { MATCH (version:Version {record: name}) RETURN properties(version) AS row ORDER BY version.sequence DESC }
  END AS rows
