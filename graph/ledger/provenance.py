"""Who said what a record holds: of each property, the system whose files said it; nothing of what people wrote.

It is kept beside the state that it is about, so that a change which holds for a time only, or a correction, takes it
along. A property is said by whoever last made it what it is: who repeats what is stored already says nothing new.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from graph.ledger.record_rows import SAID_BY, STAMP, Row
from graph.ledger.stored_form import nested_text
from schemas.resource import NESTED, Resource


def said_by(row: Mapping[str, Any]) -> Mapping[str, str]:
    """Return the system that said each property of a stored row; what is not in it was said by a person.

    Entries of external ids and of custom fields stand for themselves, as ``extra/key``.

    Examples
    --------
    >>> said_by({"title": "CFO", "said_by": '{"salesforce":["title"]}'})
    {'title': 'salesforce'}
    """
    text = row.get(SAID_BY)
    return _read(text) if text else {}


@lru_cache(maxsize=1_000)
def _read(text: str) -> Mapping[str, str]:
    """Read the text of a row; those of one file are much the same."""
    sources: dict[str, list[str]] = json.loads(text)
    return {name: source for source, names in sources.items() for name in names}


def attributed(row: Mapping[str, Any], patch: Mapping[str, Any], source: str) -> Mapping[str, Any]:
    """Return a patch of a row that also says who said what it changes.

    Parameters
    ----------
    source : str
        The system that says it; empty for a person.

    Examples
    --------
    >>> attributed({"title": "CFO"}, {"title": "CEO"}, "salesforce")["said_by"]
    '{"salesforce":["title"]}'
    >>> attributed({"title": "CEO", "said_by": '{"salesforce":["title"]}'}, {"title": "Head"}, "")["said_by"] is None
    True
    """
    if not source and SAID_BY not in row:
        return patch
    changed = list(_changed(row, patch))
    if not changed:
        return patch
    said = dict(said_by(row))
    for name, value in changed:
        said.pop(name, None)
        if source and value is not None:
            said[name] = source
    return {**patch, SAID_BY: _text(said)}


def withdrawn(resource: Resource, row: Mapping[str, Any], names: Iterable[str], source: str) -> dict[str, Any]:
    """Return what clears the fields of a row that a system said and no longer says.

    Parameters
    ----------
    names : iterable of str
        Fields, or entries ``extra/key``.
    """
    said = said_by(row)
    cleared: dict[str, Any] = {}
    for name in names:
        if said.get(_stored_name(resource, name)) == source:
            field, _, entry = name.partition("/")
            if entry:
                cleared.setdefault(field, {})[entry] = None
            else:
                cleared.update(dict.fromkeys(resource.stored_names(field)))
    return cleared


def left_alone(resource: Resource, row: Mapping[str, Any], names: Iterable[str], source: str) -> tuple[str, ...]:
    """Return the fields that hold something which others said than the system that no longer says it."""
    said = said_by(row)
    return tuple(
        name
        for name in names
        if said.get(_stored_name(resource, name)) != source and _held(row, _stored_name(resource, name))
    )


def _stored_name(resource: Resource, name: str) -> str:
    return name if "/" in name else resource.stored_names(name)[-1]


def _held(row: Mapping[str, Any], name: str) -> bool:
    field, _, entry = name.partition("/")
    return row.get(field) is not None if not entry else entry in _entries(row.get(field))


def _changed(row: Mapping[str, Any], patch: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield what a patch makes otherwise, with its new value."""
    for name, value in patch.items():
        if name in NESTED:
            before, after = _entries(row.get(name)), _entries(value)
            for entry in sorted(before.keys() | after.keys()):
                if before.get(entry) != after.get(entry):
                    yield f"{name}/{entry}", after.get(entry)
        elif name not in STAMP and row.get(name) != value:
            yield name, value


def _entries(text: str | None) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(text) if text else {}
    return found


def _text(said: Mapping[str, str]) -> str | None:
    names: dict[str, list[str]] = {}
    for name, source in sorted(said.items()):
        names.setdefault(source, []).append(name)
    return nested_text(names) if names else None


def new_row(row: Row, source: str) -> Row:
    """Return the row of a new record with who said it; defaults that nobody sent count as said with it."""
    return {**row, SAID_BY: attributed({}, row, source)[SAID_BY]} if source else row
