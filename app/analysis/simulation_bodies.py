"""Bodies of simulations: each change is read by its kind, so that a fault is reported at its place."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from fastapi import Request
from pydantic import Field

from app.http.bodies import read_json
from app.messages.validation import validated
from schemas.analysis.simulations.change import MODELS, MOST_CHANGES, Change, PersonLeaves
from schemas.errors import InvalidInput, Problem
from schemas.fields import Identifier
from schemas.messages.message import Message


class AskedChanges(NamedTuple):
    """Changes to try out, and the chain whose numbers are wanted too; None of none.

    ``pointer`` leads to the chain in the body, None where the URL names it.
    """

    changes: tuple[Change, ...]
    chain: str | None
    pointer: str | None


class _OfChain(Change):
    changes: list[Any] = Field(max_length=MOST_CHANGES)


class _OfAccount(_OfChain):
    chain: Identifier | None = None


async def read_changes(request: Request, chain: str | None = None) -> AskedChanges:
    """Return the changes of a body; those of a chain, which the URL names, name none themselves.

    Raises
    ------
    InvalidInput
        With a pointer to each fault.
    """
    body = await read_json(request)
    shape = validated(_OfAccount if chain is None else _OfChain, body)
    changes, wrong = list[Change](), list[Problem]()
    for place, sent in enumerate(shape.changes):
        try:
            changes.append(_change(sent, f"/changes/{place}"))
        except InvalidInput as error:
            wrong.extend(error.problems)
    if wrong:
        detail = wrong[0].detail if len(wrong) == 1 else Message("requests.several_wrong", count=len(wrong))
        raise InvalidInput(detail, wrong)
    if chain is not None:
        return AskedChanges(tuple(changes), chain, None)
    return AskedChanges(tuple(changes), getattr(shape, "chain", None), "/chain")


def _change(sent: Any, pointer: str) -> Change:
    found: Any = _chosen(sent, "kind", MODELS, pointer)
    model: type[Change] = _chosen(sent, "edge", found, pointer) if isinstance(found, Mapping) else found
    return validated(model, sent, pointer)


def _chosen(sent: Any, field: str, models: Mapping[str, Any], pointer: str) -> Any:
    """Return the model of a change by one of its fields; what is not an object is left for any model to refuse."""
    if not isinstance(sent, dict):
        return PersonLeaves
    word = sent.get(field)
    if word is None:
        raise InvalidInput.at(f"{pointer}/{field}", Message("values.required", field=field))
    if not isinstance(word, str) or word not in models:
        raise InvalidInput.at(
            f"{pointer}/{field}", Message("values.tag", found=str(word)[:40], expected=sorted(models))
        )
    return models[word]
