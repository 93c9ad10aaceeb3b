// name: key
// Idempotency keys are found by who sent them and what they sent.
// mode: schema
CREATE CONSTRAINT idempotency_key_key IF NOT EXISTS FOR (key:IdempotencyKey) REQUIRE key.id IS UNIQUE

// name: created
// Idempotency keys by age: those that are too old are removed.
// mode: schema
CREATE INDEX idempotency_key_created IF NOT EXISTS FOR (key:IdempotencyKey) ON (key.created_at)

// name: take
// Take a key for a request, and return what was answered under it before; who comes second waits for the first.
// mode: write
// example: {"id": "keeper/k1", "created_at": "2026-01-01T00:00:00.000000Z", "token": "t1"}
MERGE (key:IdempotencyKey {id: $id})
ON CREATE SET key.created_at = $created_at
SET key.lock = $token
RETURN key.digest AS digest, key.answer AS answer, key.created_at AS created_at

// name: answer
// Keep what is answered under a key that was taken.
// mode: write
// example: {"id": "keeper/k1", "digest": "d1", "answer": "{}", "account_id": "a1", "created_at": "2026-01-01T00:00:00.000000Z"}
MATCH (key:IdempotencyKey {id: $id})
SET key.digest = $digest, key.answer = $answer, key.account_id = $account_id, key.created_at = $created_at

// name: expired
// Keys that were taken before an instant, oldest first.
// mode: read
// example: {"before": "2026-01-01T00:00:00.000000Z", "limit": 2}
MATCH (key:IdempotencyKey)
WHERE key.created_at < $before
RETURN key.id AS id
ORDER BY key.created_at, key.id LIMIT $limit

// name: forget
// Remove keys that were taken before an instant, and not again since.
// mode: write
// example: {"ids": ["keeper/k1"], "before": "2026-01-01T00:00:00.000000Z"}
UNWIND $ids AS id
MATCH (key:IdempotencyKey {id: id})
WHERE key.created_at < $before
DELETE key

// name: whole
// Keys with what was answered under them, the oldest first, one page.
// mode: read
// example: {"created_at": "", "id": "", "limit": 2}
MATCH (key:IdempotencyKey)
WHERE key.created_at >= $created_at AND (key.created_at > $created_at OR key.id > $id)
RETURN properties(key) AS item
ORDER BY key.created_at, key.id LIMIT $limit

// name: restore
// Make keys as a backup holds them; each row holds all their properties.
// mode: write
// example: {"rows": [{"id": "keeper/k1", "digest": "d1", "answer": "{}", "account_id": "a1", "created_at": "2026-01-01T00:00:00.000000Z"}]}
UNWIND $rows AS row
CREATE (key:IdempotencyKey)
SET key = row
