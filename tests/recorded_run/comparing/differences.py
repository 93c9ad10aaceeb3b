"""What two recorded runs answer differently, each difference by its place."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Any

from tests.recorded_run.exchanges import Exchange
from tests.recorded_run.placeholders import NAMED

NOTHING = "(nothing)"
SHOWN = 160
"""Characters of a value that are shown, on either side of where the difference begins."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that differs.

    Attributes
    ----------
    exchange : Exchange
        What was asked; of the run before where both asked it.
    at : str
        ``status``, ``header etag``, ``body /items/0/name``, ``body line 3 /revision``, or ``exchange``.
    """

    exchange: Exchange
    at: str
    before: str
    after: str


class Renaming:
    """Whether texts are equal but for the numbers of their placeholders, the same throughout both runs.

    A value that only one run saw shifts the numbers of all that follow; what counts is which of them are the same.
    """

    def __init__(self) -> None:
        self._there: dict[tuple[str, str], str] = {}
        self._back: dict[tuple[str, str], str] = {}

    def is_equal(self, before: str, after: str) -> bool:
        """Whether two texts are the same; learns which placeholders stand for each other."""
        if NAMED.sub(_unnumbered, before) != NAMED.sub(_unnumbered, after):
            return False
        pairs = zip(NAMED.finditer(before), NAMED.finditer(after), strict=True)
        learned = [self._is_pair(one["kind"], one["number"], other["number"]) for one, other in pairs]
        return all(learned)

    def _is_pair(self, kind: str, before: str, after: str) -> bool:
        there = self._there.setdefault((kind, before), after)
        back = self._back.setdefault((kind, after), before)
        return (there, back) == (after, before)


def unnumbered(text: str) -> str:
    """Return a text whose placeholders have lost their numbers."""
    return NAMED.sub(_unnumbered, text)


def _unnumbered(match: Any) -> str:
    return f"<{match['kind']}{match['form']}>"


def differences(before: Sequence[Exchange], after: Sequence[Exchange]) -> Iterator[Difference]:
    """Yield all that two runs answer differently, in the order in which it was asked."""
    renaming = Renaming()
    for one, other in _paired(before, after):
        if other is None:
            yield Difference(one, "exchange", "asked", "never asked")
        elif one is None:
            yield Difference(other, "exchange", "never asked", "asked")
        else:
            yield from _of_pair(one, other, renaming)


def _paired(before: Sequence[Exchange], after: Sequence[Exchange]) -> Iterator[tuple[Any, Any]]:
    """Yield exchanges that asked the same; with None where only one run asked it."""
    asked, asked_then = ([unnumbered(exchange.place) for exchange in run] for run in (before, after))
    if asked == asked_then:
        yield from zip(before, after, strict=True)
        return
    for same, first, last, start, end in SequenceMatcher(None, asked, asked_then, autojunk=False).get_opcodes():
        if same == "equal":
            yield from zip(before[first:last], after[start:end], strict=True)
        else:
            yield from ((one, None) for one in before[first:last])
            yield from ((None, one) for one in after[start:end])


def _of_pair(one: Exchange, other: Exchange, renaming: Renaming) -> Iterator[Difference]:
    if one.status != other.status:
        yield Difference(one, "status", str(one.status), str(other.status))
    for name in sorted(one.headers.keys() | other.headers.keys()):
        before, after = one.headers.get(name, NOTHING), other.headers.get(name, NOTHING)
        if not renaming.is_equal(before, after):
            yield Difference(one, f"header {name}", before, after)
    if not renaming.is_equal(one.body, other.body):
        for at, before, after in _of_bodies(one.body, other.body, renaming):
            yield Difference(one, f"body{at}", before, after)


def _of_bodies(before: str, after: str, renaming: Renaming) -> Iterator[tuple[str, str, str]]:
    """Yield where two bodies differ: by pointer where they are JSON or lines of it, else where the text begins to."""
    found = list(_of_json(before, after, renaming)) or list(_of_lines(before, after, renaming))
    yield from found or [("", *_around(before, after))]


def _of_json(before: str, after: str, renaming: Renaming) -> Iterator[tuple[str, str, str]]:
    try:
        one, other = json.loads(before), json.loads(after)
    except ValueError:
        return
    for at, here, there in _of_values(one, other, "", renaming):
        yield f" {at}".rstrip(), *_short(here, there)


def _of_lines(before: str, after: str, renaming: Renaming) -> Iterator[tuple[str, str, str]]:
    lines = zip_longest(before.splitlines(), after.splitlines(), fillvalue=NOTHING)
    for number, (one, other) in enumerate(lines, 1):
        if renaming.is_equal(one, other):
            continue
        found = list(_of_json(one, other, renaming)) or [("", *_around(one, other))]
        yield from ((f" line {number}{at}", *values) for at, *values in found)  # type: ignore[misc]


def _of_values(one: Any, other: Any, at: str, renaming: Renaming) -> Iterator[tuple[str, str, str]]:
    if isinstance(one, dict) and isinstance(other, dict):
        for name in dict.fromkeys([*one, *other]):
            yield from _of_values(one.get(name, NOTHING), other.get(name, NOTHING), f"{at}/{name}", renaming)
        if one.keys() == other.keys() and list(one) != list(other):
            yield at, f"order {list(one)}", f"order {list(other)}"
    elif isinstance(one, list) and isinstance(other, list):
        for place, (here, there) in enumerate(zip_longest(one, other, fillvalue=NOTHING)):
            yield from _of_values(here, there, f"{at}/{place}", renaming)
    elif not renaming.is_equal(_text(one), _text(other)):
        yield at, _text(one), _text(other)


def _text(value: Any) -> str:
    return value if value is NOTHING else json.dumps(value, ensure_ascii=False)


def _short(before: str, after: str) -> tuple[str, str]:
    return _around(before, after) if max(len(before), len(after)) > 2 * SHOWN else (before, after)


def _around(before: str, after: str) -> tuple[str, str]:
    """Return two texts from shortly before the place where they begin to differ."""
    pairs = enumerate(zip(before, after, strict=False))
    start = next((place for place, (one, other) in pairs if one != other), min(len(before), len(after)))
    begin = max(0, start - SHOWN // 2)
    return before[begin : start + SHOWN], after[begin : start + SHOWN]


def lines_of(found: Iterable[Difference]) -> Iterator[str]:
    """Yield lines for people: each exchange once, below it what differs."""
    place = ""
    for difference in found:
        if place != difference.exchange.place:
            place = difference.exchange.place
            yield place
        yield f"    {difference.at}"
        yield f"      - {difference.before}"
        yield f"      + {difference.after}"
