// shape: book_edge
// type: TIED_TO
// source: account Account by account
// target: account Account by other
// kind: account_tie
// prose: tie between accounts, ties between accounts
// example: {"account": "a1", "other": "a2", "relation": "supplier"}
// own: list

// name: list
// One page of the ties between accounts: what was so at as_of, as known at known_at, between ends that existed.
// mode: read
MATCH (source:Account)-[record:TIED_TO]->(target:Account)
WHERE source.id > '' AND ($id IS NULL OR record.id = $id)
WITH record, source, target, '/account_tie/' + record.id AS name, source.id + '/account/' + source.id AS source_name, target.id + '/account/' + target.id AS target_name
// include: edge_page
