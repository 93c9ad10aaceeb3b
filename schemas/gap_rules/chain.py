"""Facts of the rules about decisions: how a deal is decided, by whom, and what stands in the way."""

from schemas.gap_rules.rule_facts import ACCOUNT, CHAIN, FactsOf, Parameter, measured, share

of = FactsOf("chain")

FACTS = (
    of("chain-missing", "high", ACCOUNT),
    of("step-unowned", "high", CHAIN, "forecast coverage"),
    of("rule-impossible", "high", CHAIN, "forecast"),
    of("approver-unreachable", "high", CHAIN, "access"),
    of("single-cut", "medium", CHAIN, "access"),
    of("opponent-dominates", "high", CHAIN, "access beliefs"),
    of("broker-uncovered", "medium", ACCOUNT, "influence coverage beliefs"),
    of("blocking-coalition", "high", CHAIN, "forecast beliefs"),
    of("pivotal-unknown", "high", CHAIN, "power beliefs", value=measured(0.05, "share", 0, 0.5)),
    of("mostly-unknown", "medium", CHAIN, "forecast", share=share(0.5)),
    of("unmediated-conflict", "medium", CHAIN, "influence", strength=share(0.3)),
    of("line-manager-recall", "medium", CHAIN, "coverage"),
    of("support-in-one-camp", "medium", CHAIN, "influence beliefs"),
    of("late-entrant", "high", CHAIN, "coverage"),
    of("journey-went-back", "high", CHAIN, "closeness", days=Parameter(30, "days", 1, 365)),
    of("step-overdue", "medium", CHAIN),
    of("value-not-landed", "medium", CHAIN),
    of("process-blind", "medium", ACCOUNT),
)
