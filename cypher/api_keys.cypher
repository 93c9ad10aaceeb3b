// name: key
// Keys are found by their id.
// mode: schema
CREATE CONSTRAINT api_key_key IF NOT EXISTS FOR (api_key:ApiKey) REQUIRE api_key.id IS UNIQUE

// name: list
// Every key that was ever made, the oldest first.
// mode: read
MATCH (api_key:ApiKey)
WHERE api_key.id > ''
RETURN properties(api_key) AS item
ORDER BY api_key.created_at, api_key.id

// name: get
// One key.
// mode: read
// example: {"id": "0a1b2c3d4e5f"}
MATCH (api_key:ApiKey {id: $id})
RETURN properties(api_key) AS item

// name: create
// Make keys; each row holds all their properties.
// mode: write
// example: {"rows": [{"id": "0a1b2c3d4e5f", "role": "reader", "salt": "00", "digest": "00", "created_at": "2026-01-01T00:00:00.000000Z", "created_by": "keeper", "expires_at": "2026-04-01T00:00:00.000000Z"}]}
UNWIND $rows AS row
CREATE (api_key:ApiKey)
SET api_key = row

// name: revoke
// Refuse a key from now on; one that was revoked before keeps its instant.
// mode: write
// example: {"id": "0a1b2c3d4e5f", "revoked_at": "2026-02-01T00:00:00.000000Z"}
MATCH (api_key:ApiKey {id: $id})
SET api_key.revoked_at = coalesce(api_key.revoked_at, $revoked_at)
RETURN properties(api_key) AS item

// name: expire
// Let a key expire at an instant, if it does not before.
// mode: write
// example: {"id": "0a1b2c3d4e5f", "expires_at": "2026-02-01T00:00:00.000000Z"}
MATCH (api_key:ApiKey {id: $id})
SET api_key.expires_at = CASE WHEN api_key.expires_at < $expires_at THEN api_key.expires_at ELSE $expires_at END
RETURN properties(api_key) AS item
