// name: get
// One influence as last written, with the revision of the account.
// mode: read
// example: {"account_id": "a1", "id": "i1"}
MATCH (account:Account {id: $account_id})
OPTIONAL MATCH (:Person {account_id: $account_id})-[influence:INFLUENCES {id: $id}]->(:Person)
RETURN account.revision AS revision, account.revised_at AS revised_at, properties(influence) AS item

// name: list
// One page of the influences of an account: what was so at as_of, as known at known_at, between people who existed.
// mode: read
// example: {"account_id": "a1", "id": null, "as_of": "2026-01-01T00:00:00.000000Z", "known_at": "2026-01-01T00:00:00.000000Z", "equal": {"source": "p1"}, "tag": null, "external_id": null, "sort": "strength", "missing": -1, "descending": true, "after_key": 0.5, "after_id": "i0", "limit": 2}
MATCH (source:Person {account_id: $account_id})-[influence:INFLUENCES]->(target:Person)
WHERE $id IS NULL OR influence.id = $id
WITH CASE
    WHEN influence.recorded_at <= $known_at AND coalesce(influence.state_from, '') <= $as_of AND (influence.state_to IS NULL OR influence.state_to > $as_of) THEN [properties(influence)]
    ELSE [properties(influence)] + COLLECT { MATCH (version:Version {record: $account_id + '/influence/' + influence.id}) RETURN properties(version) AS row ORDER BY version.sequence DESC }
  END AS rows,
  CASE WHEN source.recorded_at <= $known_at THEN [source.valid_from, source.valid_to]
    ELSE head(COLLECT { MATCH (version:Version {record: $account_id + '/person/' + source.id}) WHERE version.recorded_at <= $known_at RETURN [version.valid_from, version.valid_to] AS lifetime ORDER BY version.sequence DESC })
  END AS source_lifetime,
  CASE WHEN target.recorded_at <= $known_at THEN [target.valid_from, target.valid_to]
    ELSE head(COLLECT { MATCH (version:Version {record: $account_id + '/person/' + target.id}) WHERE version.recorded_at <= $known_at RETURN [version.valid_from, version.valid_to] AS lifetime ORDER BY version.sequence DESC })
  END AS target_lifetime
WITH [row IN rows WHERE row.recorded_at <= $known_at] AS known, source_lifetime, target_lifetime
WITH head(known) AS newest, head([row IN known WHERE coalesce(row.state_from, '') <= $as_of AND (row.state_to IS NULL OR row.state_to > $as_of)]) AS state, source_lifetime, target_lifetime
WHERE state IS NOT NULL AND source_lifetime IS NOT NULL AND target_lifetime IS NOT NULL
  AND all(lifetime IN [[newest.valid_from, newest.valid_to], source_lifetime, target_lifetime] WHERE coalesce(lifetime[0], '') <= $as_of AND (lifetime[1] IS NULL OR lifetime[1] > $as_of))
  AND all(key IN keys($equal) WHERE state[key] = $equal[key])
  AND ($tag IS NULL OR $tag IN coalesce(state.tags, []))
  AND ($external_id IS NULL OR state.external_ids CONTAINS $external_id)
WITH newest, state, coalesce(state[$sort], $missing) AS sort_key
WHERE $after_id IS NULL OR CASE WHEN $descending THEN sort_key < $after_key ELSE sort_key > $after_key END OR (sort_key = $after_key AND state.id > $after_id)
RETURN state AS item, newest.valid_from AS valid_from, newest.valid_to AS valid_to, sort_key
ORDER BY CASE WHEN $descending THEN null ELSE sort_key END, CASE WHEN $descending THEN sort_key END DESC, state.id
LIMIT $limit

// name: stored
// Influences as last written that a write may touch: all of the account, or those of these ids or ends.
// mode: read
// example: {"account_id": "a1", "everything": false, "ids": ["i1"], "ends": ["p1"]}
MATCH (source:Person {account_id: $account_id})-[influence:INFLUENCES]->(target:Person)
WHERE $everything OR influence.id IN $ids OR source.id IN $ends OR target.id IN $ends
RETURN collect(properties(influence)) AS rows

// name: create
// Create influences between people who exist; each row holds all their properties.
// mode: write
// example: {"rows": [{"account_id": "a1", "id": "i1", "source": "p1", "target": "p2", "sequence": 1, "recorded_at": "2026-01-01T00:00:00.000000Z", "recorded_by": "keeper"}]}
UNWIND $rows AS row
MATCH (source:Person {account_id: row.account_id, id: row.source})
USING INDEX SEEK source:Person(account_id, id)
MATCH (target:Person {account_id: row.account_id, id: row.target})
USING INDEX SEEK target:Person(account_id, id)
CREATE (source)-[influence:INFLUENCES]->(target)
SET influence = row

// name: change
// Replace all properties of influences that exist.
// mode: write
// example: {"rows": [{"account_id": "a1", "id": "i1", "source": "p1", "target": "p2", "sequence": 2, "recorded_at": "2026-01-01T00:00:00.000000Z", "recorded_by": "keeper"}]}
UNWIND $rows AS row
MATCH (source:Person {account_id: row.account_id, id: row.source})-[influence:INFLUENCES]->(target:Person)
USING INDEX SEEK source:Person(account_id, id)
WHERE influence.id = row.id
SET influence = row
