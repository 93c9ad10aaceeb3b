"""The short form of the mutations of ``make soak``: changed requests are refused or done, and never a fault of ours."""

from random import Random

import httpx
import pytest

from app.openapi.references import requests_of
from tests.api.openapi_parts import golden
from tests.api.serving import Service
from tests.nightly import examples
from tests.soak.mutations.judging import Judge
from tests.soak.mutations.requests import MUTATIONS, mutated, possible
from tests.soak.mutations.valid import Book, Valid
from tests.soak.mutations.wire import ask

SEED = 17


@pytest.fixture(scope="module")
def valid(client: httpx.Client) -> list[Valid]:
    return list(Book(client).requests())


@pytest.mark.parametrize("name", MUTATIONS)
def test_a_request_with_one_thing_changed_is_never_a_fault_of_ours(service: Service, valid: list[Valid], name: str):
    judge, chance = Judge(), Random(f"{SEED} {name}")
    changeable = [one for one in valid if name in possible(one)]
    for _ in range(examples(90)):
        sent = mutated(chance, chance.choice(changeable), name)
        answer = ask(service.url, sent)
        assert judge.fault(sent, answer) is None, (sent.as_bytes()[:2_000], answer)


def test_every_operation_of_the_document_has_a_valid_request(valid: list[Valid]):
    assert {one.operation for one in valid} == {f"{method} {path}" for method, path, _ in requests_of(golden())}
