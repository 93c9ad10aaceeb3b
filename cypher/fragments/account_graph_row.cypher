// What a `record` of an account graph gives: the newest row itself where it does not answer for the moment and older
// ones may, or where what it answers will end or begin; nothing where nothing was known or nothing existed then; else what
// follows. A comparison with null decides no case.
// example: {"as_of": "2026-01-01T00:00:00.000000Z", "known_at": "2026-01-01T00:00:00.000000Z"}
    WHEN record.recorded_at > $known_at OR record.state_from > $as_of OR record.state_to <= $as_of
    THEN CASE WHEN record.sequence > 1 OR record.recorded_at <= $known_at THEN properties(record) END
    WHEN record.valid_to <= $as_of
    THEN null
    WHEN record.valid_from > $as_of OR record.valid_to > $as_of OR record.state_to > $as_of
    THEN properties(record)
