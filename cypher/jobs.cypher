// name: key
// Jobs are found by their id.
// mode: schema
CREATE CONSTRAINT job_key IF NOT EXISTS FOR (job:Job) REQUIRE job.id IS UNIQUE

// name: state
// Jobs by state: those that wait, and those that run.
// mode: schema
CREATE INDEX job_state IF NOT EXISTS FOR (job:Job) ON (job.state)

// name: create
// Keep new jobs; each row holds all their properties.
// mode: write
// example: {"rows": [{"id": "j1", "kind": "import", "state": "queued", "author": "keeper", "created_at": "2026-01-01T00:00:00.000000Z", "version": 1}]}
UNWIND $rows AS row
CREATE (job:Job)
SET job = row

// name: get
// One job.
// mode: read
// example: {"id": "j1"}
MATCH (job:Job {id: $id})
RETURN properties(job) AS item

// name: list
// Jobs before an id, the newest first, one page; only of a state and of a kind where they are named.
// mode: read
// example: {"before": "~", "state": "", "kind": "", "limit": 2}
MATCH (job:Job)
WHERE job.id < $before AND ($state = '' OR job.state = $state) AND ($kind = '' OR job.kind = $kind)
RETURN properties(job) AS item
ORDER BY job.id DESC LIMIT $limit

// name: count_states
// How many jobs there are in each of these states; one without a job is missing.
// mode: read
// example: {"states": ["queued", "running"]}
UNWIND $states AS state
MATCH (job:Job)
WHERE job.state = state
RETURN state, count(job) AS jobs
ORDER BY state

// name: in_state
// All jobs in a state, the oldest first.
// mode: read
// example: {"state": "queued"}
MATCH (job:Job)
WHERE job.state = $state
RETURN properties(job) AS item
ORDER BY job.id

// name: lock
// Take a job for a change, and return it as nobody else can change it meanwhile.
// mode: write
// example: {"id": "j1", "token": "t1"}
MATCH (job:Job {id: $id})
SET job.lock = $token
RETURN properties(job) AS item

// name: change
// Set properties of a job that was taken; null removes one.
// mode: write
// example: {"id": "j1", "properties": {"state": "running", "version": 2, "ended_at": null}}
MATCH (job:Job {id: $id})
SET job += $properties
RETURN properties(job) AS item
