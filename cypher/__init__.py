"""Every statement of this service, one ``.cypher`` file per resource, and the loader that reads them.

A statement stands under a head of comment lines::

    // name: get
    // What it does, in a sentence.
    // mode: read
    // example: {"account_id": "a1", "id": "p1"}
    MATCH ...

Its full name is ``<file>.<name>``. A line ``// include: page`` stands for the text of ``fragments/page.cypher``, what
many statements say in the same words; a fragment's example tells the parameters it needs.

The loader refuses a statement without prose, with an unknown mode, or whose example does not name exactly the
parameters of its text.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal, cast, get_args

Mode = Literal["read", "write", "schema"]

_FOLDER = Path(__file__).parent
_FRAGMENTS = _FOLDER / "fragments"
_INCLUDE = re.compile(r"^// include: (\w+)$", re.MULTILINE)
_EXAMPLE = re.compile(r"^// example: (.*)$", re.MULTILINE)
_HEAD = re.compile(r"^// name: (?P<name>\w+)$", re.MULTILINE)
_STRING = re.compile(r"'(?:[^'\\]|\\.)*'")
_PARAMETER = re.compile(r"\$(\w+)")


class StatementError(ValueError):
    """A ``.cypher`` file breaks a rule of the loader."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement with what must be known to run and to check it."""

    name: str
    text: str
    mode: Mode
    prose: str
    example: Mapping[str, Any]

    @property
    def parameters(self) -> frozenset[str]:
        """Names of its parameters."""
        return frozenset(_PARAMETER.findall(_STRING.sub("''", self.text)))


@cache
def statements() -> Mapping[str, Statement]:
    """Return every statement by its full name, in the order of files and of their place in them."""
    return {found.name: found for path in sorted(_FOLDER.glob("*.cypher")) for found in _read_file(path)}


def statement(name: str) -> Statement:
    """Return one statement by its full name.

    Examples
    --------
    >>> statement("people.get").mode
    'read'
    """
    return statements()[name]


def _read_file(path: Path) -> Iterator[Statement]:
    text = path.read_text(encoding="utf-8")
    starts = [*_HEAD.finditer(text)]
    for start, following in zip(starts, [*starts[1:], None], strict=True):
        block = text[start.end() : following.start() if following else len(text)]
        yield _parse(f"{path.stem}.{start['name']}", block)


def _parse(name: str, block: str) -> Statement:
    comments = [line[3:] for line in block.splitlines() if line.startswith("// ")]
    mode = next((line.removeprefix("mode: ") for line in comments if line.startswith("mode: ")), None)
    prose = " ".join(line for line in comments if not line.startswith(("mode: ", "example: ", "include: ")))
    examples, text = _included(block)
    found = Statement(name, text, cast(Mode, mode), prose, examples)
    _check(found)
    return found


def _included(block: str) -> tuple[dict[str, Any], str]:
    """Return the example and the text of a block with its fragments in their places; its own example goes first."""
    example: dict[str, Any] = {}
    parts: list[str] = []
    for place, part in enumerate(_INCLUDE.split(block)):
        if place % 2:
            inner, text = _included((_FRAGMENTS / f"{part}.cypher").read_text(encoding="utf-8"))
            example = {**inner, **example}
        else:
            example |= json.loads(told[1]) if (told := _EXAMPLE.search(part)) else {}
            text = "\n".join(line for line in part.splitlines() if line.strip() and not line.startswith("//"))
        parts.append(text)
    return example, "\n".join(filter(None, parts))


def _check(found: Statement) -> None:
    if found.mode not in get_args(Mode):
        raise StatementError(f"{found.name}: mode must be one of {', '.join(get_args(Mode))}")
    if not found.prose:
        raise StatementError(f"{found.name}: says in no sentence what it does")
    if found.parameters != frozenset(found.example):
        difference = sorted(found.parameters ^ frozenset(found.example))
        raise StatementError(f"{found.name}: example and parameters differ in {', '.join(difference)}")
