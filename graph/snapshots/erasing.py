"""What an erasure takes from a snapshot: entries about the erased, and their names from the sentences left. Pure."""

import re
from collections.abc import Mapping, Sequence, Set
from typing import Any

from graph.ledger.keys import Key

_PEOPLE = ("people", "person")
_SINGLE: Mapping[str, str] = {"chain": "chain", "opportunity": "opportunity"}
_NAMED: Mapping[str, tuple[str, str | None]] = {
    "member": ("team_member", "member_name"),
    "owner": ("team_member", "owner_name"),
    "manager": ("person", None),
}
"""Fields that an entry can stand without: the kind they name, and the field that holds the name of the same."""

_TEXTS = frozenset({"finding", "action", "topic", "title", "name", "chain_name", "next_step"})


def without(
    content: Mapping[str, Any], gone: Set[Key], names: re.Pattern[str] | None, instead: str
) -> dict[str, Any] | None:
    """Return a snapshot without the erased; None where nothing of it speaks of them.

    An entry about an erased person, chain or deal goes. A member of ours who was erased is left out of the entries that
    name them, which stay. Numbers stay as they were: they say of nobody who it was.

    Parameters
    ----------
    content : mapping
        A snapshot as JSON has it.
    gone : set
        Kind and id of all that was erased.
    names : pattern or None
        Finds what they were called in a sentence.
    instead : str
        Stands where a name stood.
    """
    lists = {
        name: [_cleaned(one, gone, names, instead) for one in value if not _is_about(one, gone)]
        for name, value in content.items()
        if isinstance(value, list) and name != "members"
    }
    members = [one for one in content.get("members", ()) if ("team_member", one) not in gone]
    changed = {**_unnamed(content, gone), **lists, "members": members}
    return None if changed == content else changed


def _is_about(entry: Mapping[str, Any], gone: Set[Key]) -> bool:
    people = {("person", one) for name in _PEOPLE for one in _listed(entry.get(name))}
    single = {(kind, entry.get(name)) for name, kind in _SINGLE.items()}
    return not gone.isdisjoint(people | single)


def _listed(value: Any) -> Sequence[str]:
    return [value] if isinstance(value, str) else value or []


def _unnamed(entry: Mapping[str, Any], gone: Set[Key]) -> dict[str, Any]:
    """Return an entry that names nobody erased in a field that it can stand without."""
    lost = [name for name, (kind, _) in _NAMED.items() if (kind, entry.get(name)) in gone]
    cleared = {each for name in lost for each in (name, _NAMED[name][1])}
    return {name: None if name in cleared else value for name, value in entry.items()}


def _cleaned(entry: Mapping[str, Any], gone: Set[Key], names: re.Pattern[str] | None, instead: str) -> dict[str, Any]:
    own = _unnamed(entry, gone)
    return own if names is None else {name: _said(name, value, names, instead) for name, value in own.items()}


def _said(name: str, value: Any, names: re.Pattern[str], instead: str, inside: bool = False) -> Any:
    """Return a value with every name in its sentences replaced; ids and names of others stay."""
    if isinstance(value, str):
        return names.sub(instead, value) if inside or name in _TEXTS else value
    if isinstance(value, Mapping):
        return {key: _said(key, one, names, instead, inside or name in _TEXTS) for key, one in value.items()}
    return value
