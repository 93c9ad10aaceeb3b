// One page of `known` records, whose rows known at known_at stand newest first: those that exist at as_of, in the state of
// that instant, filtered and sorted; `lifetimes` are those of what they connect.
// example: {"id": null, "as_of": "2026-01-01T00:00:00.000000Z", "known_at": "2026-01-01T00:00:00.000000Z", "changed_since": null, "equal": {"recorded_by": ["keeper"]}, "least": {"recorded_at": "2025-01-01T00:00:00.000000Z"}, "most": {"sequence": 9}, "before": {"recorded_at": "2026-01-02T00:00:00.000000Z"}, "holds": {"tags": ["pilot"]}, "words": [], "external_id": null, "sort": "id", "missing": "", "descending": false, "after_key": "", "after_id": "r0", "limit": 2}
WITH head(known) AS newest, head([row IN known WHERE coalesce(row.state_from, '') <= $as_of AND (row.state_to IS NULL OR row.state_to > $as_of)]) AS state, lifetimes
WHERE state IS NOT NULL
  AND all(lifetime IN lifetimes + [[newest.valid_from, newest.valid_to]] WHERE lifetime IS NOT NULL AND coalesce(lifetime[0], '') <= $as_of AND (lifetime[1] IS NULL OR lifetime[1] > $as_of))
  AND ($changed_since IS NULL OR newest.recorded_at >= $changed_since)
  AND all(key IN keys($equal) WHERE state[key] IN $equal[key])
  AND all(key IN keys($least) WHERE state[key] >= $least[key])
  AND all(key IN keys($most) WHERE state[key] <= $most[key])
  AND all(key IN keys($before) WHERE state[key] < $before[key])
  AND all(key IN keys($holds) WHERE any(value IN $holds[key] WHERE value IN coalesce(state[key], [])))
  AND all(word IN $words WHERE state.name =~ word)
  AND ($external_id IS NULL OR state.external_ids CONTAINS $external_id)
WITH newest, state, coalesce(state[$sort], $missing) AS sort_key
WHERE $after_id IS NULL OR CASE WHEN $descending THEN sort_key < $after_key ELSE sort_key > $after_key END OR (sort_key = $after_key AND state.id > $after_id)
RETURN state AS item, newest.valid_from AS valid_from, newest.valid_to AS valid_to, sort_key
ORDER BY CASE WHEN $descending THEN null ELSE sort_key END, CASE WHEN $descending THEN sort_key END DESC, state.id
LIMIT $limit
