// name: person_identity
// People by who they are elsewhere.
// mode: schema
CREATE INDEX person_identity IF NOT EXISTS FOR (person:Person) ON (person.identity)

// name: version_identity
// Older rows of people by who they are elsewhere.
// mode: schema
CREATE INDEX version_identity IF NOT EXISTS FOR (version:Version) ON (version.identity)

// name: answers_of_account
// Answers that are kept for repeats, by the account they are about.
// mode: schema
CREATE INDEX idempotency_key_account IF NOT EXISTS FOR (key:IdempotencyKey) ON (key.account_id)

// name: profiles
// Rule profiles by the one account that they are for.
// mode: schema
CREATE INDEX rule_profile_account IF NOT EXISTS FOR (record:RuleProfile) ON (record.account)

// name: versions
// Older rows of all records whose names lie between two, in order of name and sequence, one page.
// mode: read
// example: {"record": "a1/", "sequence": 0, "last": "a10", "limit": 2}
MATCH (version:Version)
WHERE version.record >= $record AND version.record < $last AND (version.record > $record OR version.sequence > $sequence)
RETURN properties(version) AS item
ORDER BY version.record, version.sequence LIMIT $limit

// name: identities
// People of any account who are, or were, said to be someone whose identity lies between two texts.
// mode: read
// example: {"first": "{\"account\":\"a1\",\"person\":\"p1\"}", "last": "{\"account\":\"a1\",\"person\":\"p1\"}"}
MATCH (person:Person)
WHERE person.identity >= $first AND person.identity <= $last
RETURN person.account_id AS account_id, person.id AS id
UNION
MATCH (version:Version)
WHERE version.identity >= $first AND version.identity <= $last
RETURN version.account_id AS account_id, version.id AS id

// name: edges_of_member
// What a member of ours covers or ever covered: account, kind and id of the edge.
// mode: read
// example: {"id": "m1"}
MATCH (:TeamMember {id: $id})-[record:COVERS]->()
RETURN record.account_id AS account_id, 'coverage' AS kind, record.id AS id

// name: edges_of_competitor
// Whom a competitor knows or ever knew: account, kind and id of the edge.
// mode: read
// example: {"id": "c1"}
MATCH (:Competitor {id: $id})-[record:KNOWS]->(:Person)
RETURN record.account_id AS account_id, 'competitor_tie' AS kind, record.id AS id

// name: profiles_of_account
// Rule profiles for one account alone: they go with it, as they would hold for all accounts otherwise.
// mode: read
// example: {"id": "a1"}
MATCH (record:RuleProfile {account: $id})
RETURN record.id AS id
ORDER BY id

// name: rewrite_versions
// Replace all properties of older rows; each row holds them all.
// mode: write
// example: {"rows": [{"record": "a1/person/p1", "account_id": "a1", "id": "p1", "name": "Ada", "sequence": 1, "recorded_at": "2026-01-01T00:00:00.000000Z", "recorded_by": "keeper"}]}
UNWIND $rows AS row
MATCH (version:Version {record: row.record, sequence: row.sequence})
USING INDEX SEEK version:Version(record, sequence)
SET version = row

// name: remove_versions
// Remove single older rows; a row is a record and a sequence.
// mode: write
// example: {"rows": [["a1/person/p1", 1]]}
UNWIND $rows AS row
MATCH (version:Version {record: row[0], sequence: row[1]})
USING INDEX SEEK version:Version(record, sequence)
DELETE version

// name: remove_histories
// Remove all older rows of records.
// mode: write
// example: {"rows": ["a1/person/p1"]}
UNWIND $rows AS row
MATCH (version:Version {record: row})
DELETE version

// name: forget_answers
// Take the answers that were kept for repeats of requests about accounts, or about the book.
// mode: write
// example: {"rows": ["a1", ""]}
UNWIND $rows AS row
MATCH (key:IdempotencyKey {account_id: row})
SET key.answer = null

// name: forget_entries
// Take their contents from all changes of an account; that there was a change stays.
// mode: write
// example: {"account_id": "a1"}
MATCH (change:Change {account_id: $account_id})
SET change.entries = '[]'

// name: mark
// Note on accounts when something of theirs was last erased: answers kept anywhere depend on it.
// mode: write
// example: {"rows": ["a1"], "erased_at": "2026-01-01T00:00:00.000000Z"}
UNWIND $rows AS row
MATCH (account:Account {id: row})
SET account.erased_at = $erased_at

// name: mark_book
// The same on the book.
// mode: write
// example: {"id": "book", "erased_at": "2026-01-01T00:00:00.000000Z"}
MATCH (book:Book {id: $id})
SET book.erased_at = $erased_at
