"""Bodies that are not JSON, or hold what JSON cannot: refused before anything is looked at."""

import pytest

from tests.api.problems import assert_invalid, assert_problem

JSON = {"content-type": "application/json"}

NO_JSON = {
    "empty": b"",
    "broken": b'{"name": "Ada"',
    "two values": b'{"name": "Ada"} {}',
    "single quotes": b"{'name': 'Ada'}",
    "trailing comma": b'{"name": "Ada",}',
    "byte order mark": b'\xef\xbb\xbf{"name": "Ada"}',
    "UTF-16": '{"name": "Ada"}'.encode("utf-16"),
    "Latin-1": '{"name": "Jürgen"}'.encode("latin-1"),
    "NaN": b'{"name": "Ada", "vacant": NaN}',
    "Infinity": b'{"name": "Ada", "vacant": Infinity}',
    "-Infinity": b'{"name": "Ada", "vacant": -Infinity}',
    "raw lone surrogate": b'{"name": "Ada \xed\xa0\x80"}',
    "escaped lone surrogate": rb'{"name": "Ada \ud800"}',
    "escaped surrogates the wrong way round": rb'{"name": "\udc00\ud800"}',
    "lone surrogate as a name": rb'{"name": "Ada", "\udfff": 1}',
    "raw control character": b'{"name": "Ada\x01"}',
    "nested 100,000 deep": b'{"name": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    "nested 100,000 deep and never closed": b"[" * 100_000,
    "objects 50,000 deep": b'{"a":' * 50_000 + b"1" + b"}" * 50_000,
}


@pytest.mark.parametrize("body", NO_JSON.values(), ids=NO_JSON)
def test_a_body_that_is_not_json_is_refused_as_that(firm, client, body):
    with firm.untouched():
        response = client.put(f"{firm.path}/people/new", content=body, headers=JSON)
        assert_invalid(response, "", "not valid JSON")


@pytest.mark.parametrize("body", NO_JSON.values(), ids=NO_JSON)
def test_a_batch_that_is_not_json_stores_nothing_even_when_errors_are_skipped(firm, client, body):
    text = b'{"items": [{"kind": "person", "id": "new", "data": ' + body + b"}]}"
    with firm.untouched():
        response = client.post(f"{firm.path}/batch?on_error=skip", content=text, headers=JSON)
        assert_invalid(response, "", "not valid JSON")


TWICE = {
    "": (b'{"name": "Ada", "title": "Clerk", "name": "Eve"}', "/name"),
    "written otherwise": (rb'{"name": "Ada", "n\u0061me": "Eve"}', "/name"),
    "inside": (b'{"name": "Ada", "external_ids": {"crm": "1", "erp": "2", "crm": "3"}}', "/external_ids/crm"),
}
"""Which of the two counts, a gateway before the service and the service itself may decide otherwise."""


@pytest.mark.parametrize(("body", "pointer"), TWICE.values(), ids=TWICE)
def test_a_key_that_stands_twice_is_refused_where_it_stands(firm, client, body, pointer):
    line = b'{"account_id": "%s", "kind": "person", "id": "new", "data": %s}' % (firm.id.encode(), body)
    with firm.untouched():
        assert_invalid(client.put(f"{firm.path}/people/new", content=body, headers=JSON), pointer, "twice")
        batch = b'{"items": [%s]}' % line
        for query in ("", "?on_error=skip"):
            response = client.post(f"/v1/batch{query}", content=batch, headers=JSON)
            assert_invalid(response, f"/items/0/data{pointer}", "twice")
        sent = client.post("/v1/sync", content=line, headers={"content-type": "application/x-ndjson"})
        [refused] = sent.json()["refused"]
        assert refused["errors"] == [{"pointer": f"/data{pointer}", "detail": refused["errors"][0]["detail"]}]
        assert "twice" in refused["errors"][0]["detail"]


@pytest.mark.parametrize("number", ["1e999", "-1e999", "1e309"])
def test_a_number_beyond_all_bounds_is_refused_where_it_stands(firm, client, number):
    body = f'{{"source": "ada", "target": "bo", "strength": {number}}}'
    with firm.untouched():
        response = client.put(f"{firm.path}/influences/new", content=body, headers=JSON)
        assert_problem(response, 422, "InvalidInput", says="number")


@pytest.mark.parametrize("kind", ["", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "json"])
def test_a_body_of_another_content_type_is_refused(firm, client, kind):
    with firm.untouched():
        response = client.put(f"{firm.path}/people/new", content=b'{"name": "Ada"}', headers={"content-type": kind})
        assert_problem(response, 415, "UnsupportedMediaType", "header/content-type", "application/json")
        assert response.headers["accept"] == "application/json"


def test_json_content_types_with_parameters_and_suffixes_are_taken(firm, client):
    for place, kind in enumerate(
        ["application/json; charset=utf-8", "APPLICATION/JSON", "application/merge-patch+json"]
    ):
        response = client.put(
            f"{firm.path}/people/p{place}", content=b'{"name": "Ada"}', headers={"content-type": kind}
        )
        assert response.status_code == 201


def test_a_surrogate_pair_is_a_character(firm, client):
    response = client.put(f"{firm.path}/people/new", content=rb'{"name": "Ada \ud83d\ude00"}', headers=JSON)
    assert response.json()["name"] == "Ada \U0001f600"
