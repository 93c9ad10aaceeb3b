// One page of `record` edges between `source` and `target`; older rows are kept under `name`, `source_name`, `target_name`.
// example: {}
WITH CASE
    WHEN record.recorded_at <= $known_at AND coalesce(record.state_from, '') <= $as_of AND (record.state_to IS NULL OR record.state_to > $as_of) THEN [properties(record)]
    ELSE [properties(record)] + COLLECT { MATCH (version:Version {record: name}) RETURN properties(version) AS row ORDER BY version.sequence DESC }
  END AS rows,
  CASE WHEN source.recorded_at <= $known_at THEN [source.valid_from, source.valid_to]
    ELSE head(COLLECT { MATCH (version:Version {record: source_name}) WHERE version.recorded_at <= $known_at RETURN [version.valid_from, version.valid_to] AS lifetime ORDER BY version.sequence DESC })
  END AS source_lifetime,
  CASE WHEN target.recorded_at <= $known_at THEN [target.valid_from, target.valid_to]
    ELSE head(COLLECT { MATCH (version:Version {record: target_name}) WHERE version.recorded_at <= $known_at RETURN [version.valid_from, version.valid_to] AS lifetime ORDER BY version.sequence DESC })
  END AS target_lifetime
WITH [row IN rows WHERE row.recorded_at <= $known_at] AS known, [source_lifetime, target_lifetime] AS lifetimes
// include: page
