// shape: account_node, owned_node
// label: DecisionChain
// owner: opportunity, opportunitys
// kind: chain
// prose: decision chain, decision chains
// example: {"opportunity": "o1", "name": "Approval"}
