"""Facts of the rules about relationships: whom we know, how well, and whether we keep it up."""

from schemas.gap_rules.rule_facts import ACCOUNT, CHAIN, Parameter, RuleFacts

FACTS = (
    RuleFacts(
        "key-player-uncovered",
        "relationship",
        "high",
        ACCOUNT,
        "coverage influence beliefs",
    ),
    RuleFacts("no-supportive-power", "relationship", "critical", CHAIN, "beliefs"),
    RuleFacts("below-target-rung", "relationship", "medium", ACCOUNT, "closeness"),
    RuleFacts(
        "single-threaded-theirs",
        "relationship",
        "medium",
        ACCOUNT,
        "closeness",
        {
            "least": Parameter(2, "people", 1, 100, whole=False),
            "share": Parameter(0.6, "share", 0, 1, whole=False),
        },
    ),
    RuleFacts(
        "single-threaded-ours",
        "relationship",
        "medium",
        ACCOUNT,
        "closeness beliefs",
        {"share": Parameter(0.7, "share", 0, 1, whole=False)},
    ),
    RuleFacts(
        "overdue-contact",
        "relationship",
        "medium",
        ACCOUNT,
        "health closeness",
        {"critical_after": Parameter(2, "cadences", 1, 20, whole=False)},
    ),
    RuleFacts(
        "inbound-unanswered",
        "relationship",
        "high",
        ACCOUNT,
        parameters={"days": Parameter(2, "days", 0, 365, whole=False)},
    ),
    RuleFacts(
        "cooling",
        "relationship",
        "medium",
        ACCOUNT,
        "closeness beliefs",
        {
            "points": Parameter(10, "points", 0, 100, whole=False),
            "days": Parameter(30, "days", 1, 3650),
        },
    ),
    RuleFacts(
        "one-sided",
        "relationship",
        "medium",
        ACCOUNT,
        "closeness",
        {"contacts": Parameter(5, "count", 1, 100)},
    ),
    RuleFacts("weakest-degree", "relationship", "low", ACCOUNT, "closeness coverage"),
    RuleFacts("level-mismatch", "relationship", "medium", ACCOUNT, "closeness coverage"),
    RuleFacts(
        "department-uncovered",
        "relationship",
        "medium",
        ACCOUNT,
        "coverage influence",
        {"share": Parameter(0.1, "share", 0, 1, whole=False)},
    ),
    RuleFacts(
        "cell-unowned",
        "relationship",
        "low",
        ACCOUNT,
        "coverage",
        {"people": Parameter(3, "people", 1, 1000)},
    ),
    RuleFacts("competitor-closer", "relationship", "high", ACCOUNT, "closeness beliefs"),
    RuleFacts(
        "silent-owner",
        "relationship",
        "medium",
        ACCOUNT,
        parameters={"days": Parameter(30, "days", 1, 3650)},
    ),
)
