// shape: account_node
// label: Plant
// kind: plant
// prose: plant, plants
// example: {"name": "Works"}
