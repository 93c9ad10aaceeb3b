// name: recorded
// Changes in the order they were recorded: the change feed.
// mode: schema
CREATE INDEX change_recorded IF NOT EXISTS FOR (change:Change) ON (change.recorded_at)

// name: since
// What was written to an account, or to the book, after a revision.
// mode: read
// example: {"account_id": "a1", "revision": 3, "limit": 20}
MATCH (change:Change {account_id: $account_id})
WHERE change.revision > $revision
RETURN change.revision AS revision, change.recorded_at AS recorded_at, change.author AS author, change.entries AS entries
ORDER BY change.revision LIMIT $limit

// name: after
// The newest changes of an account, or of the book, that were recorded after an instant, in their order.
// mode: read
// example: {"account_id": "a1", "recorded_at": "2026-01-01T00:00:00.000000Z", "limit": 20}
MATCH (change:Change {account_id: $account_id})
WHERE change.recorded_at > $recorded_at
WITH change ORDER BY change.revision DESC LIMIT $limit
RETURN change.revision AS revision, change.recorded_at AS recorded_at, change.author AS author, change.entries AS entries
ORDER BY revision

// name: known
// The newest revision of an account, or of the book, that was recorded by an instant.
// mode: read
// example: {"account_id": "a1", "known_at": "2026-01-01T00:00:00.000000Z"}
MATCH (change:Change {account_id: $account_id})
WHERE change.recorded_at <= $known_at
RETURN change.revision AS revision, change.recorded_at AS recorded_at
ORDER BY change.revision DESC LIMIT 1

// name: count
// How many changes were recorded in a span of time, and when the first of them was.
// mode: read
// example: {"first": "2026-01-01T00:00:00.000000Z", "last": "2026-01-02T00:00:00.000000Z"}
MATCH (change:Change)
WHERE change.recorded_at >= $first AND change.recorded_at <= $last
RETURN count(change) AS found, min(change.recorded_at) AS earliest

// name: newest
// The latest instant of any change that was recorded after an instant; null when there is none.
// mode: read
// example: {"recorded_at": "2026-01-01T00:00:00.000000Z"}
MATCH (change:Change)
WHERE change.recorded_at > $recorded_at
RETURN max(change.recorded_at) AS newest

// name: feed
// Which changes follow one, up to an instant, in the order of the feed, and how long the texts of their entries are.
// mode: read
// example: {"recorded_at": "2026-01-01T00:00:00.000000Z", "account_id": "a1", "revision": 3, "last": "2026-01-02T00:00:00.000000Z", "limit": 2}
MATCH (change:Change)
WHERE change.recorded_at >= $recorded_at AND change.recorded_at <= $last
  AND (change.recorded_at > $recorded_at OR change.account_id > $account_id OR (change.account_id = $account_id AND change.revision > $revision))
RETURN change.recorded_at AS recorded_at, change.account_id AS account_id, change.revision AS revision, size(change.entries) AS length
ORDER BY recorded_at, account_id, revision LIMIT $limit

// name: feed_of_account
// The same of one account.
// mode: read
// example: {"account_id": "a1", "revision": 3, "last": "2026-01-02T00:00:00.000000Z", "limit": 2}
MATCH (change:Change {account_id: $account_id})
WHERE change.revision > $revision AND change.recorded_at <= $last
RETURN change.recorded_at AS recorded_at, change.account_id AS account_id, change.revision AS revision, size(change.entries) AS length
ORDER BY revision LIMIT $limit

// name: by_keys
// What chosen changes say.
// mode: read
// example: {"keys": [["a1", 3], ["", 1]]}
UNWIND $keys AS key
MATCH (change:Change {account_id: key[0], revision: key[1]})
USING INDEX SEEK change:Change(account_id, revision)
RETURN change.account_id AS account_id, change.revision AS revision, change.author AS author, change.entries AS entries

// name: tallied
// How many changes each account has, and the book, and the revision of the newest.
// mode: read
MATCH (change:Change)
WHERE change.recorded_at > ''
RETURN change.account_id AS account_id, count(change) AS found, max(change.revision) AS newest
