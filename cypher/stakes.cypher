// shape: account_edge
// type: STAKE
// source: person Person by person
// target: chain DecisionChain by chain
// kind: stake
// prose: stake, stakes
// example: {"person": "p1", "chain": "c1"}
