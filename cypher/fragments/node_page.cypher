// One page of `record` nodes, whose older rows are kept under `name`.
// example: {}
// include: every_row
WITH [row IN rows WHERE row.recorded_at <= $known_at] AS known, [] AS lifetimes
// include: page
