"""The parts of a computed answer, and the fields of the rows of those that are lists."""

from collections.abc import Iterator
from functools import cache
from typing import Any, get_args, get_origin

from pydantic import BaseModel

from app.http.shapes.shape import REASONS, ROW_HEAD
from schemas.analysis.answer import Answer

HEAD = frozenset({*Answer.model_fields, REASONS, "next_cursor"})
"""Parts that say of what an answer was computed, why a number is null, and how it goes on: they always come."""


@cache
def answer_parts(model: type[BaseModel]) -> dict[str, frozenset[str]]:
    """Return the parts of an answer in their order, each with the fields of its rows; none where it is not a list.

    Examples
    --------
    >>> from schemas.analysis.network import NetworkAnalysis
    >>> parts = answer_parts(NetworkAnalysis)
    >>> "in_degree" in parts["people"], parts["account"]
    (True, frozenset())
    """
    return {
        field.serialization_alias or name: frozenset(_row_fields(field.annotation))
        for name, field in model.model_fields.items()
    }


def _row_fields(annotation: Any) -> Iterator[str]:
    if get_origin(annotation) in {list, tuple}:
        for model in _models(annotation):
            yield from (name for name in model.model_fields if name not in ROW_HEAD and name != REASONS)
    elif get_origin(annotation) is not dict:
        for choice in get_args(annotation):
            yield from _row_fields(choice)


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from _models(inner)
