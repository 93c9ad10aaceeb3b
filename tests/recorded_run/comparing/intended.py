"""Differences that are meant, each with its reason: a file of patterns."""

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from tests.recorded_run.comparing.differences import Difference


class Pattern(BaseModel):
    """Which differences are meant, and why; what is left out fits everything.

    Each but ``reason`` is a regular expression that is found in the text, as `re.search` does.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    reason: str
    asked: str = ""
    at: str = ""
    before: str = ""
    after: str = ""

    def fits(self, difference: Difference) -> bool:
        """Whether a difference is one of these."""
        texts = (difference.exchange.place, difference.at, difference.before, difference.after)
        patterns = (self.asked, self.at, self.before, self.after)
        return all(re.search(pattern, text) for pattern, text in zip(patterns, texts, strict=True))


class PatternFile(BaseModel):
    """What the file holds: a table ``[[intended]]`` for each pattern."""

    model_config = ConfigDict(extra="forbid")

    intended: list[Pattern] = []


def read_patterns(path: Path) -> list[Pattern]:
    """Return the patterns of a file."""
    return PatternFile.model_validate(tomllib.loads(path.read_text(encoding="utf-8"))).intended


class Intentions:
    """Separates what is meant from what is not.

    Attributes
    ----------
    counts : Counter
        How many differences each pattern fitted.
    """

    def __init__(self, patterns: Iterable[Pattern]) -> None:
        self._patterns = list(patterns)
        self.counts: Counter[Pattern] = Counter(dict.fromkeys(self._patterns, 0))

    def unintended(self, found: Iterable[Difference]) -> Iterator[Difference]:
        """Yield the differences that nobody meant; count the others."""
        for difference in found:
            pattern = next((each for each in self._patterns if each.fits(difference)), None)
            if pattern is None:
                yield difference
            else:
                self.counts[pattern] += 1
