// shape: book_record
// label: RuleProfile
// kind: rule_profile
// prose: rule profile, rule profiles
// example: {"name": "Strategic accounts"}
