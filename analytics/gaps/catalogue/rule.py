"""Rules: one small function each, and what the catalogue says of it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from analytics.gaps.finding import Finding
from schemas.analysis.gap_words import Family, Scope, Severity, Unit

Find = Callable[..., Iterator[Finding]]
"""Takes a `GapContext` and the parameters of its rule by name; yields what it sees."""


class Parameter(NamedTuple):
    """A number that a profile may set: its default, unit and range; ``whole`` where only whole numbers make sense."""

    default: float
    unit: Unit
    least: float
    most: float
    whole: bool = True


@dataclass(frozen=True, eq=False)
class Rule:
    """A rule of the catalogue.

    Its title, what fires it, why it matters, its source, and what each parameter means stand under its id in
    ``gap_rules_<family>.json`` of each language; its two examples in the TOML file beside its function.

    Attributes
    ----------
    id : str
        Its name everywhere.
    family : Family
        What it is about.
    find : callable
        Yields what it sees of a context.
    severity : Severity
        Of its findings, unless a finding or a profile says otherwise.
    scopes : tuple of Scope
        Where it looks; in both where a finding about a chain would hide one about the whole account.
    reads : str
        The answers it stands on, separated by spaces: what a reader opens to check it.
    parameters : mapping
        What a profile may set, by the name of the function's keyword.
    """

    id: str
    family: Family
    find: Find
    severity: Severity
    scopes: tuple[Scope, ...]
    reads: str = ""
    parameters: Mapping[str, Parameter] = field(default_factory=dict)

    def defaults(self) -> dict[str, Any]:
        """Return the parameters as they are without a profile."""
        return {name: parameter.default for name, parameter in self.parameters.items()}
