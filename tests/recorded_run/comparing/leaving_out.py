"""What a comparison leaves out on demand, on both sides: sentences for people, the OpenAPI document."""

import csv
import io
import re
from collections.abc import Iterable
from dataclasses import replace

from tests.recorded_run.exchanges import Exchange

SUBJECTS = ("sentences", "document")
"""What can be left out. Statuses, types of problems, pointers and all else stay."""

_DETAIL = re.compile(r'("detail":\s*)"(?:[^"\\]|\\.)*"')
_TITLE = re.compile(r'("type":\s*"[^"]*",\s*"title":\s*)"(?:[^"\\]|\\.)*"')
"""The title of a problem follows its type; people have titles too, which stay."""

_DOCUMENT = re.compile(r"/openapi\.json|/docs")
_LANGUAGE = frozenset({"content-language", "vary"})
LEFT_OUT = "<left out>"


def without(exchanges: Iterable[Exchange], subjects: Iterable[str]) -> list[Exchange]:
    """Return exchanges without these subjects."""
    found = list(exchanges)
    for subject in subjects:
        found = [_WITHOUT[subject](exchange) for exchange in found]
    return found


def _without_document(exchange: Exchange) -> Exchange:
    return replace(exchange, body=LEFT_OUT) if _DOCUMENT.match(exchange.path) else exchange


def _without_sentences(exchange: Exchange) -> Exchange:
    if exchange.method == "RUN":
        return replace(exchange, headers={}, body=_of_command(exchange.body))
    content_type = exchange.headers.get("content-type", "")
    if content_type.startswith("text/csv"):
        return replace(exchange, body=_of_table(exchange.body))
    headers = exchange.headers
    if content_type.startswith("application/problem+json"):
        headers = {name: value for name, value in headers.items() if name not in _LANGUAGE}
    return replace(exchange, headers=headers, body=_of_text(exchange.body))


def _of_text(body: str) -> str:
    return _TITLE.sub(rf'\1"{LEFT_OUT}"', _DETAIL.sub(rf'\1"{LEFT_OUT}"', body))


def _of_command(output: str) -> str:
    """Return what a command prints for programs; what it prints for people is sentences."""
    return _of_text(output) if output.startswith("{") else LEFT_OUT


def _of_table(body: str) -> str:
    """Return a table of rejects without its last column, the reasons."""
    rows = [row[:-1] for row in csv.reader(io.StringIO(body))]
    return "\n".join(",".join(row) for row in rows)


_WITHOUT = {"document": _without_document, "sentences": _without_sentences}
