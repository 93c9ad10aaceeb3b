"""Values of two people who are one: the survivor's own, and what it does not say from the other. Pure."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from graph.ledger.record_rows import Row
from graph.ledger.stored_form import unnested
from schemas.records.people import PEOPLE

FILLED = ("title", "seniority", "desired_rung", "identity")
"""Values that the survivor takes over where it has none: of state and kind (left, vacant, an outsider) its own hold."""

LISTS = {"mails": 20, "phones": 20, "messaging": 20, "tags": 50}
"""Lists that are joined, the survivor's entries first, with how many entries each may have."""

ENTRIES = ("external_ids", "extra")
"""Fields of which single entries are taken over."""


class MergedValues(NamedTuple):
    """The values of a survivor that change, and what becomes of those of the other.

    Attributes
    ----------
    patch : mapping
        What to write to the survivor.
    given_up : mapping
        Ids of other systems that the survivor takes over, by system: the other one lets go of them.
    moved, dropped : tuple of str
        Fields, ``extra/<key>`` and ``external_ids/<system>`` of single entries, in their order. Dropped is what the
        survivor says otherwise. An id of another system is never dropped: who was merged keeps it, and is led on from.
    """

    patch: Mapping[str, Any]
    given_up: Mapping[str, None]
    moved: tuple[str, ...]
    dropped: tuple[str, ...]


def merged_values(source: Row, target: Row) -> MergedValues:
    """Return what a survivor takes over of the values of another person.

    Parameters
    ----------
    source, target : dict
        Both as stored: who is merged, and who survives.
    """
    theirs, own = unnested(PEOPLE, source), unnested(PEOPLE, target)
    patch: dict[str, Any] = {}
    moved: list[str] = []
    dropped = [name for name in ("name",) if theirs.get(name) != own.get(name)]
    for name in FILLED:
        if theirs.get(name) is not None and theirs[name] != own.get(name):
            (moved if own.get(name) is None else dropped).append(name)
            patch |= {name: theirs[name]} if own.get(name) is None else {}
    for name, room in LISTS.items():
        joined = [*(own.get(name) or ()), *(one for one in theirs.get(name) or () if one not in (own.get(name) or ()))]
        if len(joined) > len(own.get(name) or ()):
            patch[name] = joined[:room]
            (moved if len(joined) <= room else dropped).append(name)
    for name in ENTRIES:
        taken = {key: value for key, value in (theirs.get(name) or {}).items() if key not in (own.get(name) or {})}
        patch |= {name: taken} if taken else {}
        moved += [f"{name}/{key}" for key in sorted(taken)]
        if name == "extra":
            otherwise = {
                key for key, value in (theirs.get(name) or {}).items() if (own.get(name) or {}).get(key) != value
            }
            dropped += [f"{name}/{key}" for key in sorted(otherwise - taken.keys())]
    given_up = dict.fromkeys(patch.get("external_ids", ()))
    return MergedValues(patch, given_up, tuple(moved), tuple(dropped))
