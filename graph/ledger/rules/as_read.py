"""Fields that the service makes, in a body that was read and is sent back: passed over where they are still so."""

from collections.abc import Mapping
from typing import Any

from graph.ledger.keys import Key
from graph.ledger.planned_records import PlannedRecords
from graph.ledger.rules.items import pointer_to
from graph.ledger.stored_form import wire_form
from schemas.errors import InvalidInput, Problem
from schemas.messages.message import Message
from schemas.writes import WriteItem

_NAMES = frozenset({"id", "account_id"})


def check_as_read(plan: PlannedRecords, item: WriteItem, key: Key) -> None:
    """Refuse fields that no caller writes, unless they say what is stored.

    Raises
    ------
    InvalidInput
        Names each one that differs; of a record that is not there yet only its ids can be as they are.
    """
    if not item.as_read:
        return
    row = plan.stored_state(key)
    names = {"id": key[1], "account_id": plan.ledger}
    stands = {**wire_form(item.resource, row), **_counted(plan, item)} if row is not None else names
    differing = [name for name, value in item.as_read.items() if stands.get(name) != value]
    if differing:
        problems = [Problem(pointer_to(f"/{name}"), _fault(name, row, stands)) for name in differing]
        raise InvalidInput(problems[0].detail, problems)


def _counted(plan: PlannedRecords, item: WriteItem) -> Mapping[str, Any]:
    return plan.counters if item.resource.scope == "self" else {}


def _fault(name: str, row: Mapping[str, Any] | None, stands: Mapping[str, Any]) -> Message:
    if row is None and name not in _NAMES:
        return Message("ledger.made_of_new", field=name)
    value = stands.get(name)
    return Message("ledger.made_empty", field=name) if value is None else _made(name, value)


def _made(name: str, value: object) -> Message:
    return Message("ledger.made", field=name, stands=str(value))
