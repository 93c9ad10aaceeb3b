// Every coverage of an account as `record`, with its ends `source` and `target`, whose kind is `target_kind`.
// example: {"account_id": "a1"}
CALL () {
  MATCH (target:Account {id: $account_id})<-[record:COVERS]-(source:TeamMember)
  RETURN record, source, target, 'account' AS target_kind
  UNION ALL
  MATCH (target:Person {account_id: $account_id})<-[record:COVERS]-(source:TeamMember)
  USING INDEX SEEK target:Person(account_id)
  RETURN record, source, target, 'person' AS target_kind
  UNION ALL
  MATCH (target:Department {account_id: $account_id})<-[record:COVERS]-(source:TeamMember)
  USING INDEX SEEK target:Department(account_id)
  RETURN record, source, target, 'department' AS target_kind
  UNION ALL
  MATCH (target:Opportunity {account_id: $account_id})<-[record:COVERS]-(source:TeamMember)
  USING INDEX SEEK target:Opportunity(account_id)
  RETURN record, source, target, 'opportunity' AS target_kind
  UNION ALL
  MATCH (target:DecisionChain {account_id: $account_id})<-[record:COVERS]-(source:TeamMember)
  USING INDEX SEEK target:DecisionChain(account_id)
  RETURN record, source, target, 'chain' AS target_kind
}
