"""What is known of a gap rule without running it: its id, how bad its findings are, and what a profile may set."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from schemas.analysis.gap_words import Family, Scope, Severity, Unit

ACCOUNT: tuple[Scope, ...] = ("account",)
CHAIN: tuple[Scope, ...] = ("chain",)
BOTH: tuple[Scope, ...] = ("account", "chain")
"""Where a rule looks; in both where a finding about a chain would hide one about the whole account."""


class Parameter(NamedTuple):
    """A number that a profile may set: its default, unit and range; ``whole`` where only whole numbers make sense."""

    default: float
    unit: Unit
    least: float
    most: float
    whole: bool = True

    def takes(self, value: float) -> bool:
        """Return whether a value lies in the range, and is whole where it must be.

        Examples
        --------
        >>> days = Parameter(60, "days", 1, 3650)
        >>> days.takes(30), days.takes(0), days.takes(1.5)
        (True, False, False)
        """
        return self.least <= value <= self.most and (not self.whole or value == int(value))


def measured(default: float, unit: Unit, least: float, most: float) -> Parameter:
    """Return a parameter that need not be whole."""
    return Parameter(default, unit, least, most, whole=False)


def share(default: float) -> Parameter:
    """Return a parameter from 0 to 1."""
    return measured(default, "share", 0, 1)


def days(default: float) -> Parameter:
    """Return a parameter of whole days, from one to ten years."""
    return Parameter(default, "days", 1, 3650)


def people(default: float) -> Parameter:
    """Return a parameter of people, from 1 to 100."""
    return Parameter(default, "people", 1, 100)


@dataclass(frozen=True, eq=False)
class RuleFacts:
    """What the catalogue says of a rule.

    Its title, what fires it, why it matters, its source, and what each parameter means stand under its id in
    ``gap_rules_<family>.json`` of each language.

    Attributes
    ----------
    id : str
        Its name everywhere; that of its function, with hyphens for underscores.
    family : Family
        What it is about.
    severity : Severity
        Of its findings, unless a finding or a profile says otherwise.
    scopes : tuple of Scope
        Where it looks.
    reads : str
        The answers it stands on, separated by spaces: what a reader opens to check it.
    parameters : mapping
        What a profile may set, by the name of the function's keyword.
    """

    id: str
    family: Family
    severity: Severity
    scopes: tuple[Scope, ...]
    reads: str = ""
    parameters: Mapping[str, Parameter] = field(default_factory=dict)

    def defaults(self) -> dict[str, Any]:
        """Return the parameters as they are without a profile."""
        return {name: parameter.default for name, parameter in self.parameters.items()}


class FactsOf(NamedTuple):
    """Makes the facts of rules of one family, a line each.

    Examples
    --------
    >>> FactsOf("relationship")("cooling", "medium", ACCOUNT, "closeness", days=days(30)).defaults()
    {'days': 30}
    """

    family: Family

    def __call__(
        self, rule: str, severity: Severity, scopes: tuple[Scope, ...], reads: str = "", **parameters: Parameter
    ) -> RuleFacts:
        """Return the facts of a rule, with what a profile may set by the name of the function's keyword."""
        return RuleFacts(rule, self.family, severity, scopes, reads, parameters)
