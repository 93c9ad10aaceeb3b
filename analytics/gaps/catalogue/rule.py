"""Rules: one small function each, and what the catalogue says of it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from types import ModuleType

from analytics.gaps.finding import Finding
from schemas.analysis.gap_words import Family
from schemas.gap_rules.registry import FACTS
from schemas.gap_rules.rule_facts import RuleFacts

Find = Callable[..., Iterator[Finding]]
"""Takes a `GapContext` and the parameters of its rule by name; yields what it sees."""


@dataclass(frozen=True, eq=False)
class Rule(RuleFacts):
    """A rule of the catalogue: its facts, and the function that sees; two examples stand in the TOML file beside it.

    Attributes
    ----------
    find : callable
        Yields what it sees of a context.
    """

    find: Find = field(kw_only=True)


def rules_of(family: Family, *modules: ModuleType) -> tuple[Rule, ...]:
    """Return the rules of a family, in the order of their facts; each is the function of its name in these modules.

    Raises
    ------
    KeyError
        When a rule that has facts has no function.

    Examples
    --------
    >>> from analytics.gaps.catalogue.trust import attention, beliefs, deals, duplicates, lines, sources
    >>> rules_of("trust", attention, beliefs, deals, duplicates, lines, sources)[0].find is lines.reporting_cycle
    True
    """
    finds = {
        name: value
        for module in modules
        for name, value in vars(module).items()
        if getattr(value, "__module__", None) == module.__name__
    }
    return tuple(
        Rule(
            facts.id,
            facts.family,
            facts.severity,
            facts.scopes,
            facts.reads,
            facts.parameters,
            find=finds[facts.id.replace("-", "_")],
        )
        for facts in FACTS
        if facts.family == family
    )
