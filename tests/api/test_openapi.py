"""The OpenAPI document, from which clients are generated: complete, stable, and what the repository says it is."""

import importlib
import json
import pkgutil
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, get_args

import httpx
import jsonschema_rs
import pytest
from pydantic import BaseModel

import schemas
from app.http.errors import PROBLEM_JSON, STATUS
from app.openapi.references import operations_of, requests_of, resolved
from app.records.batches import LARGEST_BATCH
from app.records.documentation import list_model
from schemas.fields import FieldClass
from schemas.registry import RESOURCES
from tests.api.openapi_parts import GOLDEN, Document, example_of, examples_of, properties_of, required_of, with_messages
from tests.cli.running import program

ANY_REQUEST = {
    "InvalidInput": 422,
    "NotAuthenticated": 401,
    "NotAllowed": 403,
    "NotFound": 404,
    "TooLarge": 413,
    "UnsupportedMediaType": 415,
    "TooMany": 429,
    "TooSlow": 408,
    "HeadTooLarge": 431,
    "StatementRejected": 500,
    "StoreUnavailable": 503,
    "StoreTimeout": 504,
    "DiskFull": 507,
}
"""What each operation under /v1 may answer with, whatever it does: what `default` stands for."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the data would be of whoever prints the document."""
    return tmp_path_factory.mktemp("printing") / "data"


@pytest.fixture(scope="module")
def printed(folder: Path) -> str:
    """The document as the command line prints it."""
    return program("openapi", settings={"STAKEGRAPH_DATA": str(folder)}).stdout


@pytest.fixture(scope="module")
def document(printed: str) -> Document:
    """The document."""
    return dict(json.loads(printed))


@pytest.fixture(scope="module")
def operations(document: Document) -> dict[str, Document]:
    """Every operation, by method and path, with its own body and answers in place of references to them."""
    return {
        f"{method} {path}": with_messages(document, path, method.lower()) for method, path, _ in requests_of(document)
    }


def test_the_repository_holds_the_document_that_the_service_has(printed):
    renew = ".venv/bin/stakegraph openapi > docs/openapi.json"
    assert GOLDEN.read_text(encoding="utf-8") == printed, f"look at the difference, then renew it: {renew}"


def test_it_is_printed_without_a_store(printed, folder):
    """And always the same: the repository's was printed by another process."""
    assert json.loads(printed)["openapi"].startswith("3.1")
    assert not folder.exists()


def test_the_service_gives_the_same_document(document, client: httpx.Client):
    assert client.get("/openapi.json").json() == document


def test_it_is_openapi_3_1_with_a_licence_and_the_limits_in_words(document):
    assert document["openapi"].startswith("3.1")
    assert document["info"]["license"]["identifier"] == "Apache-2.0"
    assert "10,000 items" in document["info"]["description"]


def test_every_operation_has_a_name_of_its_own_and_a_summary(operations):
    names = [operation["operationId"] for operation in operations.values()]
    assert len(set(names)) == len(names)
    assert all(name.isidentifier() and name == name.lower() for name in names)
    assert all(operation["summary"] and operation["tags"] for operation in operations.values())


def test_operations_of_a_resource_are_named_alike(operations):
    names = {operation["operationId"] for operation in operations.values()}
    for resource in RESOURCES:
        writing = {f"{verb}_{resource.kind}" for verb in ("put", "create", "patch", "end")}
        assert names & writing == (set() if resource.read_only else writing)
        assert {f"get_{resource.kind}", f"list_{resource.plural}", f"list_{resource.kind}_history"} <= names


def test_every_operation_says_all_it_may_answer_with(operations):
    for name, operation in operations.items():
        answers = set(operation["responses"])
        if "/v1/" not in name:
            continue
        assert "default" in answers, name
        if "requestBody" in operation and "/analysis/" not in name:
            assert "409" in answers, name
        if name.startswith("GET") and "text/event-stream" not in operation["responses"]["200"].get("content", {}):
            assert "304" in answers, name


def test_every_error_is_a_problem_with_the_status_of_its_class(document):
    by_name = {error.__name__: status for error, status in STATUS.items()}
    answers = document["components"]["responses"].items()
    problems = {name: answer for name, answer in answers if PROBLEM_JSON in answer.get("content", {})}
    for name, answer in problems.items():
        if "example" in (media := answer["content"][PROBLEM_JSON]):
            assert (media["example"]["code"], media["example"]["status"]) == (name, by_name[name])
    for operation in operations_of(document):
        for status, answer in operation["responses"].items():
            assert status < "400" or answer["$ref"].rpartition("/")[2] in problems


def test_what_any_request_is_answered_with_names_each_problem_and_what_to_do(document):
    answer = document["components"]["responses"]["AnyProblem"]
    examples = [each["value"] for each in answer["content"][PROBLEM_JSON]["examples"].values()]
    assert {each["code"]: each["status"] for each in examples} == ANY_REQUEST
    assert all(f"{each['status']} `{each['code']}`: " in answer["description"] for each in examples)
    assert answer["headers"].keys() >= {"Retry-After", "WWW-Authenticate"}
    used = [each["responses"]["default"] for each in operations_of(document) if "default" in each["responses"]]
    assert all(each == {"$ref": "#/components/responses/AnyProblem"} for each in used)


def test_what_stands_in_an_address_is_said_once_for_all_operations_of_it(document):
    for _, path, operation in requests_of(document):
        own = [resolved(document, each) for each in operation.get("parameters", ())]
        assert not [each["name"] for each in own if each["in"] == "path"], path
        said = [resolved(document, each)["name"] for each in document["paths"][path].get("parameters", ())]
        assert said == re.findall(r"{(\w+)}", path), path


def test_nothing_is_null_by_default(document):
    """A client that sends every default would clear what nobody meant."""
    assert '"default": null' not in json.dumps(document)


def bodies(operation: Document) -> list[Document]:
    """Return every body of an operation, asked and answered."""
    messages = [operation.get("requestBody", {}), *operation["responses"].values()]
    return [media for message in messages for media in message.get("content", {}).values()]


def test_every_body_has_an_example_that_fits_its_schema(document, operations):
    asked = {
        f"{name} {number}": (media["schema"], examples_of(document, media))
        for name, operation in operations.items()
        for number, media in enumerate(bodies(operation))
    }
    assert all(all(examples) and examples for _, examples in asked.values())
    # One validator of all of them, for each would read every component again.
    schema = {name: {"items": schema} for name, (schema, _) in asked.items()}
    validator = jsonschema_rs.Draft202012Validator({"properties": schema, "components": document["components"]})
    wrong = validator.iter_errors({name: examples for name, (_, examples) in asked.items()})
    assert not [f"{error.instance_path}: {error.message}" for error in wrong]


def test_bodies_of_new_records_are_examples_of_what_the_models_take(document, operations):
    for resource in (each for each in RESOURCES if not each.read_only):
        (operation,) = (each for each in operations.values() if each["operationId"] == f"create_{resource.kind}")
        example = example_of(document, operation["requestBody"]["content"]["application/json"])
        assert resource.fields.model_validate(example).model_dump(exclude_unset=True) == example
        assert set(resource.required) <= example.keys()


def test_the_limits_are_stated_where_they_hold(document):
    for name in ("AccountBatch", "BookBatch"):
        assert properties_of(document, name)["items"]["maxItems"] == LARGEST_BATCH
    for resource in RESOURCES:
        for field, schema in properties_of(document, resource.fields.__name__).items():
            for choice in schema.get("anyOf", [schema]):
                assert bounded(resolved(document, choice)), f"{resource.kind}.{field} has no upper end"


def bounded(schema: Mapping[str, Any]) -> bool:
    """Whether a value of a schema has a largest size."""
    if "anyOf" in schema:
        return all(bounded(choice) for choice in schema["anyOf"])
    if not schema.keys().isdisjoint({"properties", "enum", "const"}) or schema.get("format") == "date-time":
        return True
    limits = {
        "string": "maxLength",
        "array": "maxItems",
        "object": "maxProperties",
        "integer": "maximum",
        "number": "maximum",
    }
    kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    return any(limits.get(kind, "type") in schema for kind in kinds)


def models() -> set[type[BaseModel]]:
    """Return every model defined under `schemas`, with the items of lists."""
    found: set[type[BaseModel]] = set()
    for module in pkgutil.walk_packages(schemas.__path__, "schemas."):
        names = vars(importlib.import_module(module.name)).values()
        found |= {name for name in names if isinstance(name, type) and issubclass(name, BaseModel)}
    items = {get_args(list_model(resource).model_fields["items"].annotation)[0] for resource in RESOURCES}
    return (found - {BaseModel}) | items


def test_every_field_carries_the_class_of_what_it_holds():
    known = {field_class.value for field_class in FieldClass}
    unmarked = [
        f"{model.__name__}.{name}"
        for model in models()
        for name, field in model.model_fields.items()
        if not isinstance(field.json_schema_extra, dict) or field.json_schema_extra.get("x-class") not in known
    ]
    assert not unmarked, f"mark them with open_field, contact_field, judgement_field or restricted: {unmarked}"


def class_of(model: type[BaseModel], field: str) -> Any:
    """Return how private a field is, as its model says."""
    extra = model.model_fields[field].json_schema_extra
    return extra["x-class"] if isinstance(extra, dict) else None


def test_the_classes_stand_in_the_document_too_where_a_field_is_not_open(document):
    models_by_name = {model.__name__: model for model in models()}
    for resource in RESOURCES:
        for name in (resource.fields.__name__, resource.record.__name__, f"{resource.record.__name__}Item"):
            said = {field: schema.get("x-class", "open") for field, schema in properties_of(document, name).items()}
            assert said == {field: class_of(models_by_name[name], field) for field in said}, name
    person = properties_of(document, "Person")
    assert [person[name].get("x-class") for name in ("name", "mails")] == [None, "contact"]
    assert properties_of(document, "Influence")["strength"]["x-class"] == "judgement"


def test_a_composed_schema_has_the_fields_of_its_model_and_no_others(document):
    for resource in RESOURCES:
        for model in (resource.fields, resource.record):
            name = model.__name__
            fields = model.model_fields.items()
            assert properties_of(document, name).keys() == model.model_fields.keys(), name
            assert required_of(document, name) == {field for field, info in fields if info.is_required()}, name
            assert document["components"]["schemas"][name]["unevaluatedProperties"] is False, name
