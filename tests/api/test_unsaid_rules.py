"""Rules that excuse a refusal: each stands for messages and operations that there are, and for nothing else."""

import re

import pytest

from app.messages.sentences import texts_of
from app.openapi.references import requests_of
from tests.api.openapi_parts import golden
from tests.api.unsaid_rules import RULES, UnsaidRule, is_refused_by_rule

LABELS = [f"{method} {path}" for method, path, _ in requests_of(golden())]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.subject} {rule.names}")
def test_a_rule_stands_for_messages_and_operations_that_there_are(rule: UnsaidRule):
    assert set(rule.messages)
    assert any(re.fullmatch(rule.operations, label) for label in LABELS)


@pytest.mark.parametrize(
    ("label", "place", "excused"),
    [
        ("PATCH /v1/accounts/{record_id}", "/timezone", True),
        ("POST /v1/batch", "/items/3/data/timezone", True),
        ("GET /v1/accounts", "?timezone", True),
        ("PATCH /v1/accounts/{record_id}", "/name", False),
        ("GET /v1/accounts", "?cursor", False),
    ],
)
def test_a_rule_excuses_what_it_is_about_and_nothing_beside_it(label: str, place: str, excused: bool):
    error = {"pointer": place, "detail": texts_of("values", "en")["timezone"]}
    assert is_refused_by_rule(label, {"errors": [error]}) is excused
    beside = {"pointer": "/name", "detail": texts_of("values", "en")["flag"]}
    assert not is_refused_by_rule(label, {"errors": [error, beside]})


def test_no_text_of_a_rule_fits_whatever_is_said():
    text = "'x' is as no rule has it 'x'"
    assert not is_refused_by_rule("PATCH /v1/accounts/{record_id}", {"errors": [{"pointer": "/name", "detail": text}]})
