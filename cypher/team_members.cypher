// shape: book_record
// label: TeamMember
// kind: team_member
// prose: team member, team members
// example: {"name": "Lin"}
