"""Names for types within others: a list of values, a choice or a map that a field holds is a type of its own.

Generators of clients call what has no name after its place (`ItemsInner1`), and make a type of each place.
"""

from collections.abc import Hashable, Iterator, Mapping
from typing import Any, NamedTuple, get_args

from app.analysis.book.health import Sort
from app.exchange.graph.formats import Format
from app.openapi.references import DocumentError, Part, reference, requests_of
from app.reports.forms.files import Form
from schemas import jobs, writes
from schemas.analysis import beliefs, changes, closeness, gap_words, health, network, plans, profile
from schemas.analysis.chains import chain
from schemas.analysis.simulations.departures import Side
from schemas.messages.message import Language
from schemas.reports.lists import DueReason

SHARED: Mapping[str, Any] = {
    "BatchAction": writes.Action,
    "ChangeCause": changes.Cause,
    "ChosenBy": gap_words.ChosenBy,
    "ContactReason": DueReason,
    "GapLevel": gap_words.Scope,
    "GapTurn": changes.GapTurn,
    "Grade": health.Grade,
    "GraphFormat": Format,
    "HealthSort": Sort,
    "JobKind": jobs.JobKind,
    "JobState": jobs.JobState,
    "JudgedAttribute": beliefs.JudgedAttribute,
    "Language": Language,
    "MethodOfCount": chain.Method,
    "MoveKind": plans.MoveKind,
    "NetworkRelation": network.Relation,
    "PlanGoal": plans.Goal,
    "ReportForm": Form,
    "Side": Side,
    "Silence": beliefs.Silence,
    "Standing": chain.Standing,
    "SaidWhere": profile.SaidWhere,
    "TextAttribute": beliefs.TextAttribute,
    "TrendSign": closeness.TrendSign,
}
"""Lists of values that several fields or parameters choose from; every other list is named after its field."""

NAMES: Mapping[str, str] = {
    "AccountBatch.items": "BatchItemOfAccount",
    "BatchResultEntry.also_ended": "EndedAlong",
    "BatchResultEntry.errors": "RefusedField",
    "BookBatch.items": "BatchItemOfBook",
    "ChainSimulationBody.changes": "SimulatedChainChange",
    "CreateImport.format": "ImportFormat",
    "GapEvidence.numbers": "EvidenceNumber",
    "GapRuleRecord.reasons": "GapRuleRecordReason",
    "GetAccountGraph.200": "AccountGraph",
    "PlanBody.costs": "MoveCosts",
    "RecordFields.external_ids": "ExternalIds",
    "RecordFields.extra": "CustomValues",
    "RecordFields.extra_value": "CustomValue",
    "RuleChoice.parameters": "ChosenParameters",
    "RuleExample.fires": "ExampleRecord",
    "RuleExample.rests": "ExampleRecord",
    "SimulationBody.changes": "SimulatedChange",
    "Stage.required_fields": "RequiredFields",
}
"""Fields whose type is called otherwise than after the field and the schema that has it."""

_IN_ONE_LANGUAGE = "_str_"
"""Ends the name that a model of sentences gets where they stand in one language, as they do in every answer."""

_PARTS_OF_RECORDS = ("Values", "Fields")
_NULL = {"type": "null"}


class _Inner(NamedTuple):
    """A type within another, where it stands, and which field it is the type of."""

    holder: Any
    key: str | int
    owner: str
    field: str


def name_inner_types(document: Part) -> None:
    """Make each list of values, choice and map within a schema, and within a parameter, a component with a name.

    Raises
    ------
    DocumentError
        When two different types would have one name.
    """
    schemas: Part = document["components"]["schemas"]
    for generic in [name for name in schemas if name.endswith(_IN_ONE_LANGUAGE)]:
        _rename(document, generic, generic.removesuffix(_IN_ONE_LANGUAGE))
    for inner in list(_inner_types(document)):
        place = inner.holder[inner.key]
        said = _of_exactly_one({keyword: part for keyword, part in place.items() if keyword in _ASSERTIONS}, schemas)
        name = _BY_VALUES.get(_values(said)) or _name_after(inner)
        if schemas.setdefault(name, said) != said:
            raise DocumentError(f"two different types would be named '{name}': name {inner.owner}.{inner.field} apart")
        beside = {keyword: part for keyword, part in place.items() if keyword not in _ASSERTIONS}
        inner.holder[inner.key] = {**reference("schemas", name), **beside}


def _of_exactly_one(said: Part, schemas: Part) -> Part:
    """Return a choice among objects as a choice of exactly one: of any of them, generators make a single type."""
    objects = [each for each in _of_choice(said) if schemas.get(_name_of(each), {}).get("type") == "object"]
    if "anyOf" not in said or len(objects) < len(_of_choice(said)):
        return said
    return {"oneOf" if keyword == "anyOf" else keyword: part for keyword, part in said.items()}


def _name_of(schema: Part) -> str:
    return str(schema.get("$ref", "")).rpartition("/")[2]


def _rename(document: Part, old: str, new: str) -> None:
    """Rename a schema, also where others refer to it.

    Raises
    ------
    DocumentError
        When another has the name.
    """
    schemas: Part = document["components"]["schemas"]
    if new in schemas:
        raise DocumentError(f"'{old}' would be named as another schema, '{new}'")
    schemas[new] = schemas.pop(old)
    for part in _parts(document):
        if part.get("$ref") == reference("schemas", old)["$ref"]:
            part.update(reference("schemas", new))


def _parts(value: Any) -> Iterator[Part]:
    if isinstance(value, dict):
        yield value
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _parts(part)


_ASSERTIONS = frozenset(
    {
        *("type", "enum", "anyOf", "oneOf", "discriminator", "additionalProperties", "patternProperties"),
        *("properties", "propertyNames", "required", "minProperties", "maxProperties"),
    }
)


def _values(schema: Part) -> tuple[Hashable, ...]:
    return tuple(schema.get("enum", ()))


_BY_VALUES: Mapping[tuple[Hashable, ...], str] = {get_args(values): name for name, values in SHARED.items()}


def _name_after(inner: _Inner) -> str:
    owner = next((inner.owner.removesuffix(part) for part in _PARTS_OF_RECORDS if inner.owner.endswith(part)), None)
    field = "".join(word.capitalize() for word in inner.field.split("_"))
    return NAMES.get(f"{inner.owner}.{inner.field}") or f"{owner or inner.owner}{field}"


def _inner_types(document: Part) -> Iterator[_Inner]:
    for owner, schema in document["components"]["schemas"].items():
        for field in schema.get("properties", {}):
            yield from _within(schema["properties"], field, owner, field)
    for parameter in document["components"].get("parameters", {}).values():
        yield from _within(parameter, "schema", "", parameter["name"])
    for name, answer in document["components"]["responses"].items():
        yield from _within_answer(answer, name, "")
    for _, _, operation in requests_of(document):
        owner = "".join(word.capitalize() for word in operation["operationId"].split("_"))
        for parameter in (each for each in operation.get("parameters", ()) if "schema" in each):
            yield from _within(parameter, "schema", owner, parameter["name"])
        for status, answer in operation["responses"].items():
            yield from _within_answer(answer, owner, status)


def _within_answer(answer: Part, owner: str, status: str) -> Iterator[_Inner]:
    for media in answer.get("content", {}).values():
        if "schema" in media:
            yield from _within(media, "schema", owner, status)


def _within(holder: Any, key: str | int, owner: str, field: str, *, is_whole: bool = True) -> Iterator[_Inner]:
    """Yield the types within one field, innermost first; a map that is all that a field holds is named after it."""
    schema = holder[key]
    choices = _of_choice(schema)
    if len(choices) == 1 and _NULL in _all_of_choice(schema):
        all_of = _all_of_choice(schema)
        yield from _within(all_of, all_of.index(choices[0]), owner, field, is_whole=False)
    elif schema.get("type") == "array" and "items" in schema:
        yield from _within(schema, "items", owner, field, is_whole=False)
    elif len(choices) > 1 or "enum" in schema or (_is_map(schema) and not is_whole):
        if isinstance(schema.get("additionalProperties"), dict):
            yield from _within(schema, "additionalProperties", owner, f"{field}_value", is_whole=False)
        yield _Inner(holder, key, owner, field)
    elif isinstance(schema.get("additionalProperties"), dict):
        yield from _within(schema, "additionalProperties", owner, field, is_whole=False)


def _all_of_choice(schema: Part) -> list[Part]:
    found: list[Part] = schema.get("anyOf") or schema.get("oneOf") or []
    return found


def _of_choice(schema: Part) -> list[Part]:
    return [choice for choice in _all_of_choice(schema) if choice != _NULL]


def _is_map(schema: Part) -> bool:
    return schema.get("type") == "object" and not schema.keys().isdisjoint(
        {"additionalProperties", "patternProperties", "properties"}
    )
