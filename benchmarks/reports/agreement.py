"""Whether the plain report of an account says what ours does: each number, id and instant of each item of each list."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pydantic import BaseModel

from benchmarks.agreeing import near
from schemas.reports.snapshot import Snapshot

LISTS = ("contacts_due", "stale_beliefs", "structure", "leading_people")
WORDS = {"finding", "action", "topic"}
NOT_OF_GAPS = {*WORDS, "id", "muted", "scope", "chain", "opportunity"}
"""Fields of a gap that the plain way has not: sentences, our name of it, and what is the same of all it knows."""

Key = tuple[str, ...]


def check_report(snapshot: Snapshot, plain: Mapping[str, Any]) -> None:
    """Stop where the plain way gives something else; of gaps of one priority the order may differ."""
    for name in ("account_id", "date", "as_of", "people", "grade", "health", "components", "counts"):
        check(getattr(snapshot, name), plain[name], name)
    ours = {_key(gap.rule, gap.people): gap for gap in snapshot.gaps}
    theirs = {_key(gap["rule"], gap["people"]): gap for gap in plain["gaps"]}
    assert ours.keys() == theirs.keys(), ours.keys() ^ theirs.keys()
    for key, gap in ours.items():
        assert not gap.muted, key
        check_fields(gap, theirs[key], str(key), NOT_OF_GAPS)
    for gap, other in zip(snapshot.gaps, plain["gaps"], strict=True):
        check(gap.priority, other["priority"], "order of gaps")
    names = {gap.id: list(_key(gap.rule, gap.people)) for gap in snapshot.gaps}
    for name in LISTS:
        for one, other in zip(getattr(snapshot, name), plain[name], strict=True):
            check_fields(one, other, name, WORDS, names)
    assert not snapshot.open_deals


def check_fields(
    ours: BaseModel, plain: Mapping[str, Any], where: str, but: Iterable[str], names: Mapping[str, Any] | None = None
) -> None:
    """Stop where a field is missing or another; ids of gaps are looked up in ``names``."""
    fields = type(ours).model_fields.keys() - set(but)
    assert fields == plain.keys(), (where, fields ^ plain.keys())
    for name in fields:
        value = getattr(ours, name)
        if name == "facts":
            check_fields(value, plain[name], where, but, names)
        else:
            check(names.get(value, value) if names and name == "top_gap" else value, plain[name], f"{where}.{name}")


def check(ours: Any, plain: Any, where: str) -> None:
    """Stop where two values differ: numbers after nine digits."""
    if isinstance(ours, BaseModel):
        check_fields(ours, plain, where, ())
    elif isinstance(ours, float):
        assert near(ours, plain), (where, ours, plain)
    else:
        assert (list(ours) if isinstance(ours, tuple) else ours) == plain, (where, ours, plain)


def _key(rule: str, people: Sequence[str]) -> Key:
    return rule, *people
