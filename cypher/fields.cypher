// name: key
// Declared fields are found by their id.
// mode: schema
CREATE CONSTRAINT field_key IF NOT EXISTS FOR (record:Field) REQUIRE record.id IS UNIQUE

// name: get
// One declared field as last written, with the revision of the book.
// mode: read
// example: {"id": "r1"}
MATCH (book:Book {id: 'book'})
OPTIONAL MATCH (record:Field {id: $id})
RETURN book.revision AS revision, book.revised_at AS revised_at, properties(record) AS item

// name: list
// One page of the declared fields: what was so at as_of, as known at known_at.
// mode: read
MATCH (record:Field)
WHERE record.id > '' AND ($id IS NULL OR record.id = $id)
WITH record, '/field/' + record.id AS name
// include: node_page

// name: stored
// Declared fields by their ids, as last written: what a write compares with.
// mode: read
// example: {"ids": ["r1", "r2"]}
UNWIND $ids AS id
MATCH (record:Field {id: id})
RETURN collect(properties(record)) AS rows

// name: lifetimes
// When declared fields exist: what a write of what points to them needs to know.
// mode: read
// example: {"ids": ["r1", "r2"]}
UNWIND $ids AS id
MATCH (record:Field {id: id})
RETURN collect([record.id, record.valid_from, record.valid_to]) AS rows

// name: declared
// Every declared field, as last written.
// mode: read
MATCH (record:Field)
WHERE record.id > ''
RETURN collect(properties(record)) AS rows

// name: create
// Create declared fields; each row holds all their properties.
// mode: write
// example: {"rows": [{"id": "r1", "record_kind": "person", "key": "cost_centre", "type": "text", "sequence": 1, "recorded_at": "2026-01-01T00:00:00.000000Z", "recorded_by": "keeper"}]}
UNWIND $rows AS row
CREATE (record:Field)
SET record = row

// name: change
// Replace all properties of declared fields that exist.
// mode: write
// example: {"rows": [{"id": "r1", "record_kind": "person", "key": "cost_centre", "type": "text", "sequence": 2, "recorded_at": "2026-01-01T00:00:00.000000Z", "recorded_by": "keeper"}]}
UNWIND $rows AS row
MATCH (record:Field {id: row.id})
SET record = row

// name: erase
// Remove declared fields without a trace.
// mode: write
// example: {"ids": ["r1"]}
UNWIND $ids AS id
MATCH (record:Field {id: id})
DETACH DELETE record
