"""Which kinds of records of a graph are asked for, and which of their fields."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated

from fastapi import Query

from app.exchange.account_records import NAMED_OF_BOOK
from app.http.shapes.names import names_asked
from schemas.registry import ACCOUNT_RESOURCES
from schemas.resource import Resource

OF_GRAPH: tuple[Resource, ...] = (*ACCOUNT_RESOURCES, *NAMED_OF_BOOK)
"""What a graph may hold, in its order."""

ALWAYS = frozenset({"id", "account_id"})
"""Fields that identify a record."""

Names = Annotated[str | None, Query(max_length=2000)]


@dataclass(frozen=True, slots=True)
class GraphChoice:
    """What is asked for of a graph.

    Attributes
    ----------
    kinds : frozenset of str
        Kinds of records.
    fields : frozenset of str or None
        Fields of each record, where its kind has them, and `ALWAYS`; None for all.
    """

    kinds: frozenset[str]
    fields: frozenset[str] | None = None

    @property
    def resources(self) -> list[Resource]:
        """Resources of the kinds, in the order of a graph."""
        return [resource for resource in OF_GRAPH if resource.kind in self.kinds]


async def graph_choice(
    include: Annotated[
        Names, Query(description="Kinds of records to return, separated by commas; default all.")
    ] = None,
    exclude: Annotated[Names, Query(description="Kinds of records to leave out.")] = None,
    fields: Annotated[Names, Query(description="Fields of the records to return; ids always are.")] = None,
) -> GraphChoice:
    """Return what is asked for of a graph.

    Raises
    ------
    InvalidInput
        When a kind is unknown, or a field that none of the kinds has.
    """
    known = [resource.kind for resource in OF_GRAPH]
    wanted = set(known) if include is None else names_asked("include", include, known)
    kinds = frozenset(wanted - (names_asked("exclude", exclude, known) if exclude is not None else set()))
    return GraphChoice(kinds, None if fields is None else _fields(fields, kinds))


def _fields(text: str, kinds: Iterable[str]) -> frozenset[str]:
    possible = {field: None for one in OF_GRAPH if one.kind in kinds for field in one.record.model_fields}
    return ALWAYS | names_asked("fields", text, possible)
