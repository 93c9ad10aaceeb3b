"""One solid line, primary department, owner, active formal chain: judged at every instant, not on what is open."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import combinations

from graph.ledger.keys import Key, Violation
from graph.ledger.planned_records import PlannedRecords
from graph.ledger.record_rows import Lifetime
from graph.ledger.slots import Place, held, shared
from schemas.messages.message import Message
from schemas.registry import BY_KIND, RESOURCES

KINDS = frozenset(resource.kind for resource in RESOURCES if resource.slot)

SAID: Mapping[str, tuple[str, str]] = {
    "reporting_line": ("/manager", "solid_line"),
    "team_reporting_line": ("/manager", "solid_line"),
    "membership": ("/primary", "primary"),
    "coverage": ("/duty", "owner"),
    "chain": ("/status", "formal_chain"),
}
"""Kind -> the field that a refusal points to, and what the message calls the place."""


SECOND: Mapping[str, Callable[[str, str, str], Message]] = {
    "solid_line": lambda kind, whose, edge: Message("ledger.second_solid_line", kind=kind, id=whose, edge=edge),
    "primary": lambda kind, whose, edge: Message("ledger.second_primary", kind=kind, id=whose, edge=edge),
    "owner": lambda kind, whose, edge: Message("ledger.second_owner", kind=kind, id=whose, edge=edge),
    "formal_chain": lambda kind, whose, edge: Message("ledger.second_formal_chain", kind=kind, id=whose, edge=edge),
}
"""Place -> the refusal beside a record that holds it still."""

SECOND_UNTIL: Mapping[str, Callable[[str, str, str, str], Message]] = {
    "solid_line": lambda kind, whose, edge, until: Message(
        "ledger.second_solid_line_until", kind=kind, id=whose, edge=edge, until=until
    ),
    "primary": lambda kind, whose, edge, until: Message(
        "ledger.second_primary_until", kind=kind, id=whose, edge=edge, until=until
    ),
    "owner": lambda kind, whose, edge, until: Message(
        "ledger.second_owner_until", kind=kind, id=whose, edge=edge, until=until
    ),
    "formal_chain": lambda kind, whose, edge, until: Message(
        "ledger.second_formal_chain_until", kind=kind, id=whose, edge=edge, until=until
    ),
}
"""Place -> the refusal beside a record that held it until an instant."""


def violations(plan: PlannedRecords) -> Iterator[Violation]:
    """Yield the records touched by a plan that hold a place while another one does, as they did not before."""
    for place, keys in plan.holders().items():
        if len(keys) > 1 and not plan.touched_by.keys().isdisjoint(keys):
            yield from _of_place(plan, place, keys)


def _of_place(plan: PlannedRecords, place: Place, keys: Sequence[Key]) -> Iterator[Violation]:
    resource = BY_KIND[place[0]]
    now = {key: held(resource, plan.rows[key]) for key in keys}
    before = {key: held(resource, plan.stored_rows(key)) for key in keys}
    for pair in combinations(keys, 2):
        if plan.touched_by.keys().isdisjoint(pair):
            continue
        first, others = plan.surplus(pair)
        for other in others:
            stood = shared(before[first], before[other])
            added = [span for span in shared(now[first], now[other]) if not _lies_in(span, stood)]
            if added:
                yield other, SAID[place[0]][0], _refusal(place, first, now[first], added[0])


def _lies_in(span: Lifetime, others: Sequence[Lifetime]) -> bool:
    """Whether a span was shared before: what is stored may be older than this rule."""
    return any(shared([span], [other]) == [span] for other in others)


def _refusal(place: Place, holder: Key, spans: Sequence[Lifetime], added: Lifetime) -> Message:
    until = next(span[1] for span in spans if shared([span], [added]))
    subject, named = SAID[place[0]][1], (_whose(place), place[-1], holder[1])
    return SECOND[subject](*named) if until is None else SECOND_UNTIL[subject](*named, until)


def _whose(place: Place) -> str:
    """Return the kind of record whose place it is."""
    resource = BY_KIND[place[0]]
    named = {reference.path: reference.kind for reference in resource.references}
    named |= {end.field: end.kind for end in resource.ends}
    return (named.get(resource.slot.of[0]) if resource.slot else None) or place[1]
