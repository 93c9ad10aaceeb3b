"""Facts of the rules about the records themselves: whether what they say can be trusted."""

from schemas.gap_rules.rule_facts import ACCOUNT, BOTH, CHAIN, Parameter, RuleFacts

FACTS = (
    RuleFacts("reporting-cycle", "trust", "medium", ACCOUNT),
    RuleFacts("two-solid-managers", "trust", "medium", ACCOUNT),
    RuleFacts("self-line", "trust", "low", ACCOUNT),
    RuleFacts("stale-belief", "trust", "medium", BOTH, "beliefs"),
    RuleFacts("single-source", "trust", "low", CHAIN, "beliefs"),
    RuleFacts("self-reported-only", "trust", "medium", CHAIN, "beliefs"),
    RuleFacts(
        "observers-disagree",
        "trust",
        "medium",
        CHAIN,
        "beliefs",
        {"agreement": Parameter(0.5, "share", 0, 1, whole=False)},
    ),
    RuleFacts(
        "possible-duplicate",
        "trust",
        "low",
        ACCOUNT,
        "people/duplicates",
        {"share": Parameter(0.5, "share", 0, 1, whole=False)},
    ),
    RuleFacts(
        "attention-bias",
        "trust",
        "low",
        ACCOUNT,
        "influence",
        {
            "people": Parameter(10, "people", 3, 1000),
            "correlation": Parameter(0.8, "share", 0, 1, whole=False),
        },
    ),
    RuleFacts("stage-data-missing", "trust", "low", ACCOUNT, "health"),
    RuleFacts("closed-unexplained", "trust", "low", ACCOUNT),
)
