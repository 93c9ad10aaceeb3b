// name: key
// What is read of an account is kept once.
// mode: schema
CREATE CONSTRAINT packed_account_key IF NOT EXISTS FOR (packed:PackedAccount) REQUIRE packed.account_id IS UNIQUE

// name: read
// What is kept of accounts that have the revisions given, where it was packed as now and still holds at as_of.
// mode: read
// example: {"rows": [["a1", 7]], "format": "f", "as_of": "2026-01-01T00:00:00.000000Z"}
UNWIND $rows AS row
MATCH (packed:PackedAccount {account_id: row[0]})
WHERE packed.revision = row[1] AND packed.format = $format AND packed.as_of <= $as_of AND (packed.until IS NULL OR packed.until > $as_of)
RETURN packed.account_id AS account_id, packed.body AS body, packed.until AS until

// name: write
// Keep what is read of accounts, in the place of what was kept; each row holds all its properties.
// mode: write
// example: {"rows": [{"account_id": "a1", "format": "f", "revision": 7, "as_of": "2026-01-01T00:00:00.000000Z", "until": null, "body": "eJw="}]}
UNWIND $rows AS row
MERGE (packed:PackedAccount {account_id: row.account_id})
SET packed = row

// name: erase
// Forget what is kept of accounts.
// mode: write
// example: {"ids": ["a1"]}
UNWIND $ids AS id
MATCH (packed:PackedAccount {account_id: id})
DELETE packed
