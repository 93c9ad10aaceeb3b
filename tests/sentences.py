"""What a test reads where the service says something: its English."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from app.messages.sentences import sentence
from schemas.errors import ServiceError
from schemas.messages.message import Message


def english(message: Message) -> str:
    """Return a message in English."""
    return sentence(message, "en")


def called(kind: str) -> str:
    """Return what a kind of record is called within a sentence."""
    return kind.replace("_", " ")


def one(kind: str) -> str:
    """Return the same with its article."""
    return f"{'an' if kind[0] in 'aeiou' else 'a'} {called(kind)}"


def faults(error: ServiceError) -> list[tuple[str, str]]:
    """Return where things are wrong, and what."""
    return [(problem.pointer, english(problem.detail)) for problem in error.problems]


@contextmanager
def refusal(
    kind: type[ServiceError] | tuple[type[ServiceError], ...], match: str
) -> Iterator[pytest.ExceptionInfo[ServiceError]]:
    """Expect an error whose English has a match; as `pytest.raises`."""
    with pytest.raises(kind) as caught:
        yield caught
    assert re.search(match, english(caught.value.detail)), english(caught.value.detail)
