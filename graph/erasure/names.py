"""Names of a person, and the places in texts where they stand."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

ERASED = "[erased]"

_EAST_ASIAN = r"\u3005\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
"""Scripts that are written without spaces: a name is found in the midst of other characters."""

_PART = re.compile(rf"[{_EAST_ASIAN}]+(?:[\s·][{_EAST_ASIAN}]+)*|[^{_EAST_ASIAN}]+")
_LETTER = rf"[^\W{_EAST_ASIAN}]"
_BETWEEN_DIGITS = r"[\s().\-/]*"
_SHORTEST_NUMBER = 5


def names_of(rows: Iterable[Mapping[str, Any]]) -> list[str]:
    """Return what a person is called and reached by in any of their rows, the longest first.

    A name in two scripts ("张伟 Zhang Wei") is each of its parts too. Names of one character are left out, and those of
    placeholders: "Head of IT" is a seat.

    Examples
    --------
    >>> names_of([{"name": "张伟 Zhang Wei", "mails": ["zw@example.com"]}])
    ['zw@example.com', '张伟 Zhang Wei', 'Zhang Wei', '张伟']
    """
    found = {text.strip() for row in rows for text in _names_of_row(row)}
    return sorted((text for text in found if len(text) > 1), key=lambda text: (-len(text), text))


def _names_of_row(row: Mapping[str, Any]) -> Iterator[str]:
    name = row.get("name")
    if name and row.get("kind") != "placeholder":
        yield name
        yield from (part.strip(" ()[]/,;·|-") for part in _PART.findall(name))
    yield from row.get("mails") or ()
    yield from row.get("phones") or ()
    messaging = row.get("messaging")
    yield from (one["id"] for one in (json.loads(messaging) if messaging else ()))


def pattern_of(names: Iterable[str]) -> re.Pattern[str] | None:
    """Return what finds any of the names in a text; None where there are none.

    Examples
    --------
    >>> found = pattern_of(["Ada Li", "李娜", "+49 30 1234"])
    >>> found.sub(ERASED, "ada  LI, 和李娜谈过, (+49) 301234; not Ada Lindt")
    '[erased], 和[erased]谈过, ([erased]; not Ada Lindt'
    """
    alternatives = [_pattern_of_name(name) for name in names]
    return re.compile("|".join(alternatives), re.IGNORECASE) if alternatives else None


def _pattern_of_name(name: str) -> str:
    digits = re.sub(r"\D", "", name)
    if len(digits) >= _SHORTEST_NUMBER and not re.search(r"[^\W\d_]|@", name):
        return rf"(?<!\d)\+?{_BETWEEN_DIGITS.join(digits)}(?!\d)"
    before = rf"(?<!{_LETTER})" if re.match(_LETTER, name[0]) else ""
    after = rf"(?!{_LETTER})" if re.match(_LETTER, name[-1]) else ""
    return before + r"\s+".join(map(re.escape, name.split())) + after
