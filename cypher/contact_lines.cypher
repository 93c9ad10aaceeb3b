// name: create
// Create interactions with lines to those who take part, for eyes in Neo4j's browser; the lists of ids are the truth.
// In one statement, which costs half of what two cost. One with an end has no lines.
// mode: write
// example: {"rows": [{"account_id": "a1", "id": "i1", "at": "2026-01-01T00:00:00.000000Z", "people": ["p1"], "members": ["m1"], "channel": "call", "sequence": 1, "recorded_at": "2026-01-01T00:00:00.000000Z", "recorded_by": "keeper"}]}
UNWIND $rows AS row
CREATE (record:Interaction)
SET record = row
WITH row, record
WHERE row.valid_to IS NULL
CALL (row, record) {
UNWIND row.people AS id
MATCH (person:Person {account_id: row.account_id, id: id})
USING INDEX SEEK person:Person(account_id, id)
CREATE (record)-[:INVOLVES]->(person)
}
CALL (row, record) {
UNWIND row.members AS id
MATCH (member:TeamMember {id: id})
CREATE (record)-[:INVOLVES]->(member)
}

// name: join
// Draw the lines of interactions that are there, where they are missing.
// mode: write
// example: {"rows": [{"account_id": "a1", "id": "i1", "people": ["p1"], "members": ["m1"]}]}
UNWIND $rows AS row
MATCH (record:Interaction {account_id: row.account_id, id: row.id})
USING INDEX SEEK record:Interaction(account_id, id)
CALL (row, record) {
UNWIND row.people AS id
MATCH (person:Person {account_id: row.account_id, id: id})
USING INDEX SEEK person:Person(account_id, id)
MERGE (record)-[:INVOLVES]->(person)
}
CALL (row, record) {
UNWIND row.members AS id
MATCH (member:TeamMember {id: id})
MERGE (record)-[:INVOLVES]->(member)
}

// name: part
// Take away the lines of interactions that lead to nobody who takes part, and all but one to the same.
// mode: write
// example: {"rows": [{"account_id": "a1", "id": "i1", "people": ["p1"], "members": ["m1"]}]}
UNWIND $rows AS row
MATCH (record:Interaction {account_id: row.account_id, id: row.id})-[line:INVOLVES]->()
USING INDEX SEEK record:Interaction(account_id, id)
WITH row, endNode(line) AS participant, collect(line) AS lines
WITH lines, CASE
    WHEN participant:Person THEN participant.account_id = row.account_id AND participant.id IN row.people
    WHEN participant:TeamMember THEN participant.id IN row.members
    ELSE false
  END AS takes_part
UNWIND CASE WHEN takes_part THEN tail(lines) ELSE lines END AS line
DELETE line

// name: drawn
// Of each interaction of an account, what it says of those who take part, and to whom its lines lead; lines counts all.
// mode: read
// example: {"account_id": "a1"}
MATCH (record:Interaction {account_id: $account_id})
OPTIONAL MATCH (record:Interaction)-[line:INVOLVES]->()
WITH record, collect(endNode(line)) AS ends
RETURN record {.id, .sequence, .recorded_at, .people, .members, .valid_to} AS row,
  [one IN ends WHERE one:Person AND one.account_id = $account_id | one.id] AS people,
  [one IN ends WHERE one:TeamMember | one.id] AS members,
  size(ends) AS lines

// name: page
// Interactions of an account after an id, in order of id: those whose lines are drawn next in an older store.
// mode: read
// example: {"account_id": "a1", "after": "", "limit": 2}
MATCH (record:Interaction {account_id: $account_id})
WHERE record.id > $after
RETURN record {.account_id, .id, .people, .members, .valid_to} AS row
ORDER BY record.id LIMIT $limit

// name: next_account
// The first account after an id.
// mode: read
// example: {"after": ""}
MATCH (account:Account)
WHERE account.id > $after
RETURN account.id AS id
ORDER BY id LIMIT 1

// name: stand
// How far the lines of a store are drawn that was written before there were any: account, interaction, and when they were.
// mode: read
MATCH (mark:Migration {name: 'contact_lines'})
RETURN mark.account_id AS account_id, mark.after AS after, mark.applied_at AS applied_at

// name: lock
// The same, locked: processes that draw them take turns.
// mode: write
// example: {"token": "t1"}
MERGE (mark:Migration {name: 'contact_lines'})
SET mark.lock = $token
RETURN mark.account_id AS account_id, mark.after AS after, mark.applied_at AS applied_at

// name: note
// Note how far they are drawn, and when all were.
// mode: write
// example: {"account_id": "a1", "after": "i1", "applied_at": null}
MATCH (mark:Migration {name: 'contact_lines'})
SET mark.account_id = $account_id, mark.after = $after, mark.applied_at = $applied_at
