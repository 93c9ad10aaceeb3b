// name: get
// One setting as last written, with the revision of the book.
// mode: read
// example: {"id": "s1"}
MATCH (book:Book {id: 'book'})
OPTIONAL MATCH (setting:Setting {id: $id})
RETURN book.revision AS revision, book.revised_at AS revised_at, properties(setting) AS item

// name: list
// One page of the settings: what was so at as_of, as known at known_at.
// mode: read
// example: {"id": null, "as_of": "2026-01-01T00:00:00.000000Z", "known_at": "2026-01-01T00:00:00.000000Z", "equal": {"tier": "A"}, "tag": null, "external_id": null, "sort": "id", "missing": "", "descending": false, "after_key": "", "after_id": "s0", "first": "", "limit": 2}
MATCH (setting:Setting)
WHERE setting.id > $first AND ($id IS NULL OR setting.id = $id)
WITH CASE
    WHEN setting.recorded_at <= $known_at AND coalesce(setting.state_from, '') <= $as_of AND (setting.state_to IS NULL OR setting.state_to > $as_of) THEN [properties(setting)]
    ELSE [properties(setting)] + COLLECT { MATCH (version:Version {record: '/setting/' + setting.id}) RETURN properties(version) AS row ORDER BY version.sequence DESC }
  END AS rows
WITH [row IN rows WHERE row.recorded_at <= $known_at] AS known
WITH head(known) AS newest, head([row IN known WHERE coalesce(row.state_from, '') <= $as_of AND (row.state_to IS NULL OR row.state_to > $as_of)]) AS state
WHERE state IS NOT NULL AND coalesce(newest.valid_from, '') <= $as_of AND (newest.valid_to IS NULL OR newest.valid_to > $as_of)
  AND all(key IN keys($equal) WHERE state[key] = $equal[key])
  AND ($tag IS NULL OR $tag IN coalesce(state.tags, []))
  AND ($external_id IS NULL OR state.external_ids CONTAINS $external_id)
WITH newest, state, coalesce(state[$sort], $missing) AS sort_key
WHERE $after_id IS NULL OR CASE WHEN $descending THEN sort_key < $after_key ELSE sort_key > $after_key END OR (sort_key = $after_key AND state.id > $after_id)
RETURN state AS item, newest.valid_from AS valid_from, newest.valid_to AS valid_to, sort_key
ORDER BY CASE WHEN $descending THEN null ELSE sort_key END, CASE WHEN $descending THEN sort_key END DESC, state.id
LIMIT $limit

// name: stored
// Settings by their ids, as last written: what a write compares with.
// mode: read
// example: {"ids": ["s1", "s2"]}
UNWIND $ids AS id
MATCH (setting:Setting {id: id})
RETURN collect(properties(setting)) AS rows

// name: create
// Create settings; each row holds all their properties.
// mode: write
// example: {"rows": [{"id": "s1", "tier": "A", "sequence": 1, "recorded_at": "2026-01-01T00:00:00.000000Z", "recorded_by": "keeper"}]}
UNWIND $rows AS row
CREATE (setting:Setting)
SET setting = row

// name: change
// Replace all properties of settings that exist.
// mode: write
// example: {"rows": [{"id": "s1", "tier": "A", "sequence": 2, "recorded_at": "2026-01-01T00:00:00.000000Z", "recorded_by": "keeper"}]}
UNWIND $rows AS row
MATCH (setting:Setting {id: row.id})
SET setting = row
