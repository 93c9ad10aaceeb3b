// shape: book_record
// label: Region
// kind: region
// prose: region, regions
// example: {"name": "North"}
