"""Headers of answers: the document describes those that come, and each that it says is always there comes.

`tests/api/conftest.py` holds every answer to that which a test of the API is given; here is that this would be noticed,
and what comes when.
"""

import pytest

from app.openapi.headers.known import HEADERS, OF_EVERY_ANSWER
from app.openapi.references import operations_of, resolved
from tests.api.accounts import Account
from tests.api.answer_headers import differences
from tests.api.openapi_parts import golden
from tests.api.problems import assert_problem

DOCUMENT = golden()

PEOPLE = "/v1/accounts/acme/people"


@pytest.mark.parametrize(
    ("path", "status", "headers", "wrong"),
    [
        (PEOPLE, 200, {"ETag": '"1"', "Link": "<x>", "Date": "now"}, []),
        (PEOPLE, 200, {"etag": '"1"', "Stakegraph-Mood": "good"}, ["'stakegraph-mood' is sent and not described"]),
        (PEOPLE, 200, {}, ["'etag' is always there, says the document, and is not"]),
        (f"{PEOPLE}/p1", 200, {"ETag": '"1"', "Retry-After": "3"}, ["'retry-after' is sent and not described"]),
        (PEOPLE, 503, {"X-Request-ID": "1", "Retry-After": "3"}, []),
        (PEOPLE, 503, {"Retry-After": "3"}, ["'x-request-id' is always there, says the document, and is not"]),
        ("/v1/nothing", 404, {"Stakegraph-Mood": "good"}, []),
    ],
)
def test_a_header_too_many_or_too_few_is_noticed(path: str, status: int, headers: dict[str, str], wrong: list[str]):
    assert differences("GET", path, status, headers) == wrong


def described(operation: str, status: str) -> set[str]:
    """Return the headers of an answer, as the document says."""
    (found,) = (one for one in operations_of(DOCUMENT) if one["operationId"] == operation)
    return set(resolved(DOCUMENT, found["responses"][status]).get("headers", {}))


def test_each_header_is_described_once_with_words_and_a_type():
    components = DOCUMENT["components"]["headers"]
    assert {header["description"] for header in components.values()} <= {one["description"] for one in HEADERS.values()}
    assert all(resolved(DOCUMENT, header["schema"]) for header in components.values())


def test_what_every_answer_has_stands_with_every_problem():
    for operation in operations_of(DOCUMENT):
        for status in {"default", "404", "409", "412", "503"} & operation["responses"].keys():
            assert described(operation["operationId"], status) >= set(OF_EVERY_ANSWER)


def test_a_list_a_record_and_a_write_have_what_the_document_says(firm: Account):
    page = firm.client.get(f"{firm.path}/people", params={"limit": 2})
    assert {"ETag", "Link", "Stakegraph-As-Of", "Stakegraph-Known-At"} == described("list_people", "200")
    assert all(name in page.headers for name in described("list_people", "200"))
    made = firm.client.post(f"{firm.path}/people", json={"name": "Ada Brandt"}, headers={"Idempotency-Key": "k1"})
    again = firm.client.post(f"{firm.path}/people", json={"name": "Ada Brandt"}, headers={"Idempotency-Key": "k1"})
    come = {name for name in described("create_person", "201") if name in made.headers or name in again.headers}
    assert come == {
        *("ETag", "Location", "Stakegraph-Outcome", "Stakegraph-Revision", "Stakegraph-Similar"),
        "Idempotency-Replayed",
    }
    assert set(OF_EVERY_ANSWER) <= {name for name in HEADERS if name in made.headers}


def test_the_refusal_of_a_patch_of_another_type_names_those_that_are_taken(firm: Account):
    refused = firm.client.patch(f"{firm.path}/people/ada", content=b"[]", headers={"content-type": "text/plain"})
    assert_problem(refused, 415, "UnsupportedMediaType")
    assert "merge-patch" in refused.headers["accept-patch"]
