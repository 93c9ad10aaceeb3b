"""Schemas of records in parts: what records, edges, lists and answers have in common is described once."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from app.openapi.references import DocumentError, Part, reference
from app.records.documentation import one_of
from schemas.analysis.answer import Answer, InfluenceAnswer
from schemas.registry import RESOURCES
from schemas.resource import EdgeFields, RecordFields, RecordStamp, Resource, Stamp

EDGE = next(one for one in RESOURCES if issubclass(one.fields, EdgeFields) and issubclass(one.record, RecordStamp))
"""A kind of record that has every part a record can have."""


_ALONE: tuple[Part, ...] = ({}, {})
"""Nothing more is asked beside a piece that is alone: openapi-python-client takes all of one thing for that thing."""


class Piece(NamedTuple):
    """What several schemas have in common: its name, a sentence, a schema that has it, and which properties."""

    name: str
    description: str
    source: str
    properties: Iterable[str]


WRITTEN_FIELDS = {("StorableAction", "data"): "ActionFields"}
"""Schema and property -> the body of a record of which the property holds what is known.

In our code it is a map of values of several types, which openapi-generator's Java for `java.net.http` cannot say.
"""


def compose_records(schemas: dict[str, Part]) -> None:
    """Leave in each schema what is its own, beside references to the pieces that it has in common with others.

    Pieces lie side by side, none within another: not every generator of clients follows them further down. What is
    always there and may be null, as the cursor of a page is, stands in none: openapi-generator forgets the null there.
    """
    answer = Piece("Answer", "Of what an answer was computed.", next(_analyses(schemas)), Answer.model_fields)
    influential = frozenset(_analyses(schemas, InfluenceAnswer))
    lines = Piece("AssumedLines", "On how many lines it rests that nobody drew.", min(influential), ["assumed_lines"])
    shared = (*_common_pieces(), *_values(), answer, lines)
    pieces = {piece.name: _piece(schemas[piece.source], piece) for piece in shared}
    of_answers = ((name, ("Answer", *["AssumedLines"] * (name in influential))) for name in _analyses(schemas))
    for name, used in (*_compositions(), *of_answers):
        schemas[name] = _composed(schemas[name], {piece: pieces[piece] for piece in used})
    schemas |= pieces
    for (name, field), body in WRITTEN_FIELDS.items():
        said = schemas[name]["properties"][field]
        kept = {key: said[key] for key in ("description", "examples", "x-class")}
        schemas[name]["properties"][field] = {**reference("schemas", body), **kept}


def _common_pieces() -> Iterator[Piece]:
    record = EDGE.record.__name__
    stamps, fields = Stamp.model_fields, RecordFields.model_fields
    of_account, of_edge = RecordStamp.model_fields.keys() - stamps, EdgeFields.model_fields.keys() - fields
    chosen = "The same in a list, where the chosen fields alone are there."
    page, history = ("as_of", "known_at", "revision"), ("revision",)
    item = ("id", "action", "effective_at", "effective_until", "correction", "if_match")
    yield Piece("Stamp", "What the service says of every record.", record, stamps)
    yield Piece("RecordStamp", "What it says of a record of an account besides.", record, of_account)
    yield Piece("StampItem", chosen, f"{record}Item", stamps)
    yield Piece("RecordStampItem", chosen, f"{record}Item", of_account)
    yield Piece("RecordFields", "What a caller may write of any record.", record, fields)
    yield Piece("EdgeFields", "What a caller may write of any edge besides.", record, of_edge)
    yield Piece("Page", "Which page of a list it is.", f"{record}List", page)
    yield Piece("HistoryPage", "How far a history goes.", f"{record}History", history)
    yield Piece("BatchItem", "What every item of a batch may say beside its fields.", f"{record}BatchItem", item)


def _values() -> Iterator[Piece]:
    """Yield what a record of each kind says: its list, its bodies and its own answer have it in common."""
    for resource in RESOURCES:
        known = (EdgeFields if issubclass(resource.fields, EdgeFields) else RecordFields).model_fields
        own = [name for name in resource.fields.model_fields if name not in known]
        yield Piece(_values_of(resource), f"What is recorded of {one_of(resource)}.", resource.record.__name__, own)


def _compositions() -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the name of each schema that is composed, and of its pieces."""
    for resource in RESOURCES:
        record = resource.record.__name__
        stamps = ("Stamp", "RecordStamp") if issubclass(resource.record, RecordStamp) else ("Stamp",)
        of_edge = ("EdgeFields",) if issubclass(resource.fields, EdgeFields) else ()
        values = ("RecordFields", *of_edge, _values_of(resource))
        yield resource.fields.__name__, values
        yield record, (*stamps, *values)
        yield f"{record}Item", (*(f"{stamp}Item" for stamp in stamps), *values)
        yield f"{record}List", ("Page",)
        yield f"{record}History", ("HistoryPage",)
        yield f"{record}BatchItem", ("BatchItem",)


def _analyses(schemas: dict[str, Part], model: type[Answer] = Answer) -> Iterator[str]:
    """Yield the names of the computed answers that a document has."""
    for answer in model.__subclasses__():
        if answer.__name__ in schemas:
            yield answer.__name__
        yield from _analyses(schemas, answer)


def _values_of(resource: Resource) -> str:
    return f"{resource.record.__name__}Values"


def _piece(source: Part, piece: Piece) -> Part:
    names = [name for name in source["properties"] if name in set(piece.properties)]
    required = [name for name in source.get("required", ()) if name in names]
    return {
        "description": piece.description,
        "type": "object",
        "properties": {name: source["properties"][name] for name in names},
        **({"required": required} if required else {}),
    }


def _composed(schema: Part, pieces: dict[str, Part]) -> Part:
    """Return a schema that says by its pieces what it said itself.

    Raises
    ------
    DocumentError
        When a piece says something else.
    """
    said = {name: part for piece in pieces.values() for name, part in piece["properties"].items()}
    own = {name: part for name, part in schema["properties"].items() if name not in said}
    if {**schema["properties"], **said} != schema["properties"]:
        raise DocumentError(f"{sorted(pieces)} differ from {schema}")
    required = [name for name in schema.get("required", ()) if name in own]
    kept: Part = {key: schema[key] for key in ("description", "examples") if key in schema}
    return {
        **kept,
        "type": "object",
        "allOf": [*(reference("schemas", name) for name in pieces), *_ALONE[len(pieces) :]],
        **({"properties": own} if own else {}),
        **({"required": required} if required else {}),
        **({"unevaluatedProperties": False} if schema.get("additionalProperties") is False else {}),
    }
