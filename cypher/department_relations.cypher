// shape: account_edge
// type: RELATES_TO
// source: department Department by source
// target: department Department by target
// kind: department_relation
// prose: department relation, department relations
// example: {"source": "d1", "target": "d2"}
