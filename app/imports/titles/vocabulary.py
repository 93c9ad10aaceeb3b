"""The words of titles, read from data files, `schemas/titles`: one a language, and one of how words work together."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from app.imports.titles.phrases import Phrases, forms_of
from app.imports.titles.words import Rewriting

FOLDER = Path(__file__).parents[3] / "schemas" / "titles"

LANGUAGES = ("en", "de", "fr", "es", "zh")
"""The languages that are read, those first whose word counts where two have the same."""


class Rank(NamedTuple):
    """What a word does for the level: ``level`` holds one, ``body`` is held by one, others work on those beside them.

    ``level`` is empty where a phrase names none, though a part of it would.
    """

    what: str
    level: str = ""


class Trade(NamedTuple):
    """What a word says of the function, and under which name the department goes.

    ``yields``: whatever else a title names says more; ``tail``: it takes over from the function before it; ``head``:
    where its language puts the trade of two functions side by side.
    """

    function: str
    department: str
    yields: bool
    tail: bool
    head: str


@dataclass(frozen=True)
class Vocabulary:
    """All that titles are read with.

    Attributes
    ----------
    ranks, trades : Phrases
        Words of levels, and of functions.
    composition : mapping
        By what a word does (deputy, assistant_grade, assistant_to, junior), from level to level.
    rewritten : list
        How titles are written before they are read.
    """

    ranks: Phrases[Rank] = field(default_factory=Phrases)
    trades: Phrases[Trade] = field(default_factory=Phrases)
    composition: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    rewritten: list[Rewriting] = field(default_factory=list)


@cache
def vocabulary() -> Vocabulary:
    """Return the vocabulary of all languages; read once."""
    rules = language_file("composition")
    rewritten = [(re.compile(one["pattern"]), one["by"]) for one in rules.pop("rewritten")]
    found = Vocabulary(composition=rules, rewritten=rewritten)
    for language in LANGUAGES:
        words = language_file(language)
        for phrase, rank in ranks_of(words):
            _add(found.ranks, words, phrase, rank)
        for phrase, trade in trades_of(words):
            _add(found.trades, words, phrase, trade)
    return found


def language_file(name: str) -> dict[str, Any]:
    """Return what a data file holds."""
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


def ranks_of(words: Mapping[str, Any]) -> Iterator[tuple[str, Rank]]:
    """Yield the words of a language that speak of levels."""
    for level, phrases in words["levels"].items():
        yield from ((phrase, Rank("level", "" if level == "none" else level)) for phrase in phrases)
    for what, phrases in words["marks"].items():
        yield from ((phrase, Rank(what)) for phrase in phrases)
    for level, phrases in words["bodies"].items():
        yield from ((phrase, Rank("body", level)) for phrase in phrases)


def trades_of(words: Mapping[str, Any]) -> Iterator[tuple[str, Trade]]:
    """Yield the words of a language that speak of functions."""
    for group in words["functions"]:
        trade = Trade(
            group["function"],
            group.get("department", ""),
            group.get("yields", False),
            group.get("tail", True),
            words["head"],
        )
        yield from ((phrase, trade) for phrase in group["phrases"])


def _add(phrases: Phrases[Any], words: Mapping[str, Any], phrase: str, said: Rank | Trade) -> None:
    for form in [phrase, *sorted(forms_of(phrase, words.get("feminine", ()), words.get("letters", ())))]:
        phrases.add(form, said)
