"""The types of our fields: found in their schemas and in what is declared, so that a mapping need not say them."""

import types
import typing
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Annotated, Any, Literal, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from graph.ledger.rules.custom_fields import choices_of
from schemas.fields import EXTERNAL, MONEY, TELEPHONE, FieldKey, Identifier, Meaning, Prose, Transcript, Words
from schemas.instants import Instant
from schemas.messages.message import Message
from schemas.resource import Resource

Form = Literal[
    "id",
    "instant",
    "key",
    "number",
    "money",
    "whole",
    "number_or_line",
    "whole_or_line",
    "flag",
    "line",
    "telephone",
    "external",
    "prose",
    "choice",
    "list",
    "object",
    "table",
]

_TEXTS: tuple[tuple[Any, Form], ...] = (
    (Identifier, "id"),
    (Instant, "instant"),
    (FieldKey, "key"),
    (Prose, "prose"),
    (Transcript, "prose"),
    (Words, "prose"),
)


_OF_SEVERAL: dict[tuple[Any, ...], Form] = {(float, str): "number_or_line", (int, str): "whole_or_line"}
"""How fields are read that take values of several types; others are text until a declaration says more."""

_MEANINGS: dict[Any, Form] = {MONEY: "money", TELEPHONE: "telephone", EXTERNAL: "external"}


@dataclass(frozen=True)
class FieldType:
    """The values that a field takes.

    Attributes
    ----------
    inner : FieldType or None
        Of a list: what it holds; of a table: its values.
    choices : tuple
        Of a choice: the values there are.
    model : type of BaseModel or None
        Of an object: its fields.
    entries : mapping
        Of a table: the types of the entries that are known by name.
    """

    form: Form
    inner: "FieldType | None" = None
    choices: tuple[Any, ...] = ()
    model: type[BaseModel] | None = None
    entries: Mapping[str, "FieldType"] = field(default_factory=dict)


ID, LINE = FieldType("id"), FieldType("line")

CustomTypes = Mapping[str, Mapping[str, FieldType]]
"""Kind of record -> key -> what a custom field takes."""

NO_TYPES: CustomTypes = {}
"""Where the declarations are not at hand."""

_DECLARED: Mapping[str, Form] = {
    "text": "line",
    "number": "number",
    "flag": "flag",
    "date": "instant",
    "choice": "choice",
}


@cache
def field_types(model: type[BaseModel]) -> dict[str, FieldType]:
    """Return the type of each field of a model."""
    return {name: _type_of(info.annotation, list(info.metadata)) for name, info in model.model_fields.items()}


def custom_types(declarations: Iterable[Mapping[str, Any]]) -> CustomTypes:
    """Return what the declared fields of each kind of record take.

    Parameters
    ----------
    declarations : iterable of dict
        As stored.

    Examples
    --------
    >>> found = custom_types([{"record_kind": "person", "key": "badge", "type": "number"}])
    >>> found["person"]["badge"].form
    'number'
    """
    found: dict[str, dict[str, FieldType]] = {}
    for one in declarations:
        choices = tuple(choices_of(one)) if one["type"] == "choice" else ()
        found.setdefault(one["record_kind"], {})[one["key"]] = FieldType(_DECLARED[one["type"]], choices=choices)
    return found


def types_of(resource: Resource, custom: CustomTypes) -> dict[str, FieldType]:
    """Return the type of each field of a kind of record, and of the entries of `extra`."""
    types = field_types(resource.fields)
    entries = custom.get(resource.kind)
    return {**types, "extra": replace(types["extra"], entries=entries)} if entries else types


def _type_of(annotation: Any, metadata: list[Any]) -> FieldType:
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _type_of(arguments[0], [*metadata, *arguments[1:]])
    if origin in {typing.Union, types.UnionType}:
        members = [one for one in arguments if one is not types.NoneType]
        return (
            _type_of(members[0], metadata) if len(members) == 1 else FieldType(_OF_SEVERAL.get(tuple(members), "line"))
        )
    if origin is Literal:
        return FieldType("choice", choices=arguments)
    if origin in {list, dict}:
        return FieldType("list" if origin is list else "table", _type_of(arguments[-1], []))
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return FieldType("object", model=annotation)
    return FieldType(_scalar(annotation, metadata))


def _scalar(annotation: Any, metadata: list[Any]) -> Form:
    if meant := next((_MEANINGS[one] for one in metadata if isinstance(one, Meaning)), None):
        return meant
    scalars: dict[Any, Form] = {bool: "flag", int: "whole", float: "number"}
    if annotation in scalars:
        return scalars[annotation]
    marks = _marks(metadata)
    return next((form for alias, form in _TEXTS if _marks(alias.__metadata__) <= marks), "line")


def _marks(metadata: Iterable[Any]) -> set[Any]:
    """Return what distinguishes one kind of text from another: patterns, and functions that check."""
    found: set[Any] = set()
    for one in metadata:
        if isinstance(one, FieldInfo):
            found |= _marks(one.metadata)
        else:
            found |= {mark for name in ("func", "pattern") if (mark := getattr(one, name, None)) is not None}
    return found


def unknown_field(name: str, known: Collection[str]) -> Message:
    """Return the refusal of a field that there is not, with those that there are.

    Examples
    --------
    >>> print(unknown_field("nmae", ["name"]))
    imports.no_field(field='nmae', known=['name'])
    """
    if not known:
        return Message("imports.no_field_here", field=name)
    return Message("imports.no_field", field=name, known=[*known])
