// shape: book_record
// label: Competitor
// kind: competitor
// prose: competitor, competitors
// example: {"name": "Rival"}
