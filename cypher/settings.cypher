// shape: book_record
// label: Setting
// kind: setting
// prose: setting, settings
// example: {"tier": "A"}
