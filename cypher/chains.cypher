// shape: account_node, owned_node
// label: DecisionChain
// owner: opportunity, opportunities
// kind: chain
// prose: decision chain, decision chains
// example: {"opportunity": "o1", "name": "Approval"}
