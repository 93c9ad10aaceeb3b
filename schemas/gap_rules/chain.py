"""Facts of the rules about decisions: how a deal is decided, by whom, and what stands in the way."""

from schemas.gap_rules.rule_facts import ACCOUNT, CHAIN, Parameter, RuleFacts

VALUE = {"value": Parameter(0.05, "share", 0, 0.5, whole=False)}
SHARE = {"share": Parameter(0.5, "share", 0, 1, whole=False)}
STRENGTH = {"strength": Parameter(0.3, "share", 0, 1, whole=False)}
LATELY = {"days": Parameter(30, "days", 1, 365)}

FACTS = (
    RuleFacts("chain-missing", "chain", "high", ACCOUNT),
    RuleFacts("step-unowned", "chain", "high", CHAIN, "forecast coverage"),
    RuleFacts("rule-impossible", "chain", "high", CHAIN, "forecast"),
    RuleFacts("approver-unreachable", "chain", "high", CHAIN, "access"),
    RuleFacts("single-cut", "chain", "medium", CHAIN, "access"),
    RuleFacts("opponent-dominates", "chain", "high", CHAIN, "access beliefs"),
    RuleFacts("broker-uncovered", "chain", "medium", ACCOUNT, "influence coverage beliefs"),
    RuleFacts("blocking-coalition", "chain", "high", CHAIN, "forecast beliefs"),
    RuleFacts("pivotal-unknown", "chain", "high", CHAIN, "power beliefs", VALUE),
    RuleFacts("mostly-unknown", "chain", "medium", CHAIN, "forecast", SHARE),
    RuleFacts("unmediated-conflict", "chain", "medium", CHAIN, "influence", STRENGTH),
    RuleFacts("line-manager-recall", "chain", "medium", CHAIN, "coverage"),
    RuleFacts("support-in-one-camp", "chain", "medium", CHAIN, "influence beliefs"),
    RuleFacts("late-entrant", "chain", "high", CHAIN, "coverage"),
    RuleFacts("journey-went-back", "chain", "high", CHAIN, "closeness", LATELY),
    RuleFacts("step-overdue", "chain", "medium", CHAIN),
    RuleFacts("value-not-landed", "chain", "medium", CHAIN),
    RuleFacts("process-blind", "chain", "medium", ACCOUNT),
)
