// shape: account_node
// label: Department
// kind: department
// prose: department, departments
// example: {"name": "Procurement"}

// name: parts
// Which department of an account is part of which, as last written.
// mode: read
// example: {"account_id": "a1"}
MATCH (record:Department {account_id: $account_id})
WHERE record.part_of IS NOT NULL
RETURN collect([record.id, record.part_of]) AS parts

// name: made_ids
// Departments of all accounts whose ids may have been made from names, one part of them.
// mode: read
// example: {"after_account": "", "after_id": "", "limit": 2}
MATCH (record:Department)
WHERE record.account_id >= $after_account AND record.id > '' AND record.id CONTAINS '~' AND (record.account_id > $after_account OR record.id > $after_id)
RETURN record.account_id AS account_id, record.id AS id, record.name AS name
ORDER BY record.account_id, record.id LIMIT $limit

// name: there
// Which of some departments are stored; a key is [account, id].
// mode: read
// example: {"keys": [["a1", "d1"]]}
UNWIND $keys AS key
MATCH (record:Department {account_id: key[0], id: key[1]})
RETURN collect([record.account_id, record.id, record.name]) AS rows
