"""Ids from what tables hold: kept where they are ids already, made the same way each time where they are not."""

import hashlib
import re
import unicodedata
from functools import lru_cache
from typing import Literal

IdForm = Literal["plain", "salesforce", "name"]
"""How the ids of a table are written: as they are, as Salesforce writes them, or as names."""

_LEGAL = re.compile(r"[A-Za-z0-9._:~-]{1,128}")
_SALESFORCE = re.compile(r"[A-Za-z0-9]{15}(?:[A-Z0-5]{3})?", re.IGNORECASE)
_CHECK_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"
_LONGEST_READABLE = 80


class MadeId(str):
    """An id that was made from a text which is none itself, and remembers it."""

    __slots__ = ("form", "text")

    form: "IdForm"
    text: str

    @classmethod
    def of(cls, made: str, text: str, form: "IdForm") -> "MadeId":
        """Return an id with what it was made from."""
        found = cls(made)
        found.text, found.form = text, form
        return found


def made_id(text: str, form: IdForm) -> str:
    """Return the id that a cell stands for.

    Parameters
    ----------
    form : {"plain", "salesforce", "name"}
        `plain` keeps what is an id of ours; `salesforce` completes 15 characters to 18; `name` lets case, width and
        spaces of a name not matter.

    Examples
    --------
    >>> made_id("0035g00000ABCDE", "salesforce")
    '0035g00000ABCDEAA5'
    >>> made_id("Acme  Corporation", "name") == made_id("ACME Corporation", "name")
    True
    """
    if form == "name":
        return MadeId.of(name_id(text), text, form)
    if form == "salesforce" and len(text) == 15 and _SALESFORCE.fullmatch(text):
        return salesforce_id(text)
    if _LEGAL.fullmatch(text) and text not in {".", ".."}:
        return text
    return MadeId.of(_readable_id(text, text), text, form)


@lru_cache(maxsize=20_000)
def name_id(text: str) -> str:
    """Return the id of what is known by its name only.

    Examples
    --------
    >>> name_id("Acme Corporation")
    'acme-corporation'
    >>> name_id("采购部")
    '~3e9d4c4d'
    """
    name = " ".join(unicodedata.normalize("NFKC", text).casefold().split())
    plain = name.replace(" ", "-")
    if re.fullmatch(r"[a-z0-9]+(?: [a-z0-9]+)*", name) and len(plain) <= _LONGEST_READABLE:
        return plain
    return _readable_id(name, name)


@lru_cache(maxsize=20_000)
def salesforce_id(text: str) -> str:
    """Return the 18 characters of a Salesforce id of 15: three that show where its capitals are.

    Examples
    --------
    >>> salesforce_id("001D000000IRFma")
    '001D000000IRFmaIAH'
    """
    parts = (text[start : start + 5] for start in (0, 5, 10))
    marks = (sum(1 << place for place, letter in enumerate(part) if letter.isupper()) for part in parts)
    return text + "".join(_CHECK_LETTERS[mark] for mark in marks)


def is_of_eighteen(text: str) -> bool:
    """Whether a text has the form of a Salesforce id with its three letters of check."""
    return len(text) == 18 and _SALESFORCE.fullmatch(text) is not None


def is_standard(text: str) -> bool:
    """Whether a Salesforce id is of a kind that every organisation has (001 accounts, 003 contacts), with letters.

    Examples
    --------
    >>> is_standard("001ab000000cd1eaac"), is_standard("000000000000000001")
    (True, False)
    """
    return text.startswith("0") and not text[:15].isdigit()


def with_capitals(text: str) -> str | None:
    """Return a Salesforce id of 18 characters with the capitals that its last three encode; None where it is not one.

    Examples
    --------
    >>> with_capitals("001d000000irfmaiah"), with_capitals("001D000000IRFmaIAH"), with_capitals("Acme")
    ('001D000000IRFmaIAH', '001D000000IRFmaIAH', None)
    """
    if not is_of_eighteen(text):
        return None
    marks = [_CHECK_LETTERS.index(letter) for letter in text[15:].upper()]
    letters = [
        letter.upper() if marks[place // 5] >> place % 5 & 1 else letter.lower()
        for place, letter in enumerate(text[:15])
    ]
    restored = "".join(letters)
    return restored + text[15:].upper() if salesforce_id(restored)[15:] == text[15:].upper() else None


def _readable_id(text: str, whole: str) -> str:
    """Return what of a text an id may hold, and a digest of all of it, so that different texts stay different."""
    slug = re.sub(r"[^A-Za-z0-9]+", "-", text).strip("-")[:_LONGEST_READABLE]
    return f"{slug}~{hashlib.sha256(whole.encode()).hexdigest()[:8]}"
