// name: holders
// Which records hold ids of other systems now; a key is [system, kind, external id].
// mode: read
// example: {"keys": [["salesforce", "person", "003A"]]}
UNWIND $keys AS key
MATCH (name:ExternalId {system: key[0], kind: key[1], external_id: key[2]})
RETURN collect([name.system, name.kind, name.external_id, name.account_id, name.id]) AS rows

// name: of_system
// Ids that records of a kind have in another system, one part of them.
// mode: read
// example: {"system": "salesforce", "kind": "person", "after": "", "limit": 2}
MATCH (name:ExternalId {system: $system, kind: $kind})
WHERE name.external_id > $after
RETURN name.external_id AS external_id
ORDER BY name.external_id LIMIT $limit

// name: release
// Let go of ids of other systems.
// mode: write
// example: {"keys": [["salesforce", "person", "003A"]]}
UNWIND $keys AS key
MATCH (name:ExternalId {system: key[0], kind: key[1], external_id: key[2]})
DELETE name

// name: hold
// Hold ids of other systems.
// mode: write
// example: {"rows": [{"system": "salesforce", "kind": "person", "external_id": "003A", "account_id": "a1", "id": "p1"}]}
UNWIND $rows AS row
CREATE (name:ExternalId)
SET name = row
