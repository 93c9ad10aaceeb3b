// shape: book_record
// label: Field
// kind: field
// prose: declared field, declared fields
// example: {"record_kind": "person", "key": "cost_centre", "type": "text"}

// name: declared
// Every declared field, as last written.
// mode: read
MATCH (record:Field)
WHERE record.id > ''
RETURN collect(properties(record)) AS rows
