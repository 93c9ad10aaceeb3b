"""Problems: what any request may be answered with is described once for each range of statuses, the others by name."""

from collections.abc import Iterator
from typing import NamedTuple

from app.http.errors import PROBLEM_JSON, STATUS
from app.openapi.references import Part, operations_of, reference
from schemas.errors import (
    DiskFull,
    NotAllowed,
    NotAuthenticated,
    ServiceError,
    StatementRejected,
    StoreTimeout,
    StoreUnavailable,
    TooMany,
)


class Range(NamedTuple):
    """Problems of a range of statuses that any request may be answered with: whoever calls does the same everywhere."""

    component: str
    description: str
    advice: dict[type[ServiceError], str]

    @property
    def statuses(self) -> list[str]:
        """Every status of them, in the order of the advice."""
        return [str(STATUS[error]) for error in self.advice]


RANGES = {
    "4XX": Range(
        "AnyRefusal",
        "Any request may be refused.",
        {
            NotAuthenticated: "send a valid key: `Authorization: Bearer sgk_...`",
            NotAllowed: "this key may not do that: `x-role` of the operation names the role that may",
            TooMany: "wait for `Retry-After` seconds, then repeat it",
        },
    ),
    "5XX": Range(
        "AnyFailure",
        "Any request may fail.",
        {
            StatementRejected: "a fault of ours: report it with its `instance`",
            StoreUnavailable: "wait for `Retry-After` seconds, then repeat it, a `POST` with its `Idempotency-Key`; "
            "`Overloaded`, where too many wait, likewise",
            StoreTimeout: "ask for less, or repeat it later, a `POST` with its `Idempotency-Key`; "
            "`AnalysisTimeout` likewise",
            DiskFull: "make room on the disk of the service, then repeat it",
        },
    ),
}
"""What any request may be answered with; a status that an operation names itself goes before its range."""


def share_problems(document: Part) -> None:
    """Describe each problem once, whatever operations may answer with it."""
    shared: Part = document["components"].setdefault("responses", {})
    for answers in (operation["responses"] for operation in operations_of(document)):
        for name, description in _problems(answers):
            shared.setdefault(name, description)
            answers[str(description["content"][PROBLEM_JSON]["example"]["status"])] = reference("responses", name)
        _refer_to_ranges(answers, shared)
    for name in {each for found in RANGES.values() for each in map(_name_of, found.advice)} - _used(document):
        shared.pop(name, None)


def _problems(answers: Part) -> Iterator[tuple[str, Part]]:
    for answer in list(answers.values()):
        if problem := answer.get("content", {}).get(PROBLEM_JSON):
            yield problem["example"]["type"], answer


def _refer_to_ranges(answers: Part, shared: Part) -> None:
    """Name the ranges in place of their statuses where an operation may answer with every one of them."""
    statuses = [status for found in RANGES.values() for status in found.statuses]
    if not answers.keys() >= set(statuses):
        return
    for name, found in RANGES.items():
        shared.setdefault(found.component, _described(found, shared))
        answers[name] = reference("responses", found.component)
    for status in statuses:
        del answers[status]


def _described(found: Range, problems: Part) -> Part:
    described = [(error, problems[_name_of(error)]) for error in found.advice]
    advice = "; ".join(f"{STATUS[error]} `{_name_of(error)}`: {found.advice[error]}" for error in found.advice)
    return {
        "description": f"{found.description} {advice}.",
        "headers": {name: header for _, problem in described for name, header in problem.get("headers", {}).items()},
        "content": {
            PROBLEM_JSON: {
                "schema": described[0][1]["content"][PROBLEM_JSON]["schema"],
                "examples": {
                    _name_of(error): {"value": problem["content"][PROBLEM_JSON]["example"]}
                    for error, problem in described
                },
            }
        },
    }


def _used(document: Part) -> set[str]:
    """Return the names of the answers that operations refer to."""
    answers = (answer for operation in operations_of(document) for answer in operation["responses"].values())
    return {answer["$ref"].rpartition("/")[2] for answer in answers if "$ref" in answer}


def _name_of(error: type[ServiceError]) -> str:
    return error.__name__
