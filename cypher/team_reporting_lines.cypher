// name: get
// One reporting line of ours as last written, with the revision of the book.
// mode: read
// example: {"id": "r1"}
MATCH (book:Book {id: 'book'})
OPTIONAL MATCH (source:TeamMember)-[record:REPORTS_TO]->(target:TeamMember)
WHERE source.id > '' AND record.id = $id
RETURN book.revision AS revision, book.revised_at AS revised_at, properties(record) AS item

// name: list
// One page of the reporting lines of ours: what was so at as_of, as known at known_at, between ends that existed.
// mode: read
MATCH (source:TeamMember)-[record:REPORTS_TO]->(target:TeamMember)
WHERE source.id > '' AND ($id IS NULL OR record.id = $id)
WITH record, source, target, '/team_reporting_line/' + record.id AS name, '/team_member/' + source.id AS source_name, '/team_member/' + target.id AS target_name
// include: edge_page

// name: stored
// Reporting lines of ours as last written that a write may touch: all, or those of these ids or ends.
// mode: read
// example: {"everything": false, "ids": ["r1"], "ends": ["e1"]}
MATCH (source:TeamMember)-[record:REPORTS_TO]->(target:TeamMember)
WHERE source.id > '' AND ($everything OR record.id IN $ids OR source.id IN $ends OR target.id IN $ends)
RETURN collect(properties(record)) AS rows

// name: recorded
// Team reporting lines of the book as last written, where that was recorded in a span of time.
// mode: read
// example: {"begin": "2026-01-01T00:00:00.000000Z", "end": "2026-01-02T00:00:00.000000Z"}
MATCH (source:TeamMember)-[record:REPORTS_TO]->(target:TeamMember)
WHERE source.id > '' AND record.recorded_at >= $begin AND record.recorded_at <= $end
RETURN properties(record) AS row

// name: by_ends
// Team reporting lines as last written, found by their ends.
// mode: read
// example: {"rows": [{"id": "r1", "member": "m1", "manager": "m2"}]}
UNWIND $rows AS row
MATCH (source:TeamMember {id: row.member})-[record:REPORTS_TO]->(target:TeamMember)
WHERE record.id = row.id
RETURN properties(record) AS row

// name: create
// Create reporting lines of ours between ends that exist; each row holds all their properties.
// mode: write
// example: {"rows": [{"id": "r1", "member": "m1", "manager": "m2", "line": "solid", "sequence": 1, "recorded_at": "2026-01-01T00:00:00.000000Z", "recorded_by": "keeper"}]}
UNWIND $rows AS row
MATCH (source:TeamMember {id: row.member})
MATCH (target:TeamMember {id: row.manager})
CREATE (source)-[record:REPORTS_TO]->(target)
SET record = row

// name: change
// Replace all properties of reporting lines of ours that exist.
// mode: write
// example: {"rows": [{"id": "r1", "member": "m1", "manager": "m2", "line": "solid", "sequence": 2, "recorded_at": "2026-01-01T00:00:00.000000Z", "recorded_by": "keeper"}]}
UNWIND $rows AS row
MATCH (source:TeamMember {id: row.member})-[record:REPORTS_TO]->(target:TeamMember)
WHERE record.id = row.id
SET record = row

// name: erase
// Remove reporting lines of ours without a trace.
// mode: write
// example: {"ids": ["r1"]}
MATCH (source:TeamMember)-[record:REPORTS_TO]->(target:TeamMember)
WHERE source.id > '' AND record.id IN $ids
DELETE record

// name: of_members
// Open lines of members of ours: they cannot be ended before.
// mode: read
// example: {"ids": ["r1"], "now": "2026-01-01T00:00:00.000000Z"}
UNWIND $ids AS id
MATCH (:TeamMember {id: id})-[record:REPORTS_TO]-(:TeamMember)
WHERE (record.valid_to IS NULL OR record.valid_to > $now)
RETURN id, 'team_reporting_line' AS kind, null AS account_id, record.id AS record_id
ORDER BY id, account_id, record_id LIMIT 1000
