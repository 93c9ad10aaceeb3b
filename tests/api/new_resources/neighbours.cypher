// shape: book_edge
// type: BORDERS
// source: region Region by region
// target: region Region by other
// kind: neighbour
// prose: neighbour, neighbours
// example: {"region": "north", "other": "south"}
