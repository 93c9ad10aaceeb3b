// name: changes
// Changes by their keys, account and revision: what an import finds there already.
// mode: read
// example: {"keys": [["a1", 3], ["", 1]]}
UNWIND $keys AS key
MATCH (change:Change {account_id: key[0], revision: key[1]})
USING INDEX SEEK change:Change(account_id, revision)
RETURN change.account_id AS account_id, change.revision AS revision, change.recorded_at AS recorded_at, change.author AS author, change.entries AS entries

// name: tell
// Create changes as they were recorded elsewhere; the locks are held.
// mode: write
// example: {"rows": [{"account_id": "a1", "revision": 2, "recorded_at": "2026-01-01T00:00:00.000000Z", "author": "keeper", "entries": "[]"}]}
UNWIND $rows AS row
CREATE (change:Change)
SET change = row

// name: revise_accounts
// Set the revision of accounts to that of the last change of each, and when something was last erased, and return
// which of them there are.
// mode: write
// example: {"rows": [{"account_id": "a1", "revision": 2, "recorded_at": "2026-01-01T00:00:00.000000Z", "erased_at": null}]}
UNWIND $rows AS row
MATCH (account:Account {id: row.account_id})
SET account.revision = row.revision, account.revised_at = row.recorded_at, account.erased_at = coalesce(row.erased_at, account.erased_at)
RETURN collect(account.id) AS ids

// name: revise_book
// Set the revision of the book to that of its last change, and when something was last erased.
// mode: write
// example: {"rows": [{"revision": 2, "recorded_at": "2026-01-01T00:00:00.000000Z", "erased_at": null}]}
UNWIND $rows AS row
MATCH (book:Book {id: 'book'})
SET book.revision = row.revision, book.revised_at = row.recorded_at, book.erased_at = coalesce(row.erased_at, book.erased_at)

// name: team_reporting_lines
// Team reporting lines as last written, found by their ends.
// mode: read
// example: {"rows": [{"id": "r1", "member": "m1", "manager": "m2"}]}
UNWIND $rows AS row
MATCH (source:TeamMember {id: row.member})-[record:REPORTS_TO]->(target:TeamMember)
WHERE record.id = row.id
RETURN properties(record) AS row

// name: account_ties
// Account ties as last written, found by their ends.
// mode: read
// example: {"rows": [{"id": "r1", "account": "a1", "other": "a2", "relation": "supplier"}]}
UNWIND $rows AS row
MATCH (source:Account {id: row.account})-[record:TIED_TO]->(target:Account)
WHERE record.id = row.id
RETURN properties(record) AS row

// name: memberships
// Memberships as last written, found by their ends.
// mode: read
// example: {"rows": [{"account_id": "a1", "id": "r1", "person": "p1", "department": "d1"}]}
UNWIND $rows AS row
MATCH (source:Person {account_id: row.account_id, id: row.person})-[record:MEMBER_OF]->(target:Department)
USING INDEX SEEK source:Person(account_id, id)
WHERE record.id = row.id
RETURN properties(record) AS row

// name: reporting_lines
// Reporting lines as last written, found by their ends.
// mode: read
// example: {"rows": [{"account_id": "a1", "id": "r1", "person": "p1", "manager": "p2"}]}
UNWIND $rows AS row
MATCH (source:Person {account_id: row.account_id, id: row.person})-[record:REPORTS_TO]->(target:Person)
USING INDEX SEEK source:Person(account_id, id)
WHERE record.id = row.id
RETURN properties(record) AS row

// name: influences
// Influences as last written, found by their ends.
// mode: read
// example: {"rows": [{"account_id": "a1", "id": "r1", "source": "p1", "target": "p2"}]}
UNWIND $rows AS row
MATCH (source:Person {account_id: row.account_id, id: row.source})-[record:INFLUENCES]->(target:Person)
USING INDEX SEEK source:Person(account_id, id)
WHERE record.id = row.id
RETURN properties(record) AS row

// name: conflicts
// Conflicts as last written, found by their ends.
// mode: read
// example: {"rows": [{"account_id": "a1", "id": "r1", "people": ["p1", "p2"]}]}
UNWIND $rows AS row
MATCH (source:Person {account_id: row.account_id, id: row.people[0]})-[record:CONFLICTS_WITH]->(target:Person)
USING INDEX SEEK source:Person(account_id, id)
WHERE record.id = row.id
RETURN properties(record) AS row

// name: alliances
// Alliances as last written, found by their ends.
// mode: read
// example: {"rows": [{"account_id": "a1", "id": "r1", "people": ["p1", "p2"]}]}
UNWIND $rows AS row
MATCH (source:Person {account_id: row.account_id, id: row.people[0]})-[record:ALLIED_WITH]->(target:Person)
USING INDEX SEEK source:Person(account_id, id)
WHERE record.id = row.id
RETURN properties(record) AS row

// name: department_relations
// Department relations as last written, found by their ends.
// mode: read
// example: {"rows": [{"account_id": "a1", "id": "r1", "source": "d1", "target": "d2"}]}
UNWIND $rows AS row
MATCH (source:Department {account_id: row.account_id, id: row.source})-[record:RELATES_TO]->(target:Department)
USING INDEX SEEK source:Department(account_id, id)
WHERE record.id = row.id
RETURN properties(record) AS row

// name: stakes
// Stakes as last written, found by their ends.
// mode: read
// example: {"rows": [{"account_id": "a1", "id": "r1", "person": "p1", "chain": "c1"}]}
UNWIND $rows AS row
MATCH (source:Person {account_id: row.account_id, id: row.person})-[record:STAKE]->(target:DecisionChain)
USING INDEX SEEK source:Person(account_id, id)
WHERE record.id = row.id
RETURN properties(record) AS row

// name: coverages
// Coverages as last written, found by their ends.
// mode: read
// example: {"rows": [{"account_id": "a1", "id": "r1", "member": "m1", "target_kind": "person", "target_id": "p1", "duty": "owner"}]}
UNWIND $rows AS row
MATCH (:TeamMember {id: row.member})-[record:COVERS]->()
WHERE record.account_id = row.account_id AND record.id = row.id
RETURN properties(record) AS row

// name: competitor_ties
// Competitor ties as last written, found by their ends.
// mode: read
// example: {"rows": [{"account_id": "a1", "id": "r1", "competitor": "k1", "person": "p1"}]}
UNWIND $rows AS row
MATCH (target:Person {account_id: row.account_id, id: row.person})<-[record:KNOWS]-(source:Competitor)
USING INDEX SEEK target:Person(account_id, id)
WHERE record.id = row.id
RETURN properties(record) AS row
