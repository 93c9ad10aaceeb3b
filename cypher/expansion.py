"""Shapes: the statements that resources of one kind share but for a label, the ends and the names."""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from cypher.heads import FURTHER, head_of, lines_for, once, values_of
from cypher.statement import StatementError

SHAPES = Path(__file__).parent / "shapes"

_PLACE = re.compile(r"\{\{(\w+)\}\}")

Block = tuple[str, str]
"""Name of a statement, and its text with its head."""


def blocks_of(text: str) -> Iterator[Block]:
    r"""Yield the statements of a file.

    Examples
    --------
    >>> list(blocks_of("// name: one\nRETURN 1\n\n// name: two\nRETURN 2"))
    [('one', 'RETURN 1'), ('two', 'RETURN 2')]
    """
    _, *parts = re.split(r"^// name: (\w+)$", text, flags=re.MULTILINE)
    for name, block in zip(parts[::2], parts[1::2], strict=True):
        yield name, block.strip("\n")


def lines_needed(shape: str) -> set[str]:
    """Return the lines of a head that a shape has places for.

    Examples
    --------
    >>> sorted(lines_needed("owned_node"))
    ['label', 'owner', 'prose']
    """
    return lines_for(_PLACE.findall(_text(shape)))


def expanded(file: str, text: str) -> Iterator[Block]:
    """Yield the statements of a resource: those of its shapes, and those that its file writes out.

    Raises
    ------
    StatementError
        When the head lacks something that a shape needs, has something that none needs, says something twice, or when
        the file writes out a statement of its shape without naming it under ``own``.
    """
    head = head_of(file, text)
    shapes = head.pop("shape").split(", ") if "shape" in head else []
    replaced = head.pop("own").split(", ") if "own" in head else []
    _check_lines(file, shapes, head)
    values = values_of(file, head) if shapes else {}
    shared = once(file, (block for shape in shapes for block in _filled(shape, values)))
    own = once(file, blocks_of(text))
    if (again := sorted(own.keys() & shared.keys())) != sorted(replaced):
        raise StatementError(f"{file}: own must name what it writes out of its shape: {', '.join(again) or 'nothing'}")
    yield from (shared | own).items()


def _check_lines(file: str, shapes: Iterable[str], head: Mapping[str, str]) -> None:
    """Refuse a head that does not say exactly what its shapes need."""
    known: set[str] = set()
    for shape in shapes:
        if not (SHAPES / f"{shape}.cypher").is_file():
            raise StatementError(f"{file}: there is no shape {shape}")
        needed = lines_needed(shape)
        if missing := sorted(needed - head.keys()):
            raise StatementError(f"{file}: shape {shape} needs {', '.join(missing)}")
        known |= needed | ({FURTHER} if "example" in needed else set())
    if unknown := sorted(head.keys() - known):
        raise StatementError(f"{file}: no shape of it has a place for {', '.join(unknown)}")


def _filled(shape: str, values: Mapping[str, str]) -> Iterator[Block]:
    yield from blocks_of(_PLACE.sub(lambda place: values[place[1]], _text(shape)))


def _text(shape: str) -> str:
    return (SHAPES / f"{shape}.cypher").read_text(encoding="utf-8")
