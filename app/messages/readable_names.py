"""Readable names: what a terminal or a picture calls somebody whose name holds an id that a system made up."""

import re

from app.messages.sentences import Language, Sentences, sentences_in
from schemas.messages.message import Message

_UUID = r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
_SALESFORCE = r"00[A-Za-z0-9]{13}(?:[A-Za-z0-9]{3})?"
_MADE_UP = re.compile(rf"{_UUID}|(?=[A-Za-z]*\d)[A-Za-z0-9]{{15}}(?:[A-Za-z0-9]{{3}})?")
_USER = "Salesforce user "
_IN_TEXT = re.compile(rf"(?P<user>{_USER})?(?<![A-Za-z0-9-])(?:{_UUID}|{_SALESFORCE})(?![A-Za-z0-9-])")
"""An id within a text, with the words that imports of Salesforce put before the id of one of ours without a name."""


class ReadableNames:
    """Says ids within names and sentences as people would: somebody, with a number that tells them apart.

    Examples
    --------
    >>> called = ReadableNames("en")
    >>> called("Salesforce user 005Lk000000Zz01AAC"), called("Ada Brandt")
    ('a colleague whose name the export does not give (1)', 'Ada Brandt')
    >>> called("0198c2f4-5d1e-7c3a-9b44-2f6d1a7e8c90"), called("Salesforce user 005Lk000000Zz01AAC")
    ('somebody whose name is not recorded (2)', 'a colleague whose name the export does not give (1)')
    """

    def __init__(self, language: Language) -> None:
        self._say = Sentences("names", language).say
        self._sentence = sentences_in(language)
        self._numbers: dict[str, int] = {}

    def __call__(self, text: str) -> str:
        """Return a text without made-up ids."""
        return _IN_TEXT.sub(self._instead, text)

    def of_us(self, text: str) -> str:
        """Return a text without the names that imports made up for those of us whom an export does not name.

        Examples
        --------
        >>> ReadableNames("en").of_us("Ask Salesforce user 005Lk000000Zz01AAC about 006Lk000000Zz01AAC.")
        'Ask a colleague whose name the export does not give (1) about 006Lk000000Zz01AAC.'
        """
        if _USER not in text:  # nearly always, and of a report every sentence is asked
            return text
        return _IN_TEXT.sub(lambda found: self._instead(found) if found["user"] else found[0], text)

    def say(self, message: Message) -> str:
        """Return a message in words, without such names."""
        return self.of_us(self._sentence(message))

    def _instead(self, found: re.Match[str]) -> str:
        number = self._numbers.setdefault(found[0], len(self._numbers) + 1)
        return self._say("colleague" if found["user"] else "somebody", number=number)


def is_readable(identifier: str) -> bool:
    """Return whether an id says anything to a person: those that systems make up do not.

    Examples
    --------
    >>> [is_readable(one) for one in ("halden-pumps", "001Lk000000Qv7aAAC", "0198c2f4-5d1e-7c3a-9b44-2f6d1a7e8c90")]
    [True, False, False]
    """
    return _MADE_UP.fullmatch(identifier) is None
