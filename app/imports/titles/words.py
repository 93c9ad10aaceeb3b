"""Titles as words: folded, forms for both sexes as one, a break between two posts as a comma."""

import re
import unicodedata
from collections.abc import Iterable

from schemas.names.folding import folded

BREAK = ","
"""Stands between two posts: "CFO, interim" and "CFO (interim)" are read alike."""

_HAN = "\u3400-\u9fff"
_WORD = re.compile(rf"[{_HAN}]|[^\W_{_HAN}]+|[&+]|[,;:/|()\[\]{{}}\u3001\u00b7\u2022\n]|(?<=\s)-+(?=\s)")
_DASH = re.compile(r"\s*[\u2013\u2014]\s*")

Rewriting = tuple[re.Pattern[str], str]
"""A pattern, and what stands for it."""


def words_of(title: str, rewritten: Iterable[Rewriting] = ()) -> list[str]:
    """Return the words of a title as they are looked up; each Chinese character is one.

    Examples
    --------
    >>> words_of("VP, Sales & R&D"), words_of("IT-Leiterin"), words_of("副总经理（生产）")
    (['vp', ',', 'sales', '&', 'r', '&', 'd'], ['it', 'leiterin'], ['副', '总', '经', '理', ',', '生', '产', ','])
    """
    title = unicodedata.normalize("NFKC", title)
    for pattern, by in rewritten:
        title = pattern.sub(by, title)
    found = _WORD.findall(folded(_DASH.sub(" - ", title)))
    return [word if word[0].isalnum() or word in "&+" else BREAK for word in found]


def is_han(word: str) -> bool:
    """Return whether a word is a Chinese character."""
    return "\u3400" <= word[0] <= "\u9fff"
