"""Headers of answers beside those that the OpenAPI document says an answer has."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from functools import cache
from typing import Any

import httpx

from app.openapi.headers.known import OF_EVERY_ANSWER, OF_TRANSPORT
from app.openapi.references import requests_of, resolved
from tests.api.openapi_parts import Document, golden

EventHooks = dict[str, list[Callable[..., Any]]]

_CORS = "access-control-"


def check_answer_headers(answer: httpx.Response) -> None:
    """Fail when an answer has other headers than the document says; a hook of a client."""
    request = answer.request
    wrong = differences(request.method, request.url.path, answer.status_code, answer.headers)
    assert not wrong, f"{request.method} {request.url.path} {answer.status_code}: {'; '.join(wrong)}"


def differences(method: str, path: str, status: int, headers: Mapping[str, str]) -> list[str]:
    """Return what is wrong with the headers of an answer; nothing where no operation describes it.

    Parameters
    ----------
    method : str
        Of the request; HEAD is answered as GET is.
    path : str
        Of the request, without its query.
    headers : mapping
        Of the answer, in any case.
    """
    operation = _operation("GET" if method == "HEAD" else method, path)
    answer = operation and (operation.get(str(status)) or operation.get("default"))
    if answer is None:
        return []
    said = dict(resolved(_document(), answer).get("headers", {}))
    sent = {name.lower() for name in headers} - OF_TRANSPORT
    described = {name.lower() for name in said} | {name.lower() for name in OF_EVERY_ANSWER}
    extra = sorted(name for name in sent - described if not name.startswith(_CORS))
    return [
        *(f"'{name}' is sent and not described" for name in extra),
        *(f"'{name}' is always there, says the document, and is not" for name in _required(said) if name not in sent),
    ]


def _required(said: Mapping[str, Document]) -> Collection[str]:
    return [name.lower() for name, header in said.items() if resolved(_document(), header).get("required")]


@cache
def _document() -> Document:
    return golden()


@cache
def _forms() -> list[tuple[str, re.Pattern[str], Document]]:
    """Return every operation by its method and the form of its address, those of few variables first."""
    found = sorted(requests_of(_document()), key=lambda one: one[1].count("{"))
    return [(method, _form(path), operation["responses"]) for method, path, operation in found]


def _form(path: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\\{\w+\\}", "[^/]+", re.escape(path)))


def _operation(method: str, path: str) -> Document | None:
    return next(_matching(method, path), None)


def _matching(method: str, path: str) -> Iterator[Document]:
    for known, form, answers in _forms():
        if known == method and form.fullmatch(path):
            yield answers
