"""Whether an answer is one that a service may give to anything at all."""

import json
from http import HTTPStatus
from typing import Any

import jsonschema_rs

from app.openapi.references import requests_of, resolved
from tests.api.openapi_parts import golden
from tests.api.problems import INSIDE, PROBLEM_JSON
from tests.soak.mutations.requests import Sent
from tests.soak.mutations.wire import Answer

STATED = frozenset({503, 504, 507})
"""What may be answered when the store, the time, the memory or the disk are the reason."""

NOT_JUDGED = frozenset({HTTPStatus.NOT_MODIFIED})


class Judge:
    """Reads answers beside the document."""

    def __init__(self) -> None:
        self._document = golden()
        self._problem = self._validator("ProblemBody")
        self._described = {
            f"{method} {path}": self._statuses(operation) for method, path, operation in requests_of(self._document)
        }

    def _validator(self, name: str) -> Any:
        schema = {"$ref": f"#/components/schemas/{name}", "components": self._document["components"]}
        return jsonschema_rs.validator_for(schema)

    def _statuses(self, operation: Any) -> set[int]:
        named = {int(status) for status in operation["responses"] if status != "default"}
        default = resolved(self._document, operation["responses"].get("default", {"content": {}}))
        examples = default["content"].get(PROBLEM_JSON, {}).get("examples", {})
        return named | {int(one["value"]["status"]) for one in examples.values()}

    def fault(self, sent: Sent, answer: Answer) -> str | None:
        """Return what must not be about an answer, None where it may be so."""
        if answer.status == 0 and sent.broken:
            return None
        if answer.status < 100:
            return "no answer" if answer.status == 0 else "no answer in time"
        if answer.status >= 500 and not (answer.status in STATED and self._is_described(sent, answer.status)):
            return f"a {answer.status}"
        if answer.status < 400 or answer.status in NOT_JUDGED or sent.method == "HEAD":
            return None
        return self._no_problem(answer)

    def _is_described(self, sent: Sent, status: int) -> bool:
        return status in self._described[sent.operation] or bool({"method", "path"} & set(sent.changed))

    def _no_problem(self, answer: Answer) -> str | None:
        """Return why an answer is no problem as the document has it."""
        if answer.headers.get("content-type") != PROBLEM_JSON:
            return f"a {answer.status} as {answer.headers.get('content-type')}"
        try:
            problem = json.loads(answer.body)
        except ValueError:
            return f"a {answer.status} that is no JSON"
        if wrong := next(self._problem.iter_errors(problem), None):
            return f"a {answer.status} that is not as the document says: {wrong.message}"
        if problem["status"] != answer.status:
            return f"a {answer.status} that says {problem['status']}"
        return f"a {answer.status} that speaks of how it works" if INSIDE.search(problem["detail"]) else None
