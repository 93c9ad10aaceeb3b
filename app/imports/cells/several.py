"""Several values in one cell: cut at a stated sign, and noticed where no sign is stated."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from app.imports.cells.dates import Unreadable
from app.imports.cells.values import line_of
from app.writing.places import fault_at
from schemas.messages.message import Message

SIGNS = (";", "；", "|", "\n", ",", "，", "、", "/")
"""Signs that people and systems put between values, those first that stand in no value."""

_PLAIN_SIGNS = frozenset(";；|\n")

_FIELDS_OF_ADDRESSES = frozenset({"mail", "mails"})

SHOWN = 80
"""Characters of a cell that a refusal shows."""

_ADDRESS = re.compile(r"[^\s@;,|<>()/]+@[^\s@;,|<>()/]+")


def parts_of(text: str, sign: str) -> list[str]:
    """Return the values of a cell, without blanks around them and without empty ones.

    Examples
    --------
    >>> parts_of("a@example.com; b@example.com;", ";")
    ['a@example.com', 'b@example.com']
    """
    return [part for one in text.split(sign) if (part := line_of(one))]


def sign_between(text: str, is_known: Callable[[str], bool]) -> str | None:
    """Return the sign between known values that a text clearly holds; None where it is one value.

    At signs that stand in no value one known part is enough; at a comma or stroke all parts must be known.

    Examples
    --------
    >>> known = {"a", "b"}.__contains__
    >>> sign_between("a;b", known), sign_between("a;x", known), sign_between("a,x", known), sign_between("x;y", known)
    (';', ';', None, None)
    """
    for sign in SIGNS:
        parts = parts_of(text, sign) if sign in text else []
        enough = any if sign in _PLAIN_SIGNS else all
        if len(parts) > 1 and enough(map(is_known, parts)):
            return sign
    return None


def check_addresses(data: Mapping[str, Any]) -> None:
    """Refuse fields of mail addresses of which one holds several.

    Raises
    ------
    Unreadable
        With the field and what it holds.
    """
    for name in _FIELDS_OF_ADDRESSES & data.keys():
        values = data[name] if isinstance(data[name], list) else [data[name]]
        for text in values:
            if holds_several_addresses(text):
                raise Unreadable(fault_at(name, Message("imports.several_addresses", text=text[:SHOWN])))


def holds_several_addresses(text: str) -> bool:
    """Return whether a text holds more than one mail address.

    Examples
    --------
    >>> [holds_several_addresses(text) for text in ("a@b.c; d@e.f", "a@b.c d@e.f", "Ada <a@b.c>", "@ada")]
    [True, True, False, False]
    """
    return text.count("@") > 1 and len(_ADDRESS.findall(text)) > 1
