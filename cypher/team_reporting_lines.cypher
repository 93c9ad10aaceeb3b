// shape: book_edge
// type: REPORTS_TO
// source: team_member TeamMember by member
// target: team_member TeamMember by manager
// kind: team_reporting_line
// prose: reporting line of ours, reporting lines of ours
// example: {"member": "m1", "manager": "m2"}
// further: {"line": "solid"}

// name: of_members
// Open lines of members of ours: they cannot be ended before.
// mode: read
// example: {"ids": ["r1"], "now": "2026-01-01T00:00:00.000000Z"}
UNWIND $ids AS id
MATCH (:TeamMember {id: id})-[record:REPORTS_TO]-(:TeamMember)
WHERE (record.valid_to IS NULL OR record.valid_to > $now)
RETURN id, 'team_reporting_line' AS kind, null AS account_id, record.id AS record_id
ORDER BY id, account_id, record_id LIMIT 1000
