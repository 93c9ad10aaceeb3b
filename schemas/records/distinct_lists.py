"""Lists in which nothing stands twice: ids, roles, choices."""

from collections.abc import Hashable
from typing import Annotated, TypeVar

from pydantic import AfterValidator, Field

from schemas.fields import Identifier
from schemas.messages.message import Message, misfit

Element = TypeVar("Element", bound=Hashable)

UNIQUE = {"uniqueItems": True}
"""The mark of such a list in its JSON schema."""


def distinct(values: list[Element]) -> list[Element]:
    """Return a list as it is.

    Raises
    ------
    PydanticCustomError
        When something stands twice in it; the message names the first.

    Examples
    --------
    >>> distinct(["p1", "p2"])
    ['p1', 'p2']
    """
    seen: set[Element] = set()
    for value in values:
        if value in seen:
            raise misfit(Message("values.distinct", value=str(value)))
        seen.add(value)
    return values


Identifiers = Annotated[list[Identifier], Field(max_length=500, json_schema_extra=UNIQUE), AfterValidator(distinct)]
"""Up to 500 ids, none of them twice."""

Participants = Annotated[
    list[Identifier], Field(min_length=1, max_length=500, json_schema_extra=UNIQUE), AfterValidator(distinct)
]
"""The same with at least one."""
