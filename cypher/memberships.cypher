// shape: account_edge
// type: MEMBER_OF
// source: person Person by person
// target: department Department by department
// kind: membership
// prose: membership, memberships
// example: {"person": "p1", "department": "d1"}
