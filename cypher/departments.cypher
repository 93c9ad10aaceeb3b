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
