"""Shapes: the statements that resources of one kind share but for a label, the ends and the names."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from cypher.statement import StatementError

SHAPES = Path(__file__).parent / "shapes"

_HEAD_LINE = re.compile(r"^// (\w+): (.*)$", re.MULTILINE)
_PLACE = re.compile(r"\{\{(\w+)\}\}")
_END = re.compile(r"(?P<kind>\w+) (?P<label>\w+) by (?P<field>[\w\[\]]+)")

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


def expanded(file: str, text: str) -> Iterator[Block]:
    """Yield the statements of a resource: those of its shapes, and those that its file writes out.

    Raises
    ------
    StatementError
        When the head lacks something that a shape needs, has something that none needs, or when the file writes out a
        statement of its shape without naming it under ``own``.
    """
    head = dict(_HEAD_LINE.findall(text[: text.find("// name:")] if "// name:" in text else text))
    shapes = head.pop("shape", "").split(", ") if "shape" in head else []
    own = dict(blocks_of(text))
    replaced = head.pop("own", "").split(", ") if "own" in head else []
    values = _values(file, head) if shapes else {}
    shared: dict[str, str] = {}
    for shape in shapes:
        shared |= dict(_filled(file, shape, values))
    if (again := sorted(own.keys() & shared.keys())) != sorted(replaced):
        raise StatementError(f"{file}: own must name what it writes out of its shape: {', '.join(again) or 'nothing'}")
    yield from (shared | own).items()


def _values(file: str, head: Mapping[str, str]) -> dict[str, str]:
    """Return what stands in the places of a shape, from the head of a file and its name."""
    values = dict(head)
    one, _, many = values.pop("prose", "").partition(", ")
    owner, _, owners = values.pop("owner", "").partition(", ")
    plural = file.removesuffix(".cypher").replace("_", " ")
    values |= {"one": one, "many": many, "Many": _capitalised(many), "owner": owner, "owners": owners}
    values |= {"plural": plural, "Plural": _capitalised(plural)}
    values["example"] = values.get("example", "")[1:-1]
    values["record"] = ", ".join(filter(None, (values["example"], values.pop("further", "")[1:-1])))
    for end in ("source", "target"):
        if end in values:
            found = _END.fullmatch(values[end])
            if found is None:
                raise StatementError(f"{file}: {end} must read '<kind> <Label> by <field>'")
            values |= {end: found["field"], f"{end}_kind": found["kind"], f"{end}_label": found["label"]}
    return values


def _capitalised(words: str) -> str:
    return words[:1].upper() + words[1:]


def _filled(file: str, shape: str, values: Mapping[str, str]) -> Iterator[Block]:
    def value(place: re.Match[str]) -> str:
        if not values.get(place[1]):
            raise StatementError(f"{file}: shape {shape} needs {place[1]}")
        return values[place[1]]

    path = SHAPES / f"{shape}.cypher"
    if not path.is_file():
        raise StatementError(f"{file}: there is no shape {shape}")
    yield from blocks_of(_PLACE.sub(value, path.read_text(encoding="utf-8")))
