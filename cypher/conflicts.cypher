// shape: account_edge
// type: CONFLICTS_WITH
// source: person Person by people[0]
// target: person Person by people[1]
// kind: conflict
// prose: conflict, conflicts
// example: {"people": ["p1", "p2"]}
