// shape: account_edge
// type: REPORTS_TO
// source: person Person by person
// target: person Person by manager
// kind: reporting_line
// prose: reporting line, reporting lines
// example: {"person": "p1", "manager": "p2"}
// further: {"line": "solid"}
