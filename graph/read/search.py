"""Search across accounts: records by their names, people by mail addresses and telephone numbers too."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from graph.engine.client import GraphClient
from schemas.names.search import name_pattern
from schemas.reads import Snapshot
from schemas.resource import Resource

LEAST_DIGITS = 4
"""A shorter part of a telephone number would find half of the book."""

_NUMBER = re.compile(r"[\d\s()+./-]+")


class Found(NamedTuple):
    """A record that a search found; of a record without a title it is None."""

    account_id: str
    id: str
    name: str | None
    title: str | None


class Search:
    """Finds records of all accounts."""

    def __init__(self, client: GraphClient) -> None:
        self._client = client

    async def page(
        self, resource: Resource, snapshot: Snapshot, words: Sequence[str], after: tuple[str, str], limit: int
    ) -> list[Found]:
        """Return the records of a kind that were there at a snapshot and have the words, in order of account and id.

        Parameters
        ----------
        resource : Resource
            A node of an account.
        words : sequence of str
            Each folded, as names are compared.
        after : tuple of str
            Account and id of the last record that was given; two empty texts: none.
        """
        rows = await self._client.read(
            f"{resource.plural}.search",
            as_of=snapshot.as_of,
            known_at=snapshot.known_at,
            words=[name_pattern(word) for word in words],
            digits=digits_pattern(" ".join(words)),
            after_account=after[0],
            after_id=after[1],
            limit=limit,
        )
        return [Found(*row) for row in rows]


def digits_pattern(text: str) -> str | None:
    """Return the pattern of telephone numbers that have the digits of a text; None of a text that is not a number.

    Examples
    --------
    >>> re.fullmatch(digits_pattern("(030) 1234"), "+49 030/123 45") is not None
    True
    >>> digits_pattern("room 3012"), digits_pattern("49")
    (None, None)
    """
    digits = re.sub(r"\D", "", text) if _NUMBER.fullmatch(text) else ""
    return rf"(?s).*{'[^0-9]*'.join(digits)}.*" if len(digits) >= LEAST_DIGITS else None
