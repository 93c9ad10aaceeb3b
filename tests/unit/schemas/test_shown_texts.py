"""Names that were stored before a rule refused them are shown: a rule for what comes in never stops what goes out."""

import importlib
import pkgutil
from collections.abc import Iterator
from typing import Any, get_args, get_type_hints

import pytest
from pydantic import TypeAdapter, ValidationError

import schemas.analysis
import schemas.reports
from schemas.analysis.answer import Result
from schemas.fields import ExternalId, Line, Prose, ShownLine, ShownProse, SystemAndId, Transcript, Words

TURNED = "sales:Kim \u202emiK"
UNSEEN = "\u3164"

GIVEN = (Line, Prose, Words, Transcript, ExternalId, SystemAndId)


def _answers() -> list[type[Result]]:
    for package in (schemas.analysis, schemas.reports):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            importlib.import_module(module.name)
    return sorted(set(_below(Result)), key=lambda answer: (answer.__module__, answer.__qualname__))


def _below(kind: type[Any]) -> Iterator[type[Any]]:
    for one in kind.__subclasses__():
        yield one
        yield from _below(one)


def _parts(annotation: object) -> Iterator[object]:
    yield annotation
    for part in get_args(annotation):
        yield from _parts(part)


@pytest.mark.parametrize("given", GIVEN)
def test_what_comes_in_is_refused_where_its_direction_is_turned(given: Any) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(given).validate_python(TURNED)


@pytest.mark.parametrize("shown", [ShownLine, ShownProse])
@pytest.mark.parametrize("text", [TURNED, UNSEEN])
def test_what_goes_out_is_shown_as_it_was_stored(shown: Any, text: str) -> None:
    assert TypeAdapter(shown).validate_python(text) == text


def test_no_answer_has_a_rule_that_only_new_texts_follow() -> None:
    answers = _answers()
    assert len(answers) > 100
    strict = [
        f"{answer.__module__}.{answer.__qualname__}.{name}"
        for answer in answers
        for name, hint in get_type_hints(answer, include_extras=True).items()
        if name in answer.model_fields and any(part in GIVEN for part in _parts(hint))
    ]
    assert strict == []
