// shape: account_edge
// type: INFLUENCES
// source: person Person by source
// target: person Person by target
// kind: influence
// prose: influence, influences
// example: {"source": "p1", "target": "p2"}
