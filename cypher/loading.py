"""The loader: reads every ``.cypher`` file once, expands its shapes and fragments, and refuses what breaks a rule."""

import json
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, cast

from cypher.expansion import expanded
from cypher.statement import Mode, Statement, check

_FOLDER = Path(__file__).parent
_FRAGMENTS = _FOLDER / "fragments"
_INCLUDE = re.compile(r"^// include: (\w+)$", re.MULTILINE)
_EXAMPLE = re.compile(r"^// example: (.*)$", re.MULTILINE)


@cache
def statements() -> Mapping[str, Statement]:
    """Return every statement by its full name, in the order of files and of their place in them."""
    found = {}
    for path in sorted(_FOLDER.glob("*.cypher")):
        for name, block in expanded(path.name, path.read_text(encoding="utf-8")):
            full = f"{path.stem}.{name}"
            found[full] = _parse(full, block)
    return found


def statement(name: str) -> Statement:
    """Return one statement by its full name.

    Examples
    --------
    >>> statement("people.get").mode
    'read'
    """
    return statements()[name]


def _parse(name: str, block: str) -> Statement:
    comments = [line[3:] for line in block.splitlines() if line.startswith("// ")]
    mode = next((line.removeprefix("mode: ") for line in comments if line.startswith("mode: ")), None)
    prose = " ".join(line for line in comments if not line.startswith(("mode: ", "example: ", "include: ")))
    example, text = _included(block)
    found = Statement(name, text, cast(Mode, mode), prose, example)
    check(found)
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
            example |= json.loads(given[1]) if (given := _EXAMPLE.search(part)) else {}
            text = "\n".join(line for line in part.splitlines() if line.strip() and not line.startswith("//"))
        parts.append(text)
    return example, "\n".join(filter(None, parts))
