"""Cells as values of our fields: flags and texts, none of them guessed."""

import re

from app.imports.cells.dates import Unreadable
from schemas.messages.message import Message
from schemas.names.folding import folded
from schemas.names.order import is_family_first

_TRUE = frozenset(
    [
        "true",
        "1",
        "yes",
        "y",
        "t",
        "x",
        "✓",
        "✔",
        "wahr",
        "ja",
        "j",
        "vrai",
        "oui",
        "verdadero",
        "si",
        "sim",
        "vero",
        "да",
        "是",
        "真",
        "对",
    ]
)
_FALSE = frozenset(
    ["false", "0", "no", "n", "f", "falsch", "nein", "faux", "non", "falso", "nao", "nei", "нет", "否", "假", "错"]
)
_CONTROL = re.compile(r"[\x00-\x1f\x7f\s]+")
_CONTROL_OF_PROSE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]+")


def flag_of(text: str) -> bool:
    """Return true or false, as words, digits and marks say it, those of spreadsheets in other languages too.

    Examples
    --------
    >>> [flag_of(text) for text in ("TRUE", "Oui", "Sí", "x", "WAHR", "1")]
    [True, True, True, True, True, True]
    >>> [flag_of(text) for text in ("否", "non", "Não", "0")]
    [False, False, False, False]
    """
    known = folded(text)
    if known in _TRUE:
        return True
    if known in _FALSE:
        return False
    raise Unreadable(Message("imports.not_a_flag", text=text[:40]))


def line_of(text: str) -> str | None:
    """Return a text as one line; None where nothing is left."""
    return _CONTROL.sub(" ", text).strip() or None


def prose_of(text: str) -> str | None:
    """Return a text of several lines; None where nothing is left."""
    return _CONTROL_OF_PROSE.sub(" ", text).strip() or None


def key_of(text: str) -> str | None:
    """Return a text as the key of a stage or field; None where none can be made.

    Examples
    --------
    >>> key_of("Proposal/Price Quote")
    'proposal_price_quote'
    """
    key = re.sub(r"[^a-z0-9]+", "_", text.casefold()).strip("_")
    return key[:64] if re.match(r"[a-z]", key) else None


def person_name(given: str | None, family: str | None) -> str | None:
    """Return a name as its owner writes it: family first, without a space, in Chinese, Japanese and Korean.

    Examples
    --------
    >>> person_name("Ada", "Byron"), person_name("伟", "张"), person_name("하늘", "최"), person_name("ひかり", "森")
    ('Ada Byron', '张伟', '최하늘', '森ひかり')
    >>> person_name("マイク", "スミス")
    'マイク スミス'
    """
    if given and family and is_family_first(given, family):
        return family + given
    return " ".join(part for part in (given, family) if part) or None
