// shape: account_node
// label: Action
// kind: action
// prose: action, actions
// example: {"what": "Call her.", "status": "open"}
