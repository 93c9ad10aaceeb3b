// One page of `record` nodes, whose older rows are kept under `name`.
// example: {}
WITH CASE
    WHEN record.recorded_at <= $known_at AND coalesce(record.state_from, '') <= $as_of AND (record.state_to IS NULL OR record.state_to > $as_of) THEN [properties(record)]
    ELSE [properties(record)] + COLLECT { MATCH (version:Version {record: name}) RETURN properties(version) AS row ORDER BY version.sequence DESC }
  END AS rows
WITH [row IN rows WHERE row.recorded_at <= $known_at] AS known, [] AS lifetimes
// include: page
