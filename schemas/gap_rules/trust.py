"""Facts of the rules about the records themselves: whether what they say can be trusted."""

from schemas.gap_rules.rule_facts import ACCOUNT, BOTH, CHAIN, FactsOf, Parameter, share

of = FactsOf("trust")

FACTS = (
    of("reporting-cycle", "medium", ACCOUNT),
    of("two-solid-managers", "medium", ACCOUNT),
    of("self-line", "low", ACCOUNT),
    of("stale-belief", "medium", BOTH, "beliefs"),
    of("single-source", "low", CHAIN, "beliefs"),
    of("self-reported-only", "medium", CHAIN, "beliefs"),
    of("observers-disagree", "medium", CHAIN, "beliefs", agreement=share(0.5)),
    of("possible-duplicate", "low", ACCOUNT, "people/duplicates", share=share(0.5)),
    of("attention-bias", "low", ACCOUNT, "influence", people=Parameter(10, "people", 3, 1000), correlation=share(0.8)),
    of("stage-data-missing", "low", ACCOUNT, "health"),
    of("closed-unexplained", "low", ACCOUNT),
)
