// name: get
// One tie between accounts as last written, with the revision of the book.
// mode: read
// example: {"id": "r1"}
MATCH (book:Book {id: 'book'})
OPTIONAL MATCH (source:Account)-[record:TIED_TO]->(target:Account)
WHERE source.id > '' AND record.id = $id
RETURN book.revision AS revision, book.revised_at AS revised_at, properties(record) AS item

// name: list
// One page of the ties between accounts: what was so at as_of, as known at known_at, between ends that existed.
// mode: read
MATCH (source:Account)-[record:TIED_TO]->(target:Account)
WHERE source.id > '' AND ($id IS NULL OR record.id = $id)
WITH record, source, target, '/account_tie/' + record.id AS name, source.id + '/account/' + source.id AS source_name, target.id + '/account/' + target.id AS target_name
// include: edge_page

// name: stored
// Ties between accounts as last written that a write may touch: all, or those of these ids or ends.
// mode: read
// example: {"everything": false, "ids": ["r1"], "ends": ["e1"]}
MATCH (source:Account)-[record:TIED_TO]->(target:Account)
WHERE source.id > '' AND ($everything OR record.id IN $ids OR source.id IN $ends OR target.id IN $ends)
RETURN collect(properties(record)) AS rows

// name: recorded
// Account ties of the book as last written, where that was recorded in a span of time.
// mode: read
// example: {"begin": "2026-01-01T00:00:00.000000Z", "end": "2026-01-02T00:00:00.000000Z"}
MATCH (source:Account)-[record:TIED_TO]->(target:Account)
WHERE source.id > '' AND record.recorded_at >= $begin AND record.recorded_at <= $end
RETURN properties(record) AS row

// name: by_ends
// Account ties as last written, found by their ends.
// mode: read
// example: {"rows": [{"id": "r1", "account": "a1", "other": "a2", "relation": "supplier"}]}
UNWIND $rows AS row
MATCH (source:Account {id: row.account})-[record:TIED_TO]->(target:Account)
WHERE record.id = row.id
RETURN properties(record) AS row

// name: create
// Create ties between accounts between ends that exist; each row holds all their properties.
// mode: write
// example: {"rows": [{"id": "r1", "account": "a1", "other": "a2", "relation": "supplier", "sequence": 1, "recorded_at": "2026-01-01T00:00:00.000000Z", "recorded_by": "keeper"}]}
UNWIND $rows AS row
MATCH (source:Account {id: row.account})
MATCH (target:Account {id: row.other})
CREATE (source)-[record:TIED_TO]->(target)
SET record = row

// name: change
// Replace all properties of ties between accounts that exist.
// mode: write
// example: {"rows": [{"id": "r1", "account": "a1", "other": "a2", "relation": "supplier", "sequence": 2, "recorded_at": "2026-01-01T00:00:00.000000Z", "recorded_by": "keeper"}]}
UNWIND $rows AS row
MATCH (source:Account {id: row.account})-[record:TIED_TO]->(target:Account)
WHERE record.id = row.id
SET record = row

// name: erase
// Remove ties between accounts without a trace.
// mode: write
// example: {"ids": ["r1"]}
MATCH (source:Account)-[record:TIED_TO]->(target:Account)
WHERE source.id > '' AND record.id IN $ids
DELETE record
