// name: get
// One membership as last written, with the revision of the account.
// mode: read
// example: {"account_id": "a1", "id": "m1"}
MATCH (account:Account {id: $account_id})
OPTIONAL MATCH (:Person {account_id: $account_id})-[membership:MEMBER_OF {id: $id}]->(:Department)
RETURN account.revision AS revision, account.revised_at AS revised_at, properties(membership) AS item

// name: list
// One page of the memberships of an account: what was so at as_of, as known at known_at, between records that existed.
// mode: read
// example: {"account_id": "a1", "id": null, "as_of": "2026-01-01T00:00:00.000000Z", "known_at": "2026-01-01T00:00:00.000000Z", "equal": {"person": "p1"}, "tag": null, "external_id": null, "sort": "department", "missing": "", "descending": false, "after_key": "", "after_id": "m0", "limit": 2}
MATCH (person:Person {account_id: $account_id})-[membership:MEMBER_OF]->(department:Department)
WHERE $id IS NULL OR membership.id = $id
WITH CASE
    WHEN membership.recorded_at <= $known_at AND coalesce(membership.state_from, '') <= $as_of AND (membership.state_to IS NULL OR membership.state_to > $as_of) THEN [properties(membership)]
    ELSE [properties(membership)] + COLLECT { MATCH (version:Version {record: $account_id + '/membership/' + membership.id}) RETURN properties(version) AS row ORDER BY version.sequence DESC }
  END AS rows,
  CASE WHEN person.recorded_at <= $known_at THEN [person.valid_from, person.valid_to]
    ELSE head(COLLECT { MATCH (version:Version {record: $account_id + '/person/' + person.id}) WHERE version.recorded_at <= $known_at RETURN [version.valid_from, version.valid_to] AS lifetime ORDER BY version.sequence DESC })
  END AS person_lifetime,
  CASE WHEN department.recorded_at <= $known_at THEN [department.valid_from, department.valid_to]
    ELSE head(COLLECT { MATCH (version:Version {record: $account_id + '/department/' + department.id}) WHERE version.recorded_at <= $known_at RETURN [version.valid_from, version.valid_to] AS lifetime ORDER BY version.sequence DESC })
  END AS department_lifetime
WITH [row IN rows WHERE row.recorded_at <= $known_at] AS known, person_lifetime, department_lifetime
WITH head(known) AS newest, head([row IN known WHERE coalesce(row.state_from, '') <= $as_of AND (row.state_to IS NULL OR row.state_to > $as_of)]) AS state, person_lifetime, department_lifetime
WHERE state IS NOT NULL AND person_lifetime IS NOT NULL AND department_lifetime IS NOT NULL
  AND all(lifetime IN [[newest.valid_from, newest.valid_to], person_lifetime, department_lifetime] WHERE coalesce(lifetime[0], '') <= $as_of AND (lifetime[1] IS NULL OR lifetime[1] > $as_of))
  AND all(key IN keys($equal) WHERE state[key] = $equal[key])
  AND ($tag IS NULL OR $tag IN coalesce(state.tags, []))
  AND ($external_id IS NULL OR state.external_ids CONTAINS $external_id)
WITH newest, state, coalesce(state[$sort], $missing) AS sort_key
WHERE $after_id IS NULL OR CASE WHEN $descending THEN sort_key < $after_key ELSE sort_key > $after_key END OR (sort_key = $after_key AND state.id > $after_id)
RETURN state AS item, newest.valid_from AS valid_from, newest.valid_to AS valid_to, sort_key
ORDER BY CASE WHEN $descending THEN null ELSE sort_key END, CASE WHEN $descending THEN sort_key END DESC, state.id
LIMIT $limit

// name: stored
// Memberships as last written that a write may touch: all of the account, or those of these ids or ends.
// mode: read
// example: {"account_id": "a1", "everything": false, "ids": ["m1"], "ends": ["p1"]}
MATCH (person:Person {account_id: $account_id})-[membership:MEMBER_OF]->(department:Department)
WHERE $everything OR membership.id IN $ids OR person.id IN $ends OR department.id IN $ends
RETURN collect(properties(membership)) AS rows

// name: create
// Create memberships between records that exist; each row holds all their properties.
// mode: write
// example: {"rows": [{"account_id": "a1", "id": "m1", "person": "p1", "department": "d2", "sequence": 1, "recorded_at": "2026-01-01T00:00:00.000000Z", "recorded_by": "keeper"}]}
UNWIND $rows AS row
MATCH (person:Person {account_id: row.account_id, id: row.person})
USING INDEX SEEK person:Person(account_id, id)
MATCH (department:Department {account_id: row.account_id, id: row.department})
USING INDEX SEEK department:Department(account_id, id)
CREATE (person)-[membership:MEMBER_OF]->(department)
SET membership = row

// name: change
// Replace all properties of memberships that exist.
// mode: write
// example: {"rows": [{"account_id": "a1", "id": "m1", "person": "p1", "department": "d2", "sequence": 2, "recorded_at": "2026-01-01T00:00:00.000000Z", "recorded_by": "keeper"}]}
UNWIND $rows AS row
MATCH (person:Person {account_id: row.account_id, id: row.person})-[membership:MEMBER_OF]->(department:Department)
USING INDEX SEEK person:Person(account_id, id)
WHERE membership.id = row.id
SET membership = row
