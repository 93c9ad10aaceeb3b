// name: key
// One snapshot an account and date.
// mode: schema
CREATE CONSTRAINT health_record_key IF NOT EXISTS FOR (record:HealthRecord) REQUIRE (record.account_id, record.date) IS UNIQUE

// name: of_account
// All snapshots of an account.
// mode: schema
CREATE INDEX health_record_account IF NOT EXISTS FOR (record:HealthRecord) ON (record.account_id)

// name: of_date
// All snapshots of a date, and those that are too old.
// mode: schema
CREATE INDEX health_record_date IF NOT EXISTS FOR (record:HealthRecord) ON (record.date)

// name: newest_of_account
// The newest snapshot of each account: it alone holds the id in `newest`.
// mode: schema
CREATE INDEX health_record_newest IF NOT EXISTS FOR (record:HealthRecord) ON (record.newest)

// name: detailed
// Snapshots that still hold more than numbers, by date: that stands in `detailed` until they hold no more.
// mode: schema
CREATE INDEX health_record_detailed IF NOT EXISTS FOR (record:HealthRecord) ON (record.detailed)

// name: state_key
// There is one mark of all snapshots.
// mode: schema
CREATE CONSTRAINT snapshot_state_key IF NOT EXISTS FOR (state:SnapshotState) REQUIRE state.id IS UNIQUE

// name: stamp
// Note that snapshots changed: what is kept of them anywhere depends on it.
// mode: write
// example: {"id": "book", "token": "t1"}
MERGE (state:SnapshotState {id: $id})
SET state.token = $token

// name: state
// The mark of the last change of any snapshot.
// mode: read
// example: {"id": "book"}
MATCH (state:SnapshotState {id: $id})
RETURN state.token AS token

// name: accounts
// Every account as it stands: id, revision, name, segment, tier and lifetime.
// mode: read
MATCH (account:Account)
WHERE account.id > ''
RETURN collect([account.id, account.revision, account.name, account.segment, account.tier, account.valid_from, account.valid_to]) AS rows

// name: lock
// Take the write lock of accounts, in the order given, and return which are there and up to which revision something of
// theirs was erased.
// mode: write
// example: {"ids": ["a1"], "token": "t1"}
UNWIND $ids AS id
MATCH (account:Account {id: id})
SET account.lock = $token
WITH account
OPTIONAL MATCH (tombstone:Tombstone {account_id: account.id})
RETURN account.id AS id, coalesce(max(tombstone.revision), 0) AS erased

// name: newest_of
// The newest snapshot of accounts, and the one before it: dates and health.
// mode: read
// example: {"ids": ["a1"]}
UNWIND $ids AS id
MATCH (record:HealthRecord {newest: id})
RETURN record.newest AS id, record.date AS date, record.health AS health, record.before_date AS before_date, record.before_health AS before_health

// name: precede
// Say of the newest snapshots of accounts which one comes before; a row is an account, a date and its health.
// mode: write
// example: {"rows": [["a1", "2026-01-01", 42.5]], "stamp": "t1"}
UNWIND $rows AS row
MATCH (record:HealthRecord {newest: row[0]})
SET record.before_date = row[1], record.before_health = row[2], record.stamp = $stamp

// name: overtake
// Let snapshots be no longer the newest of their accounts.
// mode: write
// example: {"ids": ["a1"]}
UNWIND $ids AS id
MATCH (record:HealthRecord {newest: id})
SET record.newest = null

// name: write
// Keep snapshots, in the place of those of the same account and date; each row holds all their properties.
// mode: write
// example: {"rows": [{"account_id": "a1", "date": "2026-01-01", "newest": "a1", "health": 42.5}]}
UNWIND $rows AS row
MERGE (record:HealthRecord {account_id: row.account_id, date: row.date})
SET record = row

// name: kept
// Of which of these accounts there is a snapshot of a date, and its revisions and settings.
// mode: read
// example: {"date": "2026-01-01", "ids": ["a1", "a2"]}
UNWIND $ids AS id
MATCH (record:HealthRecord {account_id: id, date: $date})
USING INDEX SEEK record:HealthRecord(account_id, date)
RETURN record.account_id AS account_id, record.revision AS revision, record.book_revision AS book_revision, record.settings AS settings

// name: details_on
// Whole snapshots of a date, by account, one page.
// mode: read
// example: {"date": "2026-01-01", "after": "", "limit": 2}
MATCH (record:HealthRecord {date: $date})
WHERE record.account_id > $after
RETURN record.account_id AS account_id, record.format AS format, record.body AS body
ORDER BY account_id LIMIT $limit

// name: newest_details
// Whole snapshots of chosen accounts, the newest of each.
// mode: read
// example: {"ids": ["a1"]}
UNWIND $ids AS id
MATCH (record:HealthRecord {newest: id})
RETURN record.account_id AS account_id, record.format AS format, record.body AS body, record.date AS date

// name: earlier_details
// The same, the newest of each before a date.
// mode: read
// example: {"ids": ["a1"], "before": "2026-01-02"}
UNWIND $ids AS id
CALL (id) {
  MATCH (record:HealthRecord {account_id: id})
  WHERE record.date < $before
  RETURN record
  ORDER BY record.date DESC LIMIT 1
}
RETURN record.account_id AS account_id, record.format AS format, record.body AS body, record.date AS date

// name: detail
// One whole snapshot.
// mode: read
// example: {"account_id": "a1", "date": "2026-01-01"}
MATCH (record:HealthRecord {account_id: $account_id, date: $date})
USING INDEX SEEK record:HealthRecord(account_id, date)
RETURN record.account_id AS account_id, record.format AS format, record.body AS body

// name: numbers_on
// The numbers of all accounts at a date, by account, one page.
// mode: read
// example: {"date": "2026-01-01", "after": "", "limit": 2}
MATCH (record:HealthRecord {date: $date})
WHERE record.account_id > $after
// include: health_numbers
ORDER BY account_id LIMIT $limit

// name: numbers_of
// The numbers of an account from a date to another one.
// mode: read
// example: {"account_id": "a1", "first": "2026-01-01", "last": "2026-12-31"}
MATCH (record:HealthRecord {account_id: $account_id})
WHERE record.date >= $first AND record.date <= $last
// include: health_numbers
ORDER BY date

// name: numbers_before
// The numbers of an account at its newest date that began before an instant, as far as recorded at known_at (null: now),
// and when they were recorded.
// mode: read
// example: {"account_id": "a1", "before": "2026-01-02T00:00:00.000000Z", "known_at": null}
MATCH (record:HealthRecord {account_id: $account_id})
WHERE record.as_of < $before AND ($known_at IS NULL OR record.recorded_at <= $known_at)
// include: health_numbers
  , record.recorded_at AS recorded_at
ORDER BY date DESC LIMIT 1

// name: newest_stamps
// Of every account the stamp of its newest snapshot: another one after each change of that.
// mode: read
MATCH (record:HealthRecord)
WHERE record.newest > ''
RETURN collect([record.newest, record.date, record.recorded_at, record.stamp]) AS rows

// name: newest_lists
// The numbers of the newest snapshots of chosen accounts, and what each lists.
// mode: read
// example: {"ids": ["a1"]}
UNWIND $ids AS id
MATCH (record:HealthRecord {newest: id})
// include: health_numbers
  , record.before_date AS before_date, record.before_health AS before_health, record.gap_list AS gap_list, record.due_list AS due_list

// name: too_old
// Snapshots from before a date, the oldest first.
// mode: read
// example: {"before": "2026-01-01", "limit": 2}
MATCH (record:HealthRecord)
WHERE record.date < $before
RETURN record.account_id AS account_id, record.date AS date
ORDER BY date, account_id LIMIT $limit

// name: too_detailed
// Snapshots from before a date that still hold more than numbers, the oldest first.
// mode: read
// example: {"before": "2026-01-01", "limit": 2}
MATCH (record:HealthRecord)
WHERE record.detailed < $before
RETURN record.account_id AS account_id, record.date AS date
ORDER BY date, account_id LIMIT $limit

// name: remove
// Remove snapshots; a row is an account and a date.
// mode: write
// example: {"rows": [["a1", "2026-01-01"]]}
UNWIND $rows AS row
MATCH (record:HealthRecord {account_id: row[0], date: row[1]})
USING INDEX SEEK record:HealthRecord(account_id, date)
DELETE record

// name: thin
// Leave nothing of snapshots but their numbers; a row is an account and a date.
// mode: write
// example: {"rows": [["a1", "2026-01-01"]], "stamp": "t1"}
UNWIND $rows AS row
MATCH (record:HealthRecord {account_id: row[0], date: row[1]})
USING INDEX SEEK record:HealthRecord(account_id, date)
SET record.detailed = null, record.body = null, record.gap_list = null, record.due_list = null, record.members = null, record.stamp = $stamp

// name: bodies
// What snapshots of an account hold beside numbers, by date, one page.
// mode: read
// example: {"account_id": "a1", "after": "", "limit": 2}
MATCH (record:HealthRecord {account_id: $account_id})
WHERE record.detailed > $after
RETURN record.account_id AS account_id, record.date AS date, record.format AS format, record.body AS body
ORDER BY date LIMIT $limit

// name: bodies_with_member
// The same of every account, where a member of ours is named, by date and account, one page.
// mode: read
// example: {"id": "m1", "date": "", "account_id": "", "limit": 2}
MATCH (record:HealthRecord)
WHERE record.detailed >= $date AND (record.date > $date OR record.account_id > $account_id) AND $id IN record.members
RETURN record.account_id AS account_id, record.date AS date, record.format AS format, record.body AS body
ORDER BY date, account_id LIMIT $limit

// name: rewrite
// Change what snapshots hold beside numbers; each row holds what changes.
// mode: write
// example: {"rows": [{"account_id": "a1", "date": "2026-01-01", "format": 2, "body": "br:CwGA", "gap_list": "[]", "due_list": "[]", "members": ["m1"], "stamp": "t1"}]}
UNWIND $rows AS row
MATCH (record:HealthRecord {account_id: row.account_id, date: row.date})
USING INDEX SEEK record:HealthRecord(account_id, date)
SET record += row

// name: erase
// Remove all snapshots of an account.
// mode: write
// example: {"account_id": "a1"}
MATCH (record:HealthRecord {account_id: $account_id})
DELETE record

// name: book_erasures
// Up to which revision of the book something of it was erased; 0: never.
// mode: read
// example: {"account_id": ""}
MATCH (tombstone:Tombstone {account_id: $account_id})
RETURN coalesce(max(tombstone.revision), 0) AS erased

// name: whole
// Snapshots with all that they hold, by date and account, one page.
// mode: read
// example: {"date": "", "account_id": "", "limit": 2}
MATCH (record:HealthRecord)
WHERE record.date >= $date AND (record.date > $date OR record.account_id > $account_id)
RETURN properties(record) AS item
ORDER BY record.date, record.account_id LIMIT $limit
