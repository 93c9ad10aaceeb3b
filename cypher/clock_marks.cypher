// name: key
// There is one mark of what clock was last held to be right.
// mode: schema
CREATE CONSTRAINT clock_mark_key IF NOT EXISTS FOR (mark:ClockMark) REQUIRE mark.id IS UNIQUE

// name: look
// The clock of the store, in milliseconds since 1970, and which clock was last held to be right; null where none was.
// mode: read
// example: {"id": "clock"}
OPTIONAL MATCH (mark:ClockMark {id: $id})
RETURN timestamp() AS milliseconds, properties(mark) AS mark

// name: set
// Hold a clock to be right from now on.
// mode: write
// example: {"id": "clock", "properties": {"boot": "b1", "time": "2026-01-01T00:00:00.000000Z", "steady": 12.5, "ahead": 0.0, "apart": 0.0}}
MERGE (mark:ClockMark {id: $id})
SET mark += $properties

// name: join
// Announce that a process beside the owner of the store may write until so many seconds after a start of the machine.
// mode: write
// example: {"id": "joined", "boot": "b1", "until": 12.5}
MERGE (mark:ClockMark {id: $id})
SET mark.until = CASE WHEN mark.boot = $boot AND mark.until > $until THEN mark.until ELSE $until END
SET mark.boot = $boot
