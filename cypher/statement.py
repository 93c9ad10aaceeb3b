"""A statement: its text, and everything that must be known to run and to check it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args

Mode = Literal["read", "write", "schema"]

_STRING = re.compile(r"'(?:[^'\\]|\\.)*'")
_PARAMETER = re.compile(r"\$(\w+)")


class StatementError(ValueError):
    """A ``.cypher`` file breaks a rule of the loader."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement with its name, mode, prose and a runnable example of its parameters."""

    name: str
    text: str
    mode: Mode
    prose: str
    example: Mapping[str, Any]

    @property
    def parameters(self) -> frozenset[str]:
        """Names of its parameters."""
        return frozenset(_PARAMETER.findall(_STRING.sub("''", self.text)))


def check(found: Statement) -> None:
    """Refuse a statement without prose, with an unknown mode, or whose example has other parameters than its text.

    Raises
    ------
    StatementError
    """
    if found.mode not in get_args(Mode):
        raise StatementError(f"{found.name}: mode must be one of {', '.join(get_args(Mode))}")
    if not found.prose:
        raise StatementError(f"{found.name}: no sentence says what it does")
    if found.parameters != frozenset(found.example):
        difference = sorted(found.parameters ^ frozenset(found.example))
        raise StatementError(f"{found.name}: example and parameters differ in {', '.join(difference)}")
