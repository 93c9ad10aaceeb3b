"""Answers without their nulls, and analyses in part: less of the same answer, under an ETag of its own."""

from typing import Any

import pytest

from app.openapi.references import operations_of
from schemas.registry import RESOURCES
from tests.api.accounts import FAR, Account, decided_by, done, item
from tests.api.problems import assert_invalid, assert_problem

HEAD = {"account_id", "as_of", "known_at", "revision", "book_revision", "settings"}


@pytest.fixture(scope="module")
def firm_of_two(client) -> Account:
    """Two people, of whom one reports to the other, and a decision that waits for both."""
    account = Account(client)
    account.batch(
        item("person", "ada", name="Ada", title="CFO"),
        item("person", "bo", name="Bo"),
        item("reporting_line", "r", person="bo", manager="ada"),
        *decided_by("ada", "bo"),
    )
    return account


def without(value: Any) -> Any:
    """Return a value of JSON without null members, by another way than the service's."""
    if isinstance(value, list):
        return list(map(without, value))
    if not isinstance(value, dict):
        return value
    kept = filter(lambda member: member[1] is not None, value.items())
    return {name: without(inner) for name, inner in kept}


READS = [
    "",
    "/people",
    "/people/ada",
    "/people/ada?as_of=" + FAR,
    "/people/ada/history",
    "/graph",
    "/graph?format=node-link",
    "/analysis/influence",
    "/analysis/closeness",
    "/analysis/coverage",
    "/analysis/network",
    "/analysis/beliefs",
    "/analysis/health",
    "/analysis/gaps",
    "/analysis/duplicates",
    "/analysis/health/history",
    "/analysis/people/ada/profile",
    "/chains/c1/analysis/forecast",
    "/chains/c1/analysis/power",
    "/chains/c1/analysis/access",
]


@pytest.mark.parametrize("path", READS)
def test_an_answer_without_nulls_is_the_answer_without_its_nulls(firm_of_two, path):
    url = firm_of_two.path + path
    less = done(firm_of_two.client.get(f"{url}{'&' if '?' in url else '?'}nulls=omit"))
    whole = done(firm_of_two.client.get(url))
    assert less == without(whole)


def test_nulls_are_left_out_of_pages_of_lists_of_chosen_fields(firm_of_two):
    page = firm_of_two.get("people", nulls="omit", fields="id,title")
    assert page["items"] == [{"id": "ada", "title": "CFO"}, {"id": "bo"}]
    assert "next_cursor" not in page


@pytest.mark.parametrize("path", ["/people", "/people/ada", "/graph", "/analysis/influence"])
def test_the_answer_in_another_shape_has_an_etag_of_its_own(firm_of_two, path):
    url, ask = firm_of_two.path + path, firm_of_two.client.get
    plain = {"Accept-Encoding": "identity"}
    whole = ask(url, headers=plain).headers["etag"]
    less = ask(url, params={"nulls": "omit"}, headers=plain).headers["etag"]
    assert less != whole
    known = ask(url, params={"nulls": "omit"}, headers={**plain, "If-None-Match": less})
    assert (known.status_code, known.headers["etag"], known.content) == (304, less, b"")
    assert ask(url, params={"nulls": "omit"}, headers={"If-None-Match": whole}).status_code == 200
    assert ask(url, headers={"If-None-Match": less}).status_code == 200


def test_the_etag_of_a_record_without_nulls_is_what_a_write_starts_from(client):
    account = Account(client)
    account.put("people/p", name="Pia")
    url = f"{account.path}/people/p"
    read = client.get(url, params={"nulls": "omit"})
    back = client.put(url, json=done(read), headers={"If-Match": read.headers["etag"]})
    assert done(back)["name"] == "Pia"
    account.put("people/p", name="Pia Moss")
    late = client.put(url, json={"name": "Other"}, headers={"If-Match": read.headers["etag"]})
    assert_problem(late, 412, "RevisionMismatch")


def test_of_an_analysis_the_parts_come_that_are_asked_for(firm_of_two):
    whole = firm_of_two.get("analysis/closeness")
    assert firm_of_two.get("analysis/closeness", include="people").keys() == HEAD | {"people"}
    left = firm_of_two.get("analysis/closeness", exclude="matrices,notes,as_of")
    assert left == {name: part for name, part in whole.items() if name not in {"matrices", "notes"}}
    assert firm_of_two.get("analysis/closeness", include="people,pairs", exclude="pairs").keys() == HEAD | {"people"}
    assert firm_of_two.get("analysis/closeness") == whole


def test_rows_come_with_the_fields_that_are_asked_for_and_why_those_are_null(firm_of_two):
    whole = firm_of_two.get("analysis/closeness")["people"]
    asked = {"include": "people", "fields": "name,closeness,rung"}
    rows = firm_of_two.get("analysis/closeness", **asked)["people"]
    names = {"id", "name", "closeness", "rung"}
    assert rows == [
        {name: row[name] for name in row if name in names}
        | {"reasons": {name: why for name, why in row["reasons"].items() if name in names}}
        for row in whole
    ]
    bare = firm_of_two.get("analysis/closeness", **asked, nulls="omit")["people"]
    assert bare == [{name: row[name] for name in row if name != "closeness"} for row in rows]


def test_a_question_that_is_posted_is_answered_in_part_too(firm_of_two):
    url = f"{firm_of_two.path}/analysis/plan"
    whole = done(firm_of_two.client.post(url, json={"most": 1}))
    asked = {"include": "goal,moves", "nulls": "omit"}
    less = done(firm_of_two.client.post(url, json={"most": 1}, params=asked))
    chosen = HEAD | {"goal", "moves", "reasons"}
    assert less == without({name: part for name, part in whole.items() if name in chosen})


def test_lists_across_accounts_are_answered_in_part_too(client):
    assert done(client.get("/v1/analysis/health", params={"include": "accounts", "limit": 1})).keys() >= {"accounts"}
    assert "items" not in done(client.get("/v1/analysis/health", params={"exclude": "items"}))


@pytest.mark.parametrize(
    ("path", "sent", "pointer", "says"),
    [
        ("people", {"nulls": "keep"}, "?nulls", "omit"),
        ("graph", {"nulls": ""}, "?nulls", "omit"),
        ("people/ada", {"nulls": ["omit", "omit"]}, "?nulls", "twice"),
        ("people/ada", {"include": "name"}, "?include", "unknown"),
        ("analysis/closeness", {"include": "pears"}, "?include", "pairs"),
        ("analysis/closeness", {"include": ""}, "?include", "pairs"),
        ("analysis/closeness", {"exclude": "pairs,pears"}, "?exclude", "pears"),
        ("analysis/closeness", {"include": "people", "fields": "asserted,rests_on_it"}, "?fields", "closeness"),
        ("analysis/closeness", {"include": "account", "fields": "closeness"}, "?fields", "list of rows"),
        ("analysis/closeness", {"fields": "x" * 2001}, "?fields", "2,000"),
    ],
)
def test_a_shape_that_no_answer_has_is_refused_with_those_that_it_has(firm_of_two, path, sent, pointer, says):
    refused = firm_of_two.client.get(f"{firm_of_two.path}/{path}", params=sent)
    assert_invalid(refused, pointer, says)


def test_what_is_not_there_is_said_whatever_shape_is_asked_for(firm_of_two):
    gone = firm_of_two.client.get(f"{firm_of_two.path}/people/nobody", params={"nulls": "omit"})
    assert_problem(gone, 404, "NotFound")


def test_every_read_of_records_and_every_analysis_can_be_asked_for_without_nulls(client):
    document = done(client.get("/openapi.json"))
    reads = {f"{verb}_{noun}" for one in RESOURCES for verb, noun in (("get", one.kind), ("list", one.plural))}
    names = {"nulls", "include_parts", "exclude_parts", "fields_of_rows"}
    computed, without_rows = _computed(document), _without_rows(document)
    of_rows = {"#/components/parameters/fields_of_rows"}
    refs = {f"#/components/parameters/{name}" for name in names}
    for operation in operations_of(document):
        name = operation["operationId"]
        taken = {parameter.get("$ref") for parameter in operation.get("parameters", ())} & refs
        if name in reads | {"get_account_graph", "get_job_result"}:
            assert taken == {"#/components/parameters/nulls"}, name
        elif name in computed:
            assert taken == (refs - of_rows if name in without_rows else refs), name
    assert len(computed) > 20 > len(without_rows)


def _computed(document: Any) -> set[str]:
    """Return the operations that answer an analysis; not pictures, nor what stores what people say of gaps."""
    beside = (".svg", "/refresh", "/mute", "/feedback")
    return {
        operation["operationId"]
        for path, operations in document["paths"].items()
        for method, operation in operations.items()
        if "/analysis/" in path and not path.endswith(beside) and method != "parameters"
    }


def _without_rows(document: Any) -> set[str]:
    """Return the operations that answer an analysis of which no part is a list of objects."""

    def whole(part: Any) -> Any:
        if "$ref" not in part:
            return part
        *_, kind, name = part["$ref"].split("/")
        return document["components"][kind][name]

    def properties(schema: Any) -> list[Any]:
        found = whole(schema)
        pieces = [part for piece in found.get("allOf", ()) for part in properties(piece)]
        return [*found.get("properties", {}).values(), *pieces]

    def choices(part: Any) -> list[Any]:
        return [
            part,
            *(each for word in ("anyOf", "oneOf") for one in part.get(word, ()) for each in choices(whole(one))),
        ]

    def is_list_of_rows(part: Any) -> bool:
        lists = [each for each in choices(whole(part)) if "items" in each]
        return any(properties(row) for each in lists for row in choices(whole(each["items"])))

    answers = {
        operation["operationId"]: whole(operation["responses"]["200"])["content"]["application/json"]["schema"]
        for operation in operations_of(document)
        if operation["operationId"] in _computed(document)
    }
    return {name for name, answer in answers.items() if not any(map(is_list_of_rows, properties(answer)))}
