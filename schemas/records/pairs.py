"""Pairs: the two people of a relation without direction, which is stored once."""

from typing import Annotated

from pydantic import AfterValidator, Field

from schemas.fields import Identifier
from schemas.messages.message import Message, misfit
from schemas.records.distinct_lists import UNIQUE
from schemas.resource import End


def _smaller_first(pair: list[Identifier]) -> list[Identifier]:
    """Return both people in the order of their ids, so that a relation is the same whoever is named first."""
    if pair[0] == pair[1]:
        raise misfit(Message("values.pair"))
    return sorted(pair)


Pair = Annotated[
    list[Identifier],
    Field(min_length=2, max_length=2, json_schema_extra=UNIQUE),
    AfterValidator(_smaller_first),
]
"""Two different people, the smaller id first."""

PAIR_ENDS = (End("people", "person", 0), End("people", "person", 1))
"""Ends of a relation whose field ``people`` is a `Pair`."""
