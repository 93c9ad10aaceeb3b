// name: key
// One mark a receiver and date.
// mode: schema
CREATE CONSTRAINT delivery_key IF NOT EXISTS FOR (delivery:Delivery) REQUIRE delivery.id IS UNIQUE

// name: due
// Marks by when there is something to do about them.
// mode: schema
CREATE INDEX delivery_due IF NOT EXISTS FOR (delivery:Delivery) ON (delivery.due_at)

// name: plan
// Keep marks that are not there yet; each row holds all their properties.
// mode: write
// example: {"rows": [{"id": "2026-07-01/lead", "receiver": "lead", "date": "2026-07-01", "token": "0a1b", "created_at": "2026-07-01T02:00:00.000000Z", "state": "waiting", "attempts": 0, "due_at": "2026-07-01T02:00:00.000000Z"}]}
UNWIND $rows AS row
MERGE (delivery:Delivery {id: row.id})
ON CREATE SET delivery = row

// name: lock
// Take a mark for a change, and return it as nobody else can change it meanwhile.
// mode: write
// example: {"id": "2026-07-01/lead", "lock": "t1"}
MATCH (delivery:Delivery {id: $id})
SET delivery.lock = $lock
RETURN properties(delivery) AS item

// name: change
// Set properties of a mark that was taken; null removes one.
// mode: write
// example: {"id": "2026-07-01/lead", "properties": {"state": "sent", "due_at": null}}
MATCH (delivery:Delivery {id: $id})
SET delivery += $properties
RETURN properties(delivery) AS item

// name: due_by
// Marks about which there is something to do by now, the longest due first.
// mode: read
// example: {"now": "2026-07-01T02:00:00.000000Z", "limit": 100}
MATCH (delivery:Delivery)
WHERE delivery.due_at <= $now
RETURN properties(delivery) AS item
ORDER BY delivery.due_at, delivery.id LIMIT $limit

// name: list
// Marks before a key, the newest date first, one page; only of a state or of a date where they are named.
// mode: read
// example: {"before": "~", "state": "", "date": "", "limit": 100}
MATCH (delivery:Delivery)
WHERE delivery.id < $before AND ($state = '' OR delivery.state = $state) AND ($date = '' OR delivery.date = $date)
RETURN properties(delivery) AS item
ORDER BY delivery.id DESC LIMIT $limit

// name: too_old
// Forget marks of before a date.
// mode: write
// example: {"before": "2025-07-01"}
MATCH (delivery:Delivery)
WHERE delivery.id < $before
DELETE delivery
