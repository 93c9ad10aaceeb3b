"""A cell that holds a number, taken apart: its figures, its minus, and what stands beside it."""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from app.imports.cells.dates import Unreadable
from app.imports.numbers.words import NOTHING, Beside, beside
from schemas.messages.message import Message

LONGEST = 100
"""Characters that a number has at most, with what stands beside it."""

SHOWN = 40
"""Characters of a cell that a reason shows."""

_FIGURES = re.compile(r"[0-9](?:.*[0-9])?", re.DOTALL)
_BARE_POINT = re.compile(r"(?:^|(?<=[^\w.,]))[.,]$")
"""A decimal sign before which nothing stands: ``.5``, but not that of ``Fr.5``."""

_WIDE = {0xFF01 + place: 0x21 + place for place in range(94)}
_SPACES = dict.fromkeys([0x09, 0xA0, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000], " ")
_APOSTROPHES = dict.fromkeys(map(ord, "’‘ʼ′´`"), "'")
_MINUS = dict.fromkeys(map(ord, "−–‐‑﹣"), "-")
_SAME = _WIDE | _SPACES | _APOSTROPHES | _MINUS | {0xFF07: "'"}


class Written(NamedTuple):
    """A number as it is written.

    Attributes
    ----------
    figures : str
        Digits (of ASCII) and the signs among them; an exponent, too.
    negative : bool
        By a minus at either end, or in parentheses, as book-keepers write it.
    places : int
        By how many places a multiple moves its decimal sign.
    currencies : frozenset of str
        What its currency may be; empty where none is said.
    """

    figures: str
    negative: bool = False
    places: int = 0
    currencies: frozenset[str] = frozenset()


def shown(text: str) -> str:
    """Return as much of a cell as a reason shows."""
    return text.strip()[:SHOWN]


def not_a_number(text: str) -> Unreadable:
    """Return the refusal of a cell in which no number is found."""
    return Unreadable(Message("imports.not_a_number", text=shown(text)))


@lru_cache(maxsize=4096)
def written(text: str) -> Written:
    """Return a number taken apart.

    Raises
    ------
    Unreadable
        When there are no figures, or something stands beside them that is not known.

    Examples
    --------
    >>> written("(€ 1.234,50)")
    Written(figures='1.234,50', negative=True, places=0, currencies=frozenset({'EUR'}))
    """
    plain = _plain(text)
    found = None if plain is None or len(plain) > LONGEST else _FIGURES.search(plain)
    if plain is None or found is None:
        raise not_a_number(text)
    figures, before, after = found[0], plain[: found.start()], plain[found.end() :]
    if bare := _BARE_POINT.search(before):
        figures, before = bare[0] + figures, before[: bare.start()]
    before, after, negative = _without_minus(text, before, after)
    first, second = _beside(text, before), _beside(text, after)
    if first.places:
        raise not_a_number(text)
    return Written(figures, negative, second.places, _agreed(text, first.currencies, second.currencies))


def _agreed(text: str, *said: frozenset[str]) -> frozenset[str]:
    """Return which currency is meant by the words that say one (``人民币 15 元``)."""
    named = [currencies for currencies in said if currencies]
    agreed = frozenset.intersection(*named) if named else frozenset()
    if named and not agreed:
        raise Unreadable(Message("imports.currencies_disagree", text=shown(text)))
    return agreed


def _plain(text: str) -> str | None:
    """Return a text with its signs as one keyboard has them and its digits in ASCII; None for digits of two scripts."""
    text = text.strip()
    if text.isascii():
        return text.translate(_SPACES)
    text = "".join(one for one in text.translate(_SAME) if unicodedata.category(one) != "Cf").strip()
    scripts = {ord(one) - unicodedata.decimal(one) for one in text if one.isdecimal()}
    if len(scripts) > 1:
        return None
    return "".join(str(unicodedata.decimal(one)) if one.isdecimal() else one for one in text)


def _without_minus(text: str, before: str, after: str) -> tuple[str, str, bool]:
    """Return what stands beside the figures without sign and parentheses, and whether these make it negative."""
    closed = before.count("(") == 1 and after.count(")") == 1
    if closed:
        before, after = before.replace("(", ""), after.replace(")", "")
    minus, plus = before.count("-") + after.count("-"), before.count("+")
    if closed + minus + plus > 1:
        raise not_a_number(text)
    before, after = before.replace("-", "").replace("+", ""), after.replace("-", "")
    return before.strip(), after.strip(), closed or minus == 1


def _beside(text: str, word: str) -> Beside:
    if not word:
        return NOTHING
    found = beside(word)
    if found is None:
        raise Unreadable(Message("imports.number_word", text=shown(text), word=shown(word)))
    if found.unclear:
        raise Unreadable(Message("imports.number_multiple_unclear", text=shown(text), word=shown(word)))
    return found
