// name: get
// One person as last written, with the revision of the account.
// mode: read
// example: {"account_id": "a1", "id": "p1"}
MATCH (account:Account {id: $account_id})
OPTIONAL MATCH (person:Person {account_id: $account_id, id: $id})
USING INDEX SEEK person:Person(account_id, id)
RETURN account.revision AS revision, account.revised_at AS revised_at, properties(person) AS item

// name: list
// One page of the people of an account: what was so at as_of, as known at known_at.
// mode: read
// example: {"account_id": "a1", "id": null, "as_of": "2026-01-01T00:00:00.000000Z", "known_at": "2026-01-01T00:00:00.000000Z", "equal": {"seniority": "director"}, "words": ["ada"], "tag": null, "external_id": null, "sort": "name", "missing": "", "descending": false, "after_key": "", "after_id": "p0", "limit": 2}
MATCH (person:Person {account_id: $account_id})
WHERE $id IS NULL OR person.id = $id
WITH CASE
    WHEN person.recorded_at <= $known_at AND coalesce(person.state_from, '') <= $as_of AND (person.state_to IS NULL OR person.state_to > $as_of) THEN [properties(person)]
    ELSE [properties(person)] + COLLECT { MATCH (version:Version {record: $account_id + '/person/' + person.id}) RETURN properties(version) AS row ORDER BY version.sequence DESC }
  END AS rows
WITH [row IN rows WHERE row.recorded_at <= $known_at] AS known
WITH head(known) AS newest, head([row IN known WHERE coalesce(row.state_from, '') <= $as_of AND (row.state_to IS NULL OR row.state_to > $as_of)]) AS state
WHERE state IS NOT NULL AND coalesce(newest.valid_from, '') <= $as_of AND (newest.valid_to IS NULL OR newest.valid_to > $as_of)
  AND all(key IN keys($equal) WHERE state[key] = $equal[key])
  AND all(word IN $words WHERE toLower(state.name) CONTAINS word)
  AND ($tag IS NULL OR $tag IN coalesce(state.tags, []))
  AND ($external_id IS NULL OR state.external_ids CONTAINS $external_id)
WITH newest, state, coalesce(state[$sort], $missing) AS sort_key
WHERE $after_id IS NULL OR CASE WHEN $descending THEN sort_key < $after_key ELSE sort_key > $after_key END OR (sort_key = $after_key AND state.id > $after_id)
RETURN state AS item, newest.valid_from AS valid_from, newest.valid_to AS valid_to, sort_key
ORDER BY CASE WHEN $descending THEN null ELSE sort_key END, CASE WHEN $descending THEN sort_key END DESC, state.id
LIMIT $limit

// name: stored
// People by their ids, as last written: what a write compares with.
// mode: read
// example: {"account_id": "a1", "ids": ["p1", "p2"]}
UNWIND $ids AS id
MATCH (person:Person {account_id: $account_id, id: id})
USING INDEX SEEK person:Person(account_id, id)
RETURN collect(properties(person)) AS rows

// name: lifetimes
// When people exist: what a write of their edges needs to know.
// mode: read
// example: {"account_id": "a1", "ids": ["p1", "p2"]}
UNWIND $ids AS id
MATCH (person:Person {account_id: $account_id, id: id})
USING INDEX SEEK person:Person(account_id, id)
RETURN collect([person.id, person.valid_from, person.valid_to]) AS rows

// name: create
// Create people; each row holds all their properties.
// mode: write
// example: {"rows": [{"account_id": "a1", "id": "p1", "name": "Ada", "sequence": 1, "recorded_at": "2026-01-01T00:00:00.000000Z", "recorded_by": "keeper"}]}
UNWIND $rows AS row
CREATE (person:Person)
SET person = row

// name: change
// Replace all properties of people that exist.
// mode: write
// example: {"rows": [{"account_id": "a1", "id": "p1", "name": "Ada", "sequence": 2, "recorded_at": "2026-01-01T00:00:00.000000Z", "recorded_by": "keeper"}]}
UNWIND $rows AS row
MATCH (person:Person {account_id: row.account_id, id: row.id})
USING INDEX SEEK person:Person(account_id, id)
SET person = row
