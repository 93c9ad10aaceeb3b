// shape: account_node, owned_node
// label: Step
// owner: chain, chains
// kind: step
// prose: step, steps
// example: {"chain": "c1", "name": "Budget", "order": 1}
