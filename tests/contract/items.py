"""Items of a write, as tests say them."""

from dataclasses import replace
from typing import Any

from schemas.registry import BY_KIND
from schemas.writes import BOOK, WriteItem


def item(
    kind: str,
    record_id: str | None = None,
    /,
    *,
    at: str | None = None,
    until: str | None = None,
    correction: bool = False,
    expects: Any = "any",
    ledger: str = BOOK,
    **data: Any,
) -> WriteItem:
    """Return an item that creates or changes a record; its fields are validated as those of a request are."""
    resource = BY_KIND[kind]
    sent = resource.fields.model_validate(data).model_dump(exclude_unset=True)
    return WriteItem(
        resource,
        ledger,
        record_id,
        sent,
        effective_at=at,
        effective_until=until,
        correction=correction,
        expects=expects,
    )


def person(record_id: str | None = None, **fields: Any) -> WriteItem:
    """Return a person; the name is the id when none is given."""
    return item("person", record_id, **{"name": record_id, **fields})


def department(record_id: str | None = None, **fields: Any) -> WriteItem:
    """Return a department; the name is the id when none is given."""
    return item("department", record_id, **{"name": record_id, **fields})


def membership(who: str, where: str, record_id: str | None = None, **fields: Any) -> WriteItem:
    """Return a membership of a person in a department."""
    return item("membership", record_id, person=who, department=where, **fields)


def line(who: str, manager: str, record_id: str | None = None, **fields: Any) -> WriteItem:
    """Return a reporting line, solid when not said otherwise."""
    return item("reporting_line", record_id, person=who, manager=manager, **fields)


def influence(source: str, target: str, record_id: str | None = None, **fields: Any) -> WriteItem:
    """Return an influence of one person on another."""
    return item("influence", record_id, source=source, target=target, **fields)


def patch(kind: str, record_id: str, **fields: Any) -> WriteItem:
    """Return a change of just these fields of a record that exists."""
    return item(kind, record_id, expects="present", **fields)


def end(kind: str, record_id: str | None, at: str | None = None, **fields: Any) -> WriteItem:
    """Return the end of a record."""
    return replace(item(kind, record_id, at=at, **fields), action="end")


def people(*ids: str) -> list[WriteItem]:
    """Return several people."""
    return [person(one) for one in ids]


def sound_and_refused() -> tuple[list[WriteItem], list[str]]:
    """Return items of which four are sound and three are not, and what becomes of each where the unsound are skipped.

    An influence on nobody, a line that closes a circle and a person without a name are refused.
    """
    expected = {
        "created": [*people("p1", "p2"), line("p1", "p2"), influence("p2", "p1")],
        "refused": [influence("p1", "ghost"), line("p2", "p1"), person("p3", name=None)],
    }
    outcomes = ["created", "created", "refused", "created", "refused", "refused", "created"]
    return [expected[outcome].pop(0) for outcome in outcomes], outcomes
