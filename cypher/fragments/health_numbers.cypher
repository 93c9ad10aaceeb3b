// What of a snapshot is kept the longest: its numbers, and whose it is.
RETURN record.account_id AS account_id, record.date AS date, record.as_of AS as_of,
  record.revision AS revision, record.book_revision AS book_revision, record.settings AS settings,
  record.owner AS owner, record.segment AS segment, record.tier AS tier, record.people AS people,
  record.health AS health, record.grade AS grade, record.components AS components, record.counts AS counts,
  record.contacts_due AS contacts_due, record.stale_beliefs AS stale_beliefs, record.structure AS structure
