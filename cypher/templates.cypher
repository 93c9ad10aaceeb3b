// shape: book_record
// label: Template
// kind: template
// prose: template, templates
// example: {"name": "Plant"}
