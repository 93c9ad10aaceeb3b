// A node that belongs to another and ends with it, such as a step of a chain.
// head: label, owner, prose

// name: owned
// {{Many}} of one or more {{owners}}, as last written.
// mode: read
// example: {"account_id": "a1", "owners": ["o1", "o2"]}
MATCH (record:{{label}} {account_id: $account_id})
WHERE record.{{owner}} IN $owners
RETURN collect(properties(record)) AS rows
