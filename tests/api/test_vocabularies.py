"""Vocabularies: what may be chosen, in both languages, cheap to ask for again."""

import httpx

from app.openapi.references import resolved
from schemas.registry import RESOURCES
from tests.api.accounts import done
from tests.api.openapi_parts import properties_of
from tests.api.problems import assert_invalid

URL = "/v1/vocabularies"


def test_each_value_has_its_labels_and_its_place(client: httpx.Client):
    roles = next(each for each in done(client.get(URL))["items"] if each["name"] == "buying_role")
    first = {"value": "economic_buyer", "label": {"en": "Economic buyer", "zh": "经济购买者"}, "order": 1}
    assert roles["values"][0] == first
    assert [value["order"] for value in roles["values"]] == list(range(1, 17))


def test_numbers_are_numbers(client: httpx.Client):
    found = {each["name"]: [value["value"] for value in each["values"]] for each in done(client.get(URL))["items"]}
    assert found["support"] == [-2, -1, 0, 1, 2, "unknown"]
    assert found["expertise"] == [0, 0.5, 1]


def test_whoever_has_them_is_not_sent_them_again(client: httpx.Client):
    first = client.get(URL)
    again = client.get(URL, headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_no_parameter_is_known(client: httpx.Client):
    assert_invalid(client.get(URL, params={"lang": "zh"}), "?lang")


def test_the_document_says_which_field_uses_which(client: httpx.Client):
    document = client.get("/openapi.json").json()
    names = {each["name"] for each in done(client.get(URL))["items"]}
    marks = {
        resolved(document, choice)["x-vocabulary"]
        for resource in RESOURCES
        for schema in properties_of(document, resource.fields.__name__).values()
        for choice in schema.get("anyOf", [schema])
        if "x-vocabulary" in resolved(document, choice)
    }
    assert marks <= names
    assert {"seniority", "channel", "attribute", "duty", "tier", "sentiment", "expertise"} <= marks
    roles = properties_of(document, "StakeFields")["roles"]["anyOf"][0]
    assert resolved(document, roles["items"])["x-vocabulary"] == "buying_role"
