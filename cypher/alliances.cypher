// shape: account_edge
// type: ALLIED_WITH
// source: person Person by people[0]
// target: person Person by people[1]
// kind: alliance
// prose: alliance, alliances
// example: {"people": ["p1", "p2"]}
