"""Rules about relationships: whom we know, how well, and whether we keep it up."""

from analytics.gaps.catalogue.relationship import contact, coverage
from analytics.gaps.catalogue.rule import Parameter, Rule

RULES = (
    Rule(
        "key-player-uncovered",
        "relationship",
        coverage.key_player_uncovered,
        "high",
        ("account",),
        "coverage influence beliefs",
    ),
    Rule(
        "overdue-contact",
        "relationship",
        contact.overdue_contact,
        "medium",
        ("account",),
        "health closeness",
        {"critical_after": Parameter(2, "cadences", 1, 20, whole=False)},
    ),
)
