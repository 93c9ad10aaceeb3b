"""Facts of the rules about people and roles: who is there, and who is missing."""

from schemas.gap_rules.rule_facts import ACCOUNT, BOTH, CHAIN, Parameter, RuleFacts

FACTS = (
    RuleFacts("no-stakeholders", "people", "high", BOTH, "beliefs"),
    RuleFacts(
        "map-too-small",
        "people",
        "medium",
        CHAIN,
        parameters={
            "small": Parameter(3, "people", 1, 100),
            "medium": Parameter(5, "people", 1, 100),
            "large": Parameter(8, "people", 1, 100),
            "strategic": Parameter(12, "people", 1, 100),
        },
    ),
    RuleFacts(
        "champion-unproven",
        "people",
        "high",
        CHAIN,
        "influence access beliefs",
        {"percentile": Parameter(50, "percent", 0, 100, whole=False), "days": Parameter(60, "days", 1, 3650)},
    ),
    RuleFacts("role-unfilled", "people", "medium", ACCOUNT, "health"),
    RuleFacts("economic-buyer-ambiguous", "people", "high", CHAIN),
    RuleFacts("external-actor-missing", "people", "low", ACCOUNT),
    RuleFacts(
        "single-champion",
        "people",
        "medium",
        ACCOUNT,
        parameters={"share": Parameter(1 / 3, "share", 0, 1, whole=False)},
    ),
    RuleFacts(
        "placeholder-unfilled",
        "people",
        "medium",
        CHAIN,
        parameters={"days": Parameter(14, "days", 0, 3650)},
    ),
    RuleFacts(
        "hidden-manager",
        "people",
        "low",
        ACCOUNT,
        parameters={"people": Parameter(3, "people", 1, 100)},
    ),
    RuleFacts(
        "headcount-short",
        "people",
        "low",
        CHAIN,
        parameters={"share": Parameter(0.5, "share", 0, 1, whole=False)},
    ),
    RuleFacts("left-but-active", "people", "medium", ACCOUNT),
    RuleFacts("cannot-be-placed", "people", "low", ACCOUNT, "health"),
    RuleFacts(
        "only-talkers",
        "people",
        "medium",
        ACCOUNT,
        "beliefs",
        {"people": Parameter(3, "people", 1, 100)},
    ),
    RuleFacts(
        "only-supporters",
        "people",
        "low",
        BOTH,
        "beliefs",
        {"people": Parameter(5, "people", 1, 100)},
    ),
)
