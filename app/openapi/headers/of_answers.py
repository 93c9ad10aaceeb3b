"""Which headers an answer of an operation has: most follow from what the operation takes."""

import re
from collections.abc import Iterator
from typing import cast

from app.http.errors import PROBLEM_JSON
from app.http.gate.deprecations import MARK
from app.openapi.headers.known import HEADERS, OF_EVERY_ANSWER, component
from app.openapi.references import Part, reference, requests_of, resolved

_MOMENT = ("Stakegraph-As-Of", "Stakegraph-Known-At")
_WRITTEN = ("ETag", "Stakegraph-Revision")
_ANALYSED = ("Content-Language", *_MOMENT)

OF_OPERATIONS = {
    "create_person": ("Stakegraph-Similar",),
    "get_changes_analysis": _MOMENT,
    "get_job_result": _ANALYSED,
}
"""Operations whose answers have more than follows from what they take."""

_REMARKS = re.compile(r"/analysis/gaps/(refresh|{gap_id}/(mute|feedback))$")
"""Addresses that write what is thought of gaps."""


def describe_headers(document: Part) -> None:
    """Describe the headers of every answer of a document, whose answers are shared already.

    An answer that several operations share has the headers of each: of those that are not required, not all of them
    send. What an endpoint itself says of a header goes before what is known of it.
    """
    used: set[str] = set()
    for _, path, operation in requests_of(document):
        for status, answer in operation["responses"].items():
            described = cast(Part, resolved(document, answer))
            own = described.get("headers", {})
            names = {*own, *_headers(document, path, operation, status)}
            described["headers"] = {name: _described(name, own.get(name, {})) for name in HEADERS if name in names}
            if not described["headers"]:
                del described["headers"]
            used |= names
    document["components"]["headers"] = {component(name): HEADERS[name] for name in HEADERS if name in used}


def _described(name: str, own: Part) -> Part:
    return {**HEADERS[name], **own} if own and "$ref" not in own else reference("headers", component(name))


def _headers(document: Part, path: str, operation: Part, status: str) -> Iterator[str]:
    if MARK in operation:
        yield from ("Deprecation", "Sunset", "Link")
    if PROBLEM_JSON in resolved(document, operation["responses"][status]).get("content", ()):
        yield from _of_problem(status)
        return
    own = document["paths"][path].get("parameters", ())
    taken = {resolved(document, each)["name"] for each in (*own, *operation.get("parameters", ()))}
    if "304" in operation["responses"] or "If-Match" in taken or status == "202":
        yield "ETag"
    if "lang" in taken:
        yield "Content-Language"
    if status != "304":
        yield from _of_success(taken, status)
        yield from OF_OPERATIONS.get(operation["operationId"], ())
        yield from _WRITTEN if _REMARKS.search(path) else ()
        if path.endswith("/{record_id}") and "as_of" in taken:
            yield "Stakegraph-Revision"


def _of_problem(status: str) -> Iterator[str]:
    yield from OF_EVERY_ANSWER
    yield "Content-Language"
    if status in {"415", "default"}:
        yield from ("Accept", "Accept-Encoding", "Accept-Patch")


def _of_success(taken: set[str], status: str) -> Iterator[str]:
    """Yield the headers of an answer that holds something, by the names of the parameters that are taken."""
    if "cursor" in taken:
        yield "Link"
    if status in {"201", "202"}:
        yield "Location"
    if {"as_of", "known_at"} <= taken:
        yield from ("Stakegraph-As-Of", "Stakegraph-Known-At")
    if "If-Match" in taken:
        yield from ("Stakegraph-Outcome", "Stakegraph-Revision")
    if "effective_until" in taken:
        yield "Stakegraph-Replaced"
    if "Idempotency-Key" in taken:
        yield "Idempotency-Replayed"
