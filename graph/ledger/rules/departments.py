"""No department is part of itself, by way of however many others."""

from collections.abc import Iterator

from graph.ledger.keys import Violation
from graph.ledger.planned_records import PlannedRecords
from schemas.messages.message import Message

KINDS = frozenset({"department"})


def violations(plan: PlannedRecords) -> Iterator[Violation]:
    """Yield the departments touched by a plan that would be part of themselves."""
    touched = [key for key in plan.touched_by if key[0] == "department"]
    part_of = {**plan.parts, **{key[1]: plan.latest(key).get("part_of") for key in touched}}
    for key in touched:
        above, seen = part_of.get(key[1]), set()
        while above is not None and above not in seen:
            if above == key[1]:
                yield key, "/part_of", Message("ledger.part_of_itself", department=key[1])
                break
            seen.add(above)
            above = part_of.get(above)
