// name: versions
// Older rows of records that were recorded in a span of time.
// mode: read
// example: {"records": ["a1/person/p1"], "begin": "2026-01-01T00:00:00.000000Z", "end": "2026-01-02T00:00:00.000000Z"}
UNWIND $records AS record
MATCH (version:Version {record: record})
WHERE version.recorded_at >= $begin AND version.recorded_at <= $end
RETURN properties(version) AS row
ORDER BY version.record, version.sequence

// name: tombstones
// What is kept of records that were erased; a key is account, kind and id.
// mode: read
// example: {"keys": [["a1", "person", "p1"]]}
UNWIND $keys AS key
MATCH (tombstone:Tombstone {account_id: key[0], kind: key[1], id: key[2]})
RETURN properties(tombstone) AS row

// name: team_reporting_lines
// Team reporting lines of the book as last written, where that was recorded in a span of time.
// mode: read
// example: {"first": "", "begin": "2026-01-01T00:00:00.000000Z", "end": "2026-01-02T00:00:00.000000Z"}
MATCH (source:TeamMember)-[record:REPORTS_TO]->(target:TeamMember)
WHERE source.id > $first AND record.recorded_at >= $begin AND record.recorded_at <= $end
RETURN properties(record) AS row

// name: account_ties
// Account ties of the book as last written, where that was recorded in a span of time.
// mode: read
// example: {"first": "", "begin": "2026-01-01T00:00:00.000000Z", "end": "2026-01-02T00:00:00.000000Z"}
MATCH (source:Account)-[record:TIED_TO]->(target:Account)
WHERE source.id > $first AND record.recorded_at >= $begin AND record.recorded_at <= $end
RETURN properties(record) AS row

// name: memberships
// Memberships of an account as last written, where that was recorded in a span of time.
// mode: read
// example: {"account_id": "a1", "begin": "2026-01-01T00:00:00.000000Z", "end": "2026-01-02T00:00:00.000000Z"}
MATCH (source:Person {account_id: $account_id})-[record:MEMBER_OF]->(target:Department)
USING INDEX SEEK source:Person(account_id)
WHERE record.recorded_at >= $begin AND record.recorded_at <= $end
RETURN properties(record) AS row

// name: reporting_lines
// Reporting lines of an account as last written, where that was recorded in a span of time.
// mode: read
// example: {"account_id": "a1", "begin": "2026-01-01T00:00:00.000000Z", "end": "2026-01-02T00:00:00.000000Z"}
MATCH (source:Person {account_id: $account_id})-[record:REPORTS_TO]->(target:Person)
USING INDEX SEEK source:Person(account_id)
WHERE record.recorded_at >= $begin AND record.recorded_at <= $end
RETURN properties(record) AS row

// name: influences
// Influences of an account as last written, where that was recorded in a span of time.
// mode: read
// example: {"account_id": "a1", "begin": "2026-01-01T00:00:00.000000Z", "end": "2026-01-02T00:00:00.000000Z"}
MATCH (source:Person {account_id: $account_id})-[record:INFLUENCES]->(target:Person)
USING INDEX SEEK source:Person(account_id)
WHERE record.recorded_at >= $begin AND record.recorded_at <= $end
RETURN properties(record) AS row

// name: conflicts
// Conflicts of an account as last written, where that was recorded in a span of time.
// mode: read
// example: {"account_id": "a1", "begin": "2026-01-01T00:00:00.000000Z", "end": "2026-01-02T00:00:00.000000Z"}
MATCH (source:Person {account_id: $account_id})-[record:CONFLICTS_WITH]->(target:Person)
USING INDEX SEEK source:Person(account_id)
WHERE record.recorded_at >= $begin AND record.recorded_at <= $end
RETURN properties(record) AS row

// name: alliances
// Alliances of an account as last written, where that was recorded in a span of time.
// mode: read
// example: {"account_id": "a1", "begin": "2026-01-01T00:00:00.000000Z", "end": "2026-01-02T00:00:00.000000Z"}
MATCH (source:Person {account_id: $account_id})-[record:ALLIED_WITH]->(target:Person)
USING INDEX SEEK source:Person(account_id)
WHERE record.recorded_at >= $begin AND record.recorded_at <= $end
RETURN properties(record) AS row

// name: department_relations
// Department relations of an account as last written, where that was recorded in a span of time.
// mode: read
// example: {"account_id": "a1", "begin": "2026-01-01T00:00:00.000000Z", "end": "2026-01-02T00:00:00.000000Z"}
MATCH (source:Department {account_id: $account_id})-[record:RELATES_TO]->(target:Department)
USING INDEX SEEK source:Department(account_id)
WHERE record.recorded_at >= $begin AND record.recorded_at <= $end
RETURN properties(record) AS row

// name: stakes
// Stakes of an account as last written, where that was recorded in a span of time.
// mode: read
// example: {"account_id": "a1", "begin": "2026-01-01T00:00:00.000000Z", "end": "2026-01-02T00:00:00.000000Z"}
MATCH (source:Person {account_id: $account_id})-[record:STAKE]->(target:DecisionChain)
USING INDEX SEEK source:Person(account_id)
WHERE record.recorded_at >= $begin AND record.recorded_at <= $end
RETURN properties(record) AS row

// name: coverages
// Coverages of an account as last written, where that was recorded in a span of time.
// mode: read
// example: {"account_id": "a1", "begin": "2026-01-01T00:00:00.000000Z", "end": "2026-01-02T00:00:00.000000Z"}
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
WITH * WHERE record.recorded_at >= $begin AND record.recorded_at <= $end
RETURN properties(record) AS row

// name: competitor_ties
// Competitor ties of an account as last written, where that was recorded in a span of time.
// mode: read
// example: {"account_id": "a1", "begin": "2026-01-01T00:00:00.000000Z", "end": "2026-01-02T00:00:00.000000Z"}
MATCH (target:Person {account_id: $account_id})<-[record:KNOWS]-(source:Competitor)
USING INDEX SEEK target:Person(account_id)
WHERE record.recorded_at >= $begin AND record.recorded_at <= $end
RETURN properties(record) AS row
