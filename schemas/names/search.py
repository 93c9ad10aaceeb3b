"""Names as they are searched: a pattern of each word that finds it however it is stored."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from itertools import chain
from typing import NamedTuple

from schemas.names.folding import folded

_BLOCKS = (
    range(0x0021, 0x3190),
    range(0x3190, 0x3400),
    range(0xA640, 0xAC00),
    range(0xF900, 0xFEFD),
    range(0xFF01, 0xFFEF),
    range(0x10400, 0x10450),
)
"""Where Unicode keeps characters that fold to others, but for rare symbols."""

_HALF_WIDTH = range(0xFF66, 0xFF9E)
_VOICED = ("\uff9e", "\uff9f")

_BETWEEN = (
    "[\u00ad\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u064b-\u0652\u0670"
    "\u200b-\u200f\u202a-\u202e\u2060-\u2064\u20d0-\u20ff\ufeff]*"
)
"""Marks that folding takes away, and what is not seen."""

_UNSPACED = re.compile(r"[\u3005\u3007\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\U00020000-\U0003ffff]")
"""Chinese, Japanese and Korean characters: whether a space stands between two does not matter."""


_LENGTHS = (5, 4, 3, 2)
"""How many letters one character may stand for."""

_LONGEST_RUN = 5
"""In how many letters all ways to write them are tried; in longer runs, such as of ``f``, in each five of them."""


class _Forms(NamedTuple):
    """How letters are stored: by one letter what folds to it, by several letters those that are written as one."""

    single: Mapping[str, str]
    several: Mapping[str, list[str]]


@lru_cache(maxsize=2_000)
def name_pattern(word: str) -> str:
    """Return the regular expression that matches every name in which a folded word stands.

    Parameters
    ----------
    word : str
        As `folded` writes it, without spaces.

    Examples
    --------
    >>> [bool(re.fullmatch(name_pattern("wojcik"), name)) for name in ("Łukasz WÓJCIK", "Wojcicki")]
    [True, False]
    >>> bool(re.fullmatch(name_pattern("strasse"), "Große Straße 1")), bool(re.fullmatch(name_pattern("kaer"), "Kær"))
    (True, True)
    """
    return f"(?s).*{''.join(_pieces(word))}.*"


def _pieces(word: str) -> Iterator[str]:
    place = 0
    while place < len(word):
        end = _end_of_run(word, place)
        ways = ["".join(_part(word, start, stop) for start, stop in way) for way in _ways(word, place, end)]
        yield ways[0] if len(ways) == 1 else f"(?:{'|'.join(ways)})"
        place = end


def _end_of_run(word: str, place: int) -> int:
    """Return where the run of letters ends that one character each may stand for in part, as in ``kae``: kA, æ."""
    end, start = place + 1, place
    while start < end < place + _LONGEST_RUN:
        end = max([end, *(start + size for size in _LENGTHS if _is_one(word, start, start + size))])
        start += 1
    return min(end, place + _LONGEST_RUN)


def _ways(word: str, place: int, end: int) -> Iterator[tuple[tuple[int, int], ...]]:
    """Yield every way to write some letters, by one character each or by one for several of them."""
    if place == end:
        yield ()
    for stop in range(place + 1, end + 1):
        if stop == place + 1 or _is_one(word, place, stop):
            for rest in _ways(word, stop, end):
                yield (place, stop), *rest


def _is_one(word: str, start: int, stop: int) -> bool:
    return stop <= len(word) and word[start:stop] in _forms().several


def _part(word: str, start: int, stop: int) -> str:
    if stop == start + 1:
        return _letter(word[start], start == 0, stop == len(word))
    return f"(?:{'|'.join(map(re.escape, _forms().several[word[start:stop]]))}){_BETWEEN}"


def _letter(letter: str, first: bool, last: bool) -> str:
    """Return what a letter may be stored as; the first and the last of a word may be part of a longer one."""
    forms = _forms()
    plain = [letter, letter.upper(), *forms.single.get(letter, "")]
    others = [one for letters, ones in forms.several.items() for one in ones if _is_edge(letter, letters, first, last)]
    voiced = [one for one in forms.several.get(letter, ()) if len(one) > 1]
    characters = "".join(dict.fromkeys(re.escape(one) for one in chain(plain, others) if len(one) == 1))
    spelled = f"(?:[{characters}]|{'|'.join(voiced)})" if voiced else f"[{characters}]"
    return spelled + _BETWEEN + (r"\s?" if _UNSPACED.match(letter) and not last else "")


def _is_edge(letter: str, letters: str, first: bool, last: bool) -> bool:
    if len(letters) == 1:
        return False
    if first and last:
        return letter in letters
    return (first and letters.endswith(letter)) or (last and letters.startswith(letter))


@cache
def _forms() -> _Forms:
    """Return what folds to what; made at the first search, some 50 ms."""
    single: dict[str, str] = defaultdict(str)
    several: dict[str, list[str]] = defaultdict(list)
    for code in chain.from_iterable(_BLOCKS):
        letter = chr(code)
        plain = folded(letter)
        if plain == letter or not plain:
            continue
        if len(plain) == 1:
            single[plain] += letter
        elif " " not in plain:
            several[plain].append(letter)
    for code in _HALF_WIDTH:
        for mark in _VOICED:
            plain = folded(chr(code) + mark)
            if len(plain) == 1:
                several[plain].append(chr(code) + mark)
    return _Forms(single, several)
