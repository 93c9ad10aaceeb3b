// A node of one account, such as a person.
// head: label, kind, prose, example

// name: key
// {{Many}} are found by account and id.
// mode: schema
CREATE CONSTRAINT {{kind}}_key IF NOT EXISTS FOR (record:{{label}}) REQUIRE (record.account_id, record.id) IS UNIQUE

// name: of_account
// All {{many}} of an account.
// mode: schema
CREATE INDEX {{kind}}_account IF NOT EXISTS FOR (record:{{label}}) ON (record.account_id)

// name: get
// One {{one}} as last written, with the revision of the account.
// mode: read
// example: {"account_id": "a1", "id": "r1"}
MATCH (account:Account {id: $account_id})
OPTIONAL MATCH (record:{{label}} {account_id: $account_id, id: $id})
USING INDEX SEEK record:{{label}}(account_id, id)
RETURN account.revision AS revision, account.revised_at AS revised_at, properties(record) AS item

// name: list
// One page of the {{many}} of an account: what was so at as_of, as known at known_at.
// mode: read
// example: {"account_id": "a1"}
MATCH (record:{{label}} {account_id: $account_id})
WHERE $id IS NULL OR record.id = $id
WITH record, $account_id + '/{{kind}}/' + record.id AS name
// include: node_page

// name: first
// The first {{many}} of an account after an id, in order of id, each with every row that may answer for the moment, newest first:
// those whose lifetime, as known then, is another are passed over before anything of them is read.
// mode: read
// example: {"account_id": "a1", "after": "", "limit": 2}
MATCH (record:{{label}} {account_id: $account_id})
WHERE record.id > $after
  AND (record.recorded_at > $known_at OR (coalesce(record.valid_from, '') <= $as_of AND (record.valid_to IS NULL OR record.valid_to > $as_of)))
WITH record, $account_id + '/{{kind}}/' + record.id AS name
ORDER BY record.id LIMIT $limit
// include: every_row
RETURN rows

// name: names
// Ids after one and names of the same, for whoever looks for words in them; no name where older rows must be read for it.
// mode: read
// example: {"account_id": "a1", "after": "", "as_of": "2026-01-01T00:00:00.000000Z", "known_at": "2026-01-01T00:00:00.000000Z"}
MATCH (record:{{label}} {account_id: $account_id})
WHERE record.id > $after
  AND (record.recorded_at > $known_at OR (coalesce(record.valid_from, '') <= $as_of AND (record.valid_to IS NULL OR record.valid_to > $as_of)))
RETURN collect([record.id, CASE
    WHEN record.recorded_at <= $known_at AND coalesce(record.state_from, '') <= $as_of AND (record.state_to IS NULL OR record.state_to > $as_of) THEN coalesce(record.name, '')
  END]) AS rows

// name: among
// Every row of {{many}} that may answer for the moment, newest first, by their ids.
// mode: read
// example: {"account_id": "a1", "ids": ["r1", "r2"]}
UNWIND $ids AS id
MATCH (record:{{label}} {account_id: $account_id, id: id})
USING INDEX SEEK record:{{label}}(account_id, id)
WITH record, $account_id + '/{{kind}}/' + record.id AS name
// include: every_row
RETURN rows

// name: search
// {{Many}} of all accounts that are there at as_of and have all words in their name, or in one mail address, or the
// digits in one telephone number (null: none); one page by account and id. A record whose last row answers for the moment
// is left out at once where that has not the words: older rows are looked for of few.
// mode: read
// example: {"after_account": "", "after_id": "", "words": ["(?s).*ada.*"], "digits": null, "limit": 2}
MATCH (record:{{label}})
WHERE record.account_id >= $after_account
  AND (record.recorded_at > $known_at OR coalesce(record.state_from, '') > $as_of OR record.state_to <= $as_of
    OR all(word IN $words WHERE coalesce(record.name, '') =~ word)
    OR any(mail IN coalesce(record.mails, []) WHERE all(word IN $words WHERE mail =~ word))
    OR ($digits IS NOT NULL AND any(phone IN coalesce(record.phones, []) WHERE phone =~ $digits)))
WITH record, record.account_id + '/{{kind}}/' + record.id AS name
// include: every_row
WITH [row IN rows WHERE row.recorded_at <= $known_at] AS known
WITH head(known) AS newest, head([row IN known WHERE coalesce(row.state_from, '') <= $as_of AND (row.state_to IS NULL OR row.state_to > $as_of)]) AS state
WHERE state IS NOT NULL
  AND coalesce(newest.valid_from, '') <= $as_of AND (newest.valid_to IS NULL OR newest.valid_to > $as_of)
  AND (state.account_id > $after_account OR state.id > $after_id)
  AND (all(word IN $words WHERE coalesce(state.name, '') =~ word)
    OR any(mail IN coalesce(state.mails, []) WHERE all(word IN $words WHERE mail =~ word))
    OR ($digits IS NOT NULL AND any(phone IN coalesce(state.phones, []) WHERE phone =~ $digits)))
RETURN state.account_id AS account_id, state.id AS id, state.name AS name, state.title AS title
ORDER BY account_id, id LIMIT $limit

// name: stored
// {{Many}} by their ids, as last written: what a write compares with.
// mode: read
// example: {"account_id": "a1", "ids": ["r1", "r2"]}
UNWIND $ids AS id
MATCH (record:{{label}} {account_id: $account_id, id: id})
USING INDEX SEEK record:{{label}}(account_id, id)
RETURN collect(properties(record)) AS rows

// name: lifetimes
// When {{many}} exist: what a write of what points to them needs to know.
// mode: read
// example: {"account_id": "a1", "ids": ["r1", "r2"]}
UNWIND $ids AS id
MATCH (record:{{label}} {account_id: $account_id, id: id})
USING INDEX SEEK record:{{label}}(account_id, id)
RETURN collect([record.id, record.valid_from, record.valid_to]) AS rows

// name: whole
// All {{plural}} of an account, as last written.
// mode: read
// example: {"account_id": "a1"}
MATCH (record:{{label}} {account_id: $account_id})
RETURN properties(record) AS item

// name: together
// The same in one row, as an answer about a whole account reads them: a row each costs more than what is in it.
// mode: read
// example: {"account_id": "a1"}
MATCH (record:{{label}} {account_id: $account_id})
RETURN collect(properties(record)) AS rows

// name: ids
// The ids of all {{many}} of an account, for whoever reads them in parts.
// mode: read
// example: {"account_id": "a1"}
MATCH (record:{{label}} {account_id: $account_id})
RETURN collect(record.id) AS ids

// name: create
// Create {{many}}; each row holds all their properties.
// mode: write
// example: {"rows": [{"account_id": "a1", "id": "r1", {{record}}, "sequence": 1, "recorded_at": "2026-01-01T00:00:00.000000Z", "recorded_by": "keeper"}]}
UNWIND $rows AS row
CREATE (record:{{label}})
SET record = row

// name: change
// Replace all properties of {{many}} that exist.
// mode: write
// example: {"rows": [{"account_id": "a1", "id": "r1", {{record}}, "sequence": 2, "recorded_at": "2026-01-01T00:00:00.000000Z", "recorded_by": "keeper"}]}
UNWIND $rows AS row
MATCH (record:{{label}} {account_id: row.account_id, id: row.id})
USING INDEX SEEK record:{{label}}(account_id, id)
SET record = row

// name: erase
// Remove {{many}} without a trace.
// mode: write
// example: {"account_id": "a1", "ids": ["r1"]}
UNWIND $ids AS id
MATCH (record:{{label}} {account_id: $account_id, id: id})
USING INDEX SEEK record:{{label}}(account_id, id)
DETACH DELETE record
