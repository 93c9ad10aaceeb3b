"""Rules about decisions: how a deal is decided, by whom, and what stands in the way."""

from analytics.gaps.catalogue.chain import chains, circles, knowledge, offers, progress, steps, teams, votes, ways
from analytics.gaps.catalogue.rule import Parameter, Rule
from schemas.analysis.gap_words import Scope

ACCOUNT: tuple[Scope, ...] = ("account",)
CHAIN: tuple[Scope, ...] = ("chain",)

VALUE = {"value": Parameter(0.05, "share", 0, 0.5, whole=False)}
SHARE = {"share": Parameter(0.5, "share", 0, 1, whole=False)}
STRENGTH = {"strength": Parameter(0.3, "share", 0, 1, whole=False)}
LATELY = {"days": Parameter(30, "days", 1, 365)}

RULES = (
    Rule("chain-missing", "chain", chains.chain_missing, "high", ACCOUNT),
    Rule("step-unowned", "chain", steps.step_unowned, "high", CHAIN, "forecast coverage"),
    Rule("rule-impossible", "chain", votes.rule_impossible, "high", CHAIN, "forecast"),
    Rule("approver-unreachable", "chain", ways.approver_unreachable, "high", CHAIN, "access"),
    Rule("single-cut", "chain", ways.single_cut, "medium", CHAIN, "access"),
    Rule("opponent-dominates", "chain", ways.opponent_dominates, "high", CHAIN, "access beliefs"),
    Rule("broker-uncovered", "chain", circles.broker_uncovered, "medium", ACCOUNT, "influence coverage beliefs"),
    Rule("blocking-coalition", "chain", votes.blocking_coalition, "high", CHAIN, "forecast beliefs"),
    Rule("pivotal-unknown", "chain", knowledge.pivotal_unknown, "high", CHAIN, "power beliefs", VALUE),
    Rule("mostly-unknown", "chain", knowledge.mostly_unknown, "medium", CHAIN, "forecast", SHARE),
    Rule("unmediated-conflict", "chain", circles.unmediated_conflict, "medium", CHAIN, "influence", STRENGTH),
    Rule("line-manager-recall", "chain", teams.line_manager_recall, "medium", CHAIN, "coverage"),
    Rule("support-in-one-camp", "chain", circles.support_in_one_camp, "medium", CHAIN, "influence beliefs"),
    Rule("late-entrant", "chain", teams.late_entrant, "high", CHAIN, "coverage"),
    Rule("journey-went-back", "chain", progress.journey_went_back, "high", CHAIN, "closeness", LATELY),
    Rule("step-overdue", "chain", progress.step_overdue, "medium", CHAIN),
    Rule("value-not-landed", "chain", offers.value_not_landed, "medium", CHAIN),
    Rule("process-blind", "chain", offers.process_blind, "medium", ACCOUNT),
)
