"""Problems: what any request may be answered with is described once, as `default`, and the others by their names."""

from collections.abc import Iterator

from app.http.errors import ANY_REQUEST, OF_SOME_PLACES, PROBLEM_JSON, STATUS
from app.http.problem_types import problem_code
from app.messages.sentences import remedy_of
from app.openapi.references import Part, operations_of, reference
from schemas.errors import AnalysisTimeout, Overloaded, ServiceError, StoreTimeout, StoreUnavailable

ANY = "AnyProblem"
"""The component of what any request may be answered with."""

_LIKEWISE: dict[type[ServiceError], type[ServiceError]] = {StoreUnavailable: Overloaded, StoreTimeout: AnalysisTimeout}
"""What is answered with the same status."""


def share_problems(document: Part) -> None:
    """Describe each problem once, whatever operations may answer with it."""
    shared: Part = document["components"].setdefault("responses", {})
    for answers in (operation["responses"] for operation in operations_of(document)):
        for name, description in _problems(answers):
            shared.setdefault(name, description)
            answers[str(description["content"][PROBLEM_JSON]["example"]["status"])] = reference("responses", name)
    for answers in (operation["responses"] for operation in operations_of(document)):
        _refer_to_any(answers, shared)
    for name in set(map(problem_code, ANY_REQUEST)) - _used(document):
        shared.pop(name, None)


def _problems(answers: Part) -> Iterator[tuple[str, Part]]:
    for answer in list(answers.values()):
        if problem := answer.get("content", {}).get(PROBLEM_JSON):
            yield problem["example"]["code"], answer


def _refer_to_any(answers: Part, shared: Part) -> None:
    """Say `default` in place of their statuses where an operation may answer with every one of them.

    Only an address that names a record may name what is not there, and only what takes a body or computes be too much:
    the others answer so for an unknown address, or no status of these.
    """
    statuses = {str(STATUS[error]) for error in ANY_REQUEST}
    if answers.keys() >= statuses - {str(STATUS[error]) for error in OF_SOME_PLACES}:
        shared.setdefault(ANY, _described(shared))
        for status in statuses & answers.keys():
            del answers[status]
        answers["default"] = reference("responses", ANY)


def _described(problems: Part) -> Part:
    described = [(error, problems[problem_code(error)]) for error in ANY_REQUEST]
    return {
        "description": f"Any request may be refused or fail. {' '.join(map(_advice, ANY_REQUEST))}",
        "headers": {name: header for _, problem in described for name, header in problem.get("headers", {}).items()},
        "content": {
            PROBLEM_JSON: {
                "schema": described[0][1]["content"][PROBLEM_JSON]["schema"],
                "examples": {
                    problem_code(error): {"value": problem["content"][PROBLEM_JSON]["example"]}
                    for error, problem in described
                },
            }
        },
    }


def _used(document: Part) -> set[str]:
    """Return the names of the answers that operations refer to."""
    answers = (answer for operation in operations_of(document) for answer in operation["responses"].values())
    return {answer["$ref"].rpartition("/")[2] for answer in answers if "$ref" in answer}


def _advice(error: type[ServiceError]) -> str:
    """Return what a caller does then, with the statuses that mean the same."""
    other = _LIKEWISE.get(error)
    likewise = f" `{problem_code(other)}`: {remedy_of(other, 'en')}" if other else ""
    return f"{STATUS[error]} `{problem_code(error)}`: {remedy_of(error, 'en')}{likewise}"
