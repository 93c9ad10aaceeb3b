"""Heads: the lines at the top of a resource's file that fill the places of its shapes."""

import json
import re
from collections.abc import Iterable, Mapping

from cypher.statement import StatementError

FURTHER = "further"
"""Line of values that a new record of an example has beside those that find it; it may be absent."""

_LINE = re.compile(r"^// (\w+): (.+)$", re.MULTILINE)
_END = re.compile(r"(?P<kind>\w+) (?P<label>\w+) by (?P<field>[\w\[\]]+)")

_FILLED_BY = {
    **dict.fromkeys(("one", "many", "Many"), "prose"),
    **dict.fromkeys(("source_kind", "source_label"), "source"),
    **dict.fromkeys(("target_kind", "target_label"), "target"),
    "owners": "owner",
    "record": "example",
}
"""Place -> the line that fills it, where the two are not called the same."""

_FILLED_BY_THE_FILE = frozenset({"plural", "Plural"})


def head_of(file: str, text: str) -> dict[str, str]:
    r"""Return the lines of a head.

    Examples
    --------
    >>> head_of("people.cypher", "// shape: account_node\n// label: Person\n\n// name: get\nRETURN 1")
    {'shape': 'account_node', 'label': 'Person'}
    """
    return once(file, _LINE.findall(text.partition("// name:")[0]))


def once(file: str, pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return pairs by their names, and refuse a name that is there twice.

    Raises
    ------
    StatementError
    """
    found: dict[str, str] = {}
    for name, value in pairs:
        if name in found:
            raise StatementError(f"{file}: {name} is there twice")
        found[name] = value
    return found


def lines_for(places: Iterable[str]) -> set[str]:
    """Return the lines that fill places.

    Examples
    --------
    >>> sorted(lines_for(["label", "one", "many", "plural"]))
    ['label', 'prose']
    """
    return {_FILLED_BY.get(place, place) for place in places if place not in _FILLED_BY_THE_FILE}


def values_of(file: str, head: Mapping[str, str]) -> dict[str, str]:
    """Return what stands in each place, from the lines of a head and the name of its file.

    Raises
    ------
    StatementError
        When a line does not read as it must.
    """
    values = {**head, "plural": file.removesuffix(".cypher").replace("_", " ")}
    values["one"], values["many"] = _pair(file, head, "prose")
    values |= {name.capitalize(): values[name][:1].upper() + values[name][1:] for name in ("plural", "many")}
    if "owner" in head:
        values["owner"], values["owners"] = _pair(file, head, "owner")
    if "example" in head:
        values["example"] = _members(file, head, "example")
        values["record"] = ", ".join(filter(None, (values["example"], _members(file, head, FURTHER))))
    for end in {"source", "target"} & head.keys():
        values |= _end(file, head, end)
    return values


def _pair(file: str, head: Mapping[str, str], line: str) -> list[str]:
    """Return one and many of something, as a line names them."""
    words = head[line].split(", ")
    if len(words) != 2 or not all(words):
        raise StatementError(f"{file}: {line} must read '<one>, <many>'")
    return words


def _members(file: str, head: Mapping[str, str], line: str) -> str:
    """Return the members of a JSON object as they stand in another object; none where the line is absent."""
    try:
        found = json.loads(head.get(line, "{}"))
    except ValueError:
        found = None
    if not isinstance(found, dict) or (line in head and not found):
        raise StatementError(f"{file}: {line} must be a JSON object that is not empty")
    return json.dumps(found, ensure_ascii=False)[1:-1]


def _end(file: str, head: Mapping[str, str], end: str) -> dict[str, str]:
    found = _END.fullmatch(head[end])
    if found is None:
        raise StatementError(f"{file}: {end} must read '<kind> <Label> by <field>'")
    return {end: found["field"], f"{end}_kind": found["kind"], f"{end}_label": found["label"]}
