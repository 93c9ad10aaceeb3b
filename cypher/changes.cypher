// name: since
// What was written to an account, or to the book, after a revision.
// mode: read
// example: {"account_id": "a1", "revision": 3, "limit": 20}
MATCH (change:Change {account_id: $account_id})
WHERE change.revision > $revision
RETURN change.revision AS revision, change.recorded_at AS recorded_at, change.author AS author, change.entries AS entries
ORDER BY change.revision LIMIT $limit

// name: known
// The newest revision of an account, or of the book, that was recorded by an instant.
// mode: read
// example: {"account_id": "a1", "known_at": "2026-01-01T00:00:00.000000Z"}
MATCH (change:Change {account_id: $account_id})
WHERE change.recorded_at <= $known_at
RETURN change.revision AS revision, change.recorded_at AS recorded_at
ORDER BY change.revision DESC LIMIT 1
