// An edge between two records of the book, such as a reporting line of ours.
// head: type, source, target, kind, prose, example

// name: get
// One {{one}} as last written, with the revision of the book.
// mode: read
// example: {"id": "r1"}
MATCH (book:Book {id: 'book'})
OPTIONAL MATCH (source:{{source_label}})-[record:{{type}}]->(target:{{target_label}})
WHERE source.id > '' AND record.id = $id
RETURN book.revision AS revision, book.revised_at AS revised_at, properties(record) AS item

// name: list
// One page of the {{many}}: what was so at as_of, as known at known_at, between ends that existed.
// mode: read
MATCH (source:{{source_label}})-[record:{{type}}]->(target:{{target_label}})
WHERE source.id > '' AND ($id IS NULL OR record.id = $id)
WITH record, source, target, '/{{kind}}/' + record.id AS name, '/{{source_kind}}/' + source.id AS source_name, '/{{target_kind}}/' + target.id AS target_name
// include: edge_page

// name: stored
// {{Many}} as last written that a write may touch: all, or those of these ids or ends.
// mode: read
// example: {"everything": false, "ids": ["r1"], "ends": ["e1"]}
MATCH (source:{{source_label}})-[record:{{type}}]->(target:{{target_label}})
WHERE source.id > '' AND ($everything OR record.id IN $ids OR source.id IN $ends OR target.id IN $ends)
RETURN collect(properties(record)) AS rows

// name: recorded
// {{Plural}} of the book as last written, where that was recorded in a span of time.
// mode: read
// example: {"begin": "2026-01-01T00:00:00.000000Z", "end": "2026-01-02T00:00:00.000000Z"}
MATCH (source:{{source_label}})-[record:{{type}}]->(target:{{target_label}})
WHERE source.id > '' AND record.recorded_at >= $begin AND record.recorded_at <= $end
RETURN properties(record) AS row

// name: by_ends
// {{Plural}} as last written, found by their ends.
// mode: read
// example: {"rows": [{"id": "r1", {{example}}}]}
UNWIND $rows AS row
MATCH (source:{{source_label}} {id: row.{{source}}})-[record:{{type}}]->(target:{{target_label}})
WHERE record.id = row.id
RETURN properties(record) AS row

// name: create
// Create {{many}} between ends that exist; each row holds all their properties.
// mode: write
// example: {"rows": [{"id": "r1", {{record}}, "sequence": 1, "recorded_at": "2026-01-01T00:00:00.000000Z", "recorded_by": "keeper"}]}
UNWIND $rows AS row
MATCH (source:{{source_label}} {id: row.{{source}}})
MATCH (target:{{target_label}} {id: row.{{target}}})
CREATE (source)-[record:{{type}}]->(target)
SET record = row

// name: change
// Replace all properties of {{many}} that exist.
// mode: write
// example: {"rows": [{"id": "r1", {{record}}, "sequence": 2, "recorded_at": "2026-01-01T00:00:00.000000Z", "recorded_by": "keeper"}]}
UNWIND $rows AS row
MATCH (source:{{source_label}} {id: row.{{source}}})-[record:{{type}}]->(target:{{target_label}})
WHERE record.id = row.id
SET record = row

// name: erase
// Remove {{many}} without a trace.
// mode: write
// example: {"ids": ["r1"]}
MATCH (source:{{source_label}})-[record:{{type}}]->(target:{{target_label}})
WHERE source.id > '' AND record.id IN $ids
DELETE record
