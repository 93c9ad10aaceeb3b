"""Problems: what any request may be answered with is described once, as `default`, and the others by their names."""

from collections.abc import Iterator

from app.http.errors import PROBLEM_JSON, STATUS
from app.openapi.references import Part, operations_of, reference
from schemas.errors import (
    DiskFull,
    InvalidInput,
    NotAllowed,
    NotAuthenticated,
    NotFound,
    ServiceError,
    StatementRejected,
    StoreTimeout,
    StoreUnavailable,
    TooLarge,
    TooMany,
    UnsupportedMediaType,
)

ANY = "AnyProblem"
"""The component of what any request may be answered with."""

ADVICE: dict[type[ServiceError], str] = {
    InvalidInput: "mend what `errors` names, each with its place in the body or the address",
    NotAuthenticated: "send a valid key: `Authorization: Bearer sgk_...`",
    NotAllowed: "this key may not do that: `x-role` of the operation names the role that may",
    NotFound: "see whether what the address names is there, then and for this key",
    TooLarge: "send less, or ask about less, within the limits that `detail` and the head of this document name",
    UnsupportedMediaType: "send the body, unpacked, as a type that `Accept` of the answer lists",
    TooMany: "wait for `Retry-After` seconds, then repeat it",
    StatementRejected: "a fault of ours: report it with its `instance`",
    StoreUnavailable: "wait for `Retry-After` seconds, then repeat it, a `POST` with its `Idempotency-Key`; "
    "`Overloaded`, where too many wait, likewise",
    StoreTimeout: "ask for less, or repeat it later, a `POST` with its `Idempotency-Key`; `AnalysisTimeout` likewise",
    DiskFull: "make room on the disk of the service, then repeat it",
}
"""What any request may be answered with, and what a caller does then; what an operation names itself goes before it."""


def share_problems(document: Part) -> None:
    """Describe each problem once, whatever operations may answer with it."""
    shared: Part = document["components"].setdefault("responses", {})
    for answers in (operation["responses"] for operation in operations_of(document)):
        for name, description in _problems(answers):
            shared.setdefault(name, description)
            answers[str(description["content"][PROBLEM_JSON]["example"]["status"])] = reference("responses", name)
    for answers in (operation["responses"] for operation in operations_of(document)):
        _refer_to_any(answers, shared)
    for name in set(map(_name_of, ADVICE)) - _used(document):
        shared.pop(name, None)


def _problems(answers: Part) -> Iterator[tuple[str, Part]]:
    for answer in list(answers.values()):
        if problem := answer.get("content", {}).get(PROBLEM_JSON):
            yield problem["example"]["type"], answer


def _refer_to_any(answers: Part, shared: Part) -> None:
    """Say `default` in place of their statuses where an operation may answer with every one of them.

    Only an address that names a record may name what is not there, and only what takes a body or computes be too much:
    the others answer so for an unknown address, or no status of these.
    """
    statuses = {str(STATUS[error]) for error in ADVICE}
    if answers.keys() >= statuses - {str(STATUS[error]) for error in (NotFound, TooLarge)}:
        shared.setdefault(ANY, _described(shared))
        for status in statuses & answers.keys():
            del answers[status]
        answers["default"] = reference("responses", ANY)


def _described(problems: Part) -> Part:
    described = [(error, problems[_name_of(error)]) for error in ADVICE]
    advice = "; ".join(f"{STATUS[error]} `{_name_of(error)}`: {ADVICE[error]}" for error in ADVICE)
    return {
        "description": f"Any request may be refused or fail. {advice}.",
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
