// shape: book_record
// label: StageModel
// kind: stage_model
// prose: stage model, stage models
// example: {"name": "Equipment"}
