// name: key
// One mark a date.
// mode: schema
CREATE CONSTRAINT report_run_key IF NOT EXISTS FOR (run:ReportRun) REQUIRE run.date IS UNIQUE

// name: lock
// Take the mark of a date for a change, a new one where there is none, and return it.
// mode: write
// example: {"date": "2026-01-01", "token": "t1"}
MERGE (run:ReportRun {date: $date})
SET run.lock = $token
RETURN properties(run) AS item

// name: change
// Set properties of a mark that was taken; null removes one.
// mode: write
// example: {"date": "2026-01-01", "properties": {"owner": "one", "began_at": "2026-01-01T04:00:00.000000Z", "ended_at": null}}
MATCH (run:ReportRun {date: $date})
SET run += $properties
RETURN properties(run) AS item

// name: list
// Marks before a date, the newest first, one page.
// mode: read
// example: {"before": "9999-12-31", "limit": 2}
MATCH (run:ReportRun)
WHERE run.date < $before
RETURN properties(run) AS item
ORDER BY run.date DESC LIMIT $limit

// name: get
// The mark of one date.
// mode: read
// example: {"date": "2026-01-01"}
MATCH (run:ReportRun {date: $date})
RETURN properties(run) AS item

// name: too_old
// Remove the marks from before a date.
// mode: write
// example: {"before": "2026-01-01"}
MATCH (run:ReportRun)
WHERE run.date < $before
DELETE run
