// name: key
// Stage models are found by their id.
// mode: schema
CREATE CONSTRAINT stage_model_key IF NOT EXISTS FOR (record:StageModel) REQUIRE record.id IS UNIQUE

// name: get
// One stage model as last written, with the revision of the book.
// mode: read
// example: {"id": "r1"}
MATCH (book:Book {id: 'book'})
OPTIONAL MATCH (record:StageModel {id: $id})
RETURN book.revision AS revision, book.revised_at AS revised_at, properties(record) AS item

// name: list
// One page of the stage models: what was so at as_of, as known at known_at.
// mode: read
MATCH (record:StageModel)
WHERE record.id > '' AND ($id IS NULL OR record.id = $id)
WITH record, '/stage_model/' + record.id AS name
// include: node_page

// name: stored
// Stage models by their ids, as last written: what a write compares with.
// mode: read
// example: {"ids": ["r1", "r2"]}
UNWIND $ids AS id
MATCH (record:StageModel {id: id})
RETURN collect(properties(record)) AS rows

// name: lifetimes
// When stage models exist: what a write of what points to them needs to know.
// mode: read
// example: {"ids": ["r1", "r2"]}
UNWIND $ids AS id
MATCH (record:StageModel {id: id})
RETURN collect([record.id, record.valid_from, record.valid_to]) AS rows

// name: create
// Create stage models; each row holds all their properties.
// mode: write
// example: {"rows": [{"id": "r1", "name": "Equipment", "sequence": 1, "recorded_at": "2026-01-01T00:00:00.000000Z", "recorded_by": "keeper"}]}
UNWIND $rows AS row
CREATE (record:StageModel)
SET record = row

// name: change
// Replace all properties of stage models that exist.
// mode: write
// example: {"rows": [{"id": "r1", "name": "Equipment", "sequence": 2, "recorded_at": "2026-01-01T00:00:00.000000Z", "recorded_by": "keeper"}]}
UNWIND $rows AS row
MATCH (record:StageModel {id: row.id})
SET record = row

// name: erase
// Remove stage models without a trace.
// mode: write
// example: {"ids": ["r1"]}
UNWIND $ids AS id
MATCH (record:StageModel {id: id})
DETACH DELETE record
