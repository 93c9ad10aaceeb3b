// shape: account_node, owned_node
// label: ValueStatement
// owner: opportunity, opportunities
// kind: value_statement
// prose: value statement, value statements
// example: {"opportunity": "o1", "text": "Half the downtime."}
