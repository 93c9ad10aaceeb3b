// Every row of `account` that may answer for the moment, as one list, newest first, and its revision as known then.
// example: {"as_of": "2026-01-01T00:00:00.000000Z", "known_at": "2026-01-01T00:00:00.000000Z"}
WITH CASE
    WHEN account.recorded_at <= $known_at AND coalesce(account.state_from, '') <= $as_of AND (account.state_to IS NULL OR account.state_to > $as_of) THEN [properties(account)]
    ELSE [properties(account)] + COLLECT { MATCH (version:Version {record: account.id + '/account/' + account.id}) RETURN properties(version) AS row ORDER BY version.sequence DESC }
  END AS rows, CASE
    WHEN account.revised_at <= $known_at THEN [account.revision, account.revised_at]
    ELSE head(COLLECT { MATCH (change:Change {account_id: account.id}) WHERE change.recorded_at <= $known_at RETURN [change.revision, change.recorded_at] AS known ORDER BY change.revision DESC LIMIT 1 })
  END AS revised
