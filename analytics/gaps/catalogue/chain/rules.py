"""Rules about decisions: how a deal is decided, by whom, and what stands in the way."""

from analytics.gaps.catalogue.chain import chains, steps
from analytics.gaps.catalogue.rule import Rule

RULES = (
    Rule("chain-missing", "chain", chains.chain_missing, "high", ("account",)),
    Rule("step-unowned", "chain", steps.step_unowned, "high", ("chain",), "forecast coverage"),
)
