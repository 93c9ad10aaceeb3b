// shape: account_node
// label: Person
// kind: person
// prose: person, people
// example: {"name": "Ada"}
