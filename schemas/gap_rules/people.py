"""Facts of the rules about people and roles: who is there, and who is missing."""

from schemas.gap_rules.rule_facts import ACCOUNT, BOTH, CHAIN, FactsOf, Parameter, days, measured, people, share

of = FactsOf("people")

FACTS = (
    of("no-stakeholders", "high", BOTH, "beliefs"),
    of("map-too-small", "medium", CHAIN, small=people(3), medium=people(5), large=people(8), strategic=people(12)),
    of(
        "champion-unproven",
        "high",
        CHAIN,
        "influence access beliefs",
        percentile=measured(50, "percent", 0, 100),
        days=days(60),
    ),
    of("role-unfilled", "medium", ACCOUNT, "health"),
    of("economic-buyer-ambiguous", "high", CHAIN),
    of("external-actor-missing", "low", ACCOUNT),
    of("single-champion", "medium", ACCOUNT, share=share(1 / 3)),
    of("placeholder-unfilled", "medium", CHAIN, days=Parameter(14, "days", 0, 3650)),
    of("hidden-manager", "low", ACCOUNT, people=people(3)),
    of("headcount-short", "low", CHAIN, share=share(0.5)),
    of("left-but-active", "medium", ACCOUNT),
    of("cannot-be-placed", "low", ACCOUNT, "health"),
    of("only-talkers", "medium", ACCOUNT, "beliefs", people=people(3)),
    of("only-supporters", "low", BOTH, "beliefs", people=people(5)),
)
