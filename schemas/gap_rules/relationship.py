"""Facts of the rules about relationships: whom we know, how well, and whether we keep it up."""

from schemas.gap_rules.rule_facts import ACCOUNT, CHAIN, FactsOf, Parameter, days, measured, share

of = FactsOf("relationship")

FACTS = (
    of("key-player-uncovered", "high", ACCOUNT, "coverage influence beliefs"),
    of("no-supportive-power", "critical", CHAIN, "beliefs"),
    of("below-target-rung", "medium", ACCOUNT, "closeness"),
    of("single-threaded-theirs", "medium", ACCOUNT, "closeness", least=measured(2, "people", 1, 100), share=share(0.6)),
    of("single-threaded-ours", "medium", ACCOUNT, "closeness beliefs", share=share(0.7)),
    of("overdue-contact", "medium", ACCOUNT, "health closeness", critical_after=measured(2, "cadences", 1, 20)),
    of("inbound-unanswered", "high", ACCOUNT, days=measured(2, "days", 0, 365)),
    of("cooling", "medium", ACCOUNT, "closeness beliefs", points=measured(10, "points", 0, 100), days=days(30)),
    of("one-sided", "medium", ACCOUNT, "closeness", contacts=Parameter(5, "count", 1, 100)),
    of("weakest-degree", "low", ACCOUNT, "closeness coverage"),
    of("level-mismatch", "medium", ACCOUNT, "closeness coverage"),
    of("department-uncovered", "medium", ACCOUNT, "coverage influence", share=share(0.1)),
    of("cell-unowned", "low", ACCOUNT, "coverage", people=Parameter(3, "people", 1, 1000)),
    of("competitor-closer", "high", ACCOUNT, "closeness beliefs"),
    of("silent-owner", "medium", ACCOUNT, days=days(30)),
    of("action-overdue", "medium", ACCOUNT, days=days(3)),
)
