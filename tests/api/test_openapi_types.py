"""The types of the OpenAPI document are ones that generators of clients take: of one type each, named, and certain."""

from collections.abc import Iterator
from typing import Any

import pytest

from app.openapi.references import requests_of
from schemas.analysis.answer import Result
from schemas.registry import RESOURCES
from tests.api.openapi_parts import Document, golden, required_of, with_messages

NULL = {"type": "null"}


@pytest.fixture(scope="module")
def document() -> Document:
    return golden()


def parts(value: Any) -> Iterator[Document]:
    """Yield every object within a part of a document, itself among them."""
    if isinstance(value, dict):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from parts(inner)


def test_a_list_of_values_is_of_words_or_of_whole_numbers(document):
    lists = [part for part in parts(document) if isinstance(part.get("enum"), list) and "type" in part]
    kinds = [(part["type"], {type(value) for value in part["enum"]}) for part in lists]
    assert kinds
    assert [kind for kind in kinds if kind not in [("string", {str}), ("integer", {int})]] == []


def test_a_constant_is_a_word(document):
    constants = [part["const"] for part in parts(document) if "const" in part and "type" in part]
    assert constants
    assert {type(constant) for constant in constants} == {str}


def test_an_attitude_and_a_level_of_expertise_are_said_without_lists_of_mixed_values(document):
    schemas = document["components"]["schemas"]
    sentiment = [{"type": "integer", "minimum": -1, "maximum": 1}, {"type": "string", "const": "unknown"}]
    assert schemas["Sentiment"]["anyOf"] == sentiment
    expertise = schemas["InteractionValues"]["properties"]["expertise"]
    assert (expertise["type"], expertise["multipleOf"]) == (["number", "null"], 0.5)
    assert (expertise["minimum"], expertise["maximum"]) == (0, 1)


@pytest.mark.parametrize("resource", RESOURCES, ids=lambda resource: resource.path)
def test_a_filter_by_another_record_takes_what_ids_are_made_of(document, resource):
    base = "/v1/accounts/{account_id}/" if resource.scope == "account" else "/v1/"
    filters = {
        each["name"]: each["schema"] for each in with_messages(document, base + resource.path, "get")["parameters"]
    }
    flat = {f"{name}_id" for name in resource.flattened}
    named = flat | {path.removesuffix("/*") for path in (each.path for each in resource.references)}
    for name in filters.keys() & named:
        taken = filters[name].get("items", filters[name])
        assert taken == {"$ref": "#/components/schemas/Identifier"}, name
    assert flat <= filters.keys()


def nameless(place: Document) -> Iterator[Document]:
    """Yield what a generator would have to make a type of and find no name for, in the schema of a field."""
    choices = [each for word in ("anyOf", "oneOf") for each in place.get(word, ()) if each != NULL]
    if len(choices) > 1 or "enum" in place or "properties" in place:
        yield place
    for choice in choices if len(choices) == 1 else ():
        yield from nameless(choice)
    for word in ("items", "additionalProperties"):
        if isinstance(place.get(word), dict):
            yield from nameless(place[word])


def test_every_type_within_a_type_has_a_name(document):
    schemas, components = document["components"]["schemas"], document["components"]
    assert [name for name in schemas if not name.isalnum()] == []
    parameters = [each for _, _, operation in requests_of(document) for each in operation.get("parameters", ())]
    places = {
        **{f"{name}.{field}": each for name in schemas for field, each in schemas[name].get("properties", {}).items()},
        **{f"parameter {each['name']}": each["schema"] for each in parameters if "schema" in each},
        **{f"parameter {name}": each["schema"] for name, each in components["parameters"].items()},
        **{
            f"{name} {media}": said["schema"]
            for name, answer in components["responses"].items()
            for media, said in answer.get("content", {}).items()
            if "schema" in said
        },
    }
    assert [place for place, schema in places.items() if any(nameless(schema))] == []


def results(model: type[Result] = Result) -> Iterator[type[Result]]:
    """Yield every model of a part of a computed answer."""
    for part in model.__subclasses__():
        yield part
        yield from results(part)


def test_what_an_answer_always_has_is_required(document):
    """A field that an answer leaves out says so (`exclude_if`); every other one is there, null or not."""
    answered = [model for model in results() if model.__name__ in document["components"]["schemas"]]
    assert len(answered) > 50
    for model in answered:
        there = {name for name, field in model.model_fields.items() if field.exclude_if is None}
        assert required_of(document, model.__name__) == there, model.__name__


def is_nullable(schema: Document) -> bool:
    return "null" in schema.get("type", ()) or NULL in [*schema.get("anyOf", ()), *schema.get("oneOf", ())]


def test_what_is_always_there_and_may_be_null_stands_in_no_piece_of_a_type(document):
    """openapi-generator forgets the null there, and its clients refuse the last page of a list."""
    schemas = document["components"]["schemas"]
    pieces = {each["$ref"].rpartition("/")[2] for part in parts(schemas) for each in part.get("allOf", ()) if each}
    assert pieces
    for name in pieces:
        fields = schemas[name]["properties"]
        assert [field for field in schemas[name].get("required", ()) if is_nullable(fields[field])] == [], name


def test_a_choice_among_objects_is_of_exactly_one(document):
    """Of any of them, generators make one type that has the fields of all, and demands them all."""
    schemas = document["components"]["schemas"]
    objects = [{"$ref": f"#/components/schemas/{name}"} for name in schemas if schemas[name].get("type") == "object"]
    choices = [part["anyOf"] for part in parts(document) if isinstance(part.get("anyOf"), list)]
    assert choices
    assert [choice for choice in choices if sum(each in objects for each in choice) > 1] == []


def test_a_choice_has_no_list_beside_something_else(document):
    """openapi-generator writes `List<String>.class` for it in Java for `java.net.http`, which does not compile."""
    choices = [
        part[word] for part in parts(document) for word in ("anyOf", "oneOf") if isinstance(part.get(word), list)
    ]
    several = [said for choice in choices if len(said := [each for each in choice if each != NULL]) > 1]
    assert several
    assert [said for said in several if any(each.get("type") == "array" for each in said)] == []


def test_a_parameter_of_a_named_type_has_its_example_beside_it(document):
    """Generators take a type that says more than its name for one that they do not know."""
    operations = (operation for _, _, operation in requests_of(document))
    own = [each for path in document["paths"].values() for each in path.get("parameters", ())]
    parameters = [*document["components"]["parameters"].values(), *own]
    parameters += [each for operation in operations for each in operation.get("parameters", ())]
    named = [each for each in parameters if "$ref" in each.get("schema", ())]
    assert named
    assert [each["name"] for each in named if "examples" in each["schema"]] == []


def test_a_map_says_which_values_it_has_for_any_key(document):
    """A pattern of its keys stands apart: generators know no maps by pattern."""
    assert [part for part in parts(document) if "patternProperties" in part] == []
