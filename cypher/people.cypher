// shape: account_node
// label: Person
// kind: person
// prose: person, people
// example: {"name": "Ada"}

// name: merged
// Whom people were merged into, of those who were.
// mode: read
// example: {"account_id": "a1", "ids": ["r1", "r2"]}
UNWIND $ids AS id
MATCH (record:Person {account_id: $account_id, id: id})
USING INDEX SEEK record:Person(account_id, id)
WHERE record.merged_into IS NOT NULL
RETURN collect([record.id, record.merged_into]) AS rows

// name: merged_among
// Whom people of any accounts were merged into, of those who were; a key is [account, id].
// mode: read
// example: {"keys": [["a1", "r1"]]}
UNWIND $keys AS key
MATCH (record:Person {account_id: key[0], id: key[1]})
USING INDEX SEEK record:Person(account_id, id)
WHERE record.merged_into IS NOT NULL
RETURN collect([record.account_id, record.id, record.merged_into]) AS rows

// name: named
// Who the people of an account are that have not ended, but for placeholders, and how they are reached.
// mode: read
// example: {"account_id": "a1", "now": "2026-01-01T00:00:00.000000Z"}
MATCH (record:Person {account_id: $account_id})
WHERE (record.valid_to IS NULL OR record.valid_to > $now)
  AND coalesce(record.kind, '') <> 'placeholder'
RETURN collect([record.id, record.name, record.mails, record.phones]) AS rows

// name: merged_of_account
// Whom people of an account were merged into, of those who were.
// mode: read
// example: {"account_id": "a1"}
MATCH (record:Person {account_id: $account_id})
WHERE record.merged_into IS NOT NULL
RETURN collect([record.id, record.merged_into]) AS rows

// name: naming
// Accounts of people who are, or were, said to be the same human as somebody, by their identity.
// mode: read
// example: {"identities": ["{\"account\":\"a1\",\"person\":\"p1\"}"]}
MATCH (person:Person)
WHERE person.identity IN $identities
RETURN person.account_id AS account_id
UNION
MATCH (version:Version)
WHERE version.identity IN $identities
RETURN version.account_id AS account_id
