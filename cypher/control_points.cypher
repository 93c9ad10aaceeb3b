// shape: account_node, owned_node
// label: ControlPoint
// owner: opportunity, opportunities
// kind: control_point
// prose: control point, control points
// example: {"opportunity": "o1", "key": "scoring"}
