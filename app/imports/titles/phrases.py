"""Phrases: looked up in a row of words, the longest first."""

from collections.abc import Iterable, Iterator
from itertools import product
from typing import Generic, NamedTuple, TypeVar

from app.imports.titles.words import words_of

Said = TypeVar("Said")

_GAP = "\u2026"
_LONGEST_GAP = 4
_SHORTEST_REST = 2


class Found(NamedTuple, Generic[Said]):
    """A phrase in a row of words: from where to where, and what it says."""

    start: int
    end: int
    said: Said


class Phrases(Generic[Said]):
    """Phrases and what each says.

    ``a ... b`` has one to four words between; ``-b`` is the end of a longer word and ``a-`` its beginning. A whole word
    counts before a part of one.

    Examples
    --------
    >>> phrases = Phrases()
    >>> for phrase, said in {"chief ... officer": 1, "officer": 2, "-leiter": 3}.items():
    ...     phrases.add(phrase, said)
    >>> [list(phrases.find(words_of(title))) for title in ("Chief Data Officer", "Lagerleiter")]
    [[Found(start=0, end=3, said=1)], [Found(start=0, end=1, said=3)]]
    """

    def __init__(self) -> None:
        self.said: dict[tuple[str, ...], Said] = {}
        self._by_first: dict[str, list[tuple[str, ...]]] = {}
        self._starts: dict[str, Said] = {}
        self._ends: dict[str, Said] = {}

    def add(self, phrase: str, said: Said) -> None:
        """Add a phrase; one that is there already keeps what it says."""
        if phrase.startswith("-") or phrase.endswith("-"):
            part = "".join(words_of(phrase.strip("-")))
            (self._ends if phrase.startswith("-") else self._starts).setdefault(part, said)
            return
        words = tuple(words_of(phrase.replace("...", " gapgap "))) if "..." in phrase else tuple(words_of(phrase))
        words = tuple(_GAP if word == "gapgap" else word for word in words)
        if words and words not in self.said:
            self.said[words] = said
            others = self._by_first.setdefault(words[0], [])
            others.append(words)
            others.sort(key=len, reverse=True)

    def find(self, words: list[str]) -> Iterator[Found[Said]]:
        """Yield the phrases that stand in a row of words, from left to right, none within another."""
        start = 0
        while start < len(words):
            found = self._at(words, start)
            if found:
                yield found
            start = found.end if found else start + 1

    def _at(self, words: list[str], start: int) -> Found[Said] | None:
        for phrase in self._by_first.get(words[start], ()):
            end = _end_of(phrase, words, start)
            if end:
                return Found(start, end, self.said[phrase])
        said = self._part_of(words[start])
        return None if said is None else Found(start, start + 1, said)

    def _part_of(self, word: str) -> Said | None:
        """Return what the beginning or the end of a longer word says, the longest such part."""
        whole = len(word)
        for length in range(whole - _SHORTEST_REST, 1, -1):
            for known, part in ((self._starts, word[:length]), (self._ends, word[whole - length :])):
                if part in known:
                    return known[part]
        return None


def _end_of(phrase: tuple[str, ...], words: list[str], start: int) -> int:
    """Return where a phrase ends that begins at a place; 0 where it does not stand there."""
    if _GAP not in phrase:
        end = start + len(phrase)
        return end if tuple(words[start:end]) == phrase else 0
    gap = phrase.index(_GAP)
    before, after = phrase[:gap], phrase[gap + 1 :]
    if tuple(words[start : start + gap]) != before:
        return 0
    for length in range(1, _LONGEST_GAP + 1):
        place = start + gap + length
        if "," in words[start:place]:
            return 0
        if tuple(words[place : place + len(after)]) == after:
            return place + len(after)
    return 0


def forms_of(phrase: str, feminine: Iterable[tuple[str, str]], letters: Iterable[tuple[str, str]]) -> set[str]:
    """Return a phrase with its women's forms, and as it is written without letters of its language.

    Examples
    --------
    >>> sorted(forms_of("directeur général", [("teur", "trice"), ("al", "ale")], []))
    ['directeur general', 'directeur generale', 'directrice general', 'directrice generale']
    """
    plain = {phrase}
    for letter, other in letters:
        plain |= {one.replace(letter, other) for one in plain}
    forms: set[str] = set()
    for one in plain:
        words = " ".join(words_of(one)).split() if not one.startswith("-") else [one.strip("-")]
        mark = "-" if one.startswith("-") else ""
        if one.endswith("-") or "..." in one or any("\u3400" <= letter <= "\u9fff" for letter in one):
            forms.add(one)
            continue
        choices = [
            [word, *(word.removesuffix(his) + hers for his, hers in feminine if word.endswith(his))]
            for word in words[:4]
        ]
        forms |= {mark + " ".join([*chosen, *words[4:]]) for chosen in product(*choices)}
    return forms
