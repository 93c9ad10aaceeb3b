// A record of the book, such as a competitor.
// head: label, kind, prose, example

// name: key
// {{Many}} are found by their id.
// mode: schema
CREATE CONSTRAINT {{kind}}_key IF NOT EXISTS FOR (record:{{label}}) REQUIRE record.id IS UNIQUE

// name: get
// One {{one}} as last written, with the revision of the book.
// mode: read
// example: {"id": "r1"}
MATCH (book:Book {id: 'book'})
OPTIONAL MATCH (record:{{label}} {id: $id})
RETURN book.revision AS revision, book.revised_at AS revised_at, properties(record) AS item

// name: list
// One page of the {{many}}: what was so at as_of, as known at known_at.
// mode: read
MATCH (record:{{label}})
WHERE record.id > '' AND ($id IS NULL OR record.id = $id)
WITH record, '/{{kind}}/' + record.id AS name
// include: node_page

// name: first
// The first {{many}} after an id, in order of id, each with every row that may answer for the moment, newest first: those
// whose lifetime, as known then, is another are passed over before anything of them is read.
// mode: read
// example: {"after": "", "limit": 2}
MATCH (record:{{label}})
WHERE record.id > $after
  AND (record.recorded_at > $known_at OR (coalesce(record.valid_from, '') <= $as_of AND (record.valid_to IS NULL OR record.valid_to > $as_of)))
WITH record, '/{{kind}}/' + record.id AS name
ORDER BY record.id LIMIT $limit
// include: every_row
RETURN rows

// name: names
// Ids after one and names of the same, for whoever looks for words in them; no name where older rows must be read for it.
// mode: read
// example: {"after": "", "as_of": "2026-01-01T00:00:00.000000Z", "known_at": "2026-01-01T00:00:00.000000Z"}
MATCH (record:{{label}})
WHERE record.id > $after
  AND (record.recorded_at > $known_at OR (coalesce(record.valid_from, '') <= $as_of AND (record.valid_to IS NULL OR record.valid_to > $as_of)))
RETURN collect([record.id, CASE
    WHEN record.recorded_at <= $known_at AND coalesce(record.state_from, '') <= $as_of AND (record.state_to IS NULL OR record.state_to > $as_of) THEN coalesce(record.name, '')
  END]) AS rows

// name: among
// Every row of {{many}} that may answer for the moment, newest first, by their ids.
// mode: read
// example: {"ids": ["r1", "r2"]}
UNWIND $ids AS id
MATCH (record:{{label}} {id: id})
WITH record, '/{{kind}}/' + record.id AS name
// include: every_row
RETURN rows

// name: stored
// {{Many}} by their ids, as last written: what a write compares with.
// mode: read
// example: {"ids": ["r1", "r2"]}
UNWIND $ids AS id
MATCH (record:{{label}} {id: id})
RETURN collect(properties(record)) AS rows

// name: lifetimes
// When {{many}} exist: what a write of what points to them needs to know.
// mode: read
// example: {"ids": ["r1", "r2"]}
UNWIND $ids AS id
MATCH (record:{{label}} {id: id})
RETURN collect([record.id, record.valid_from, record.valid_to]) AS rows

// name: create
// Create {{many}}; each row holds all their properties.
// mode: write
// example: {"rows": [{"id": "r1", {{record}}, "sequence": 1, "recorded_at": "2026-01-01T00:00:00.000000Z", "recorded_by": "keeper"}]}
UNWIND $rows AS row
CREATE (record:{{label}})
SET record = row

// name: change
// Replace all properties of {{many}} that exist.
// mode: write
// example: {"rows": [{"id": "r1", {{record}}, "sequence": 2, "recorded_at": "2026-01-01T00:00:00.000000Z", "recorded_by": "keeper"}]}
UNWIND $rows AS row
MATCH (record:{{label}} {id: row.id})
SET record = row

// name: erase
// Remove {{many}} without a trace.
// mode: write
// example: {"ids": ["r1"]}
UNWIND $ids AS id
MATCH (record:{{label}} {id: id})
DETACH DELETE record
