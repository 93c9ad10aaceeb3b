"""Rules about the records themselves: whether what they say can be trusted."""

from analytics.gaps.catalogue.rule import Rule
from analytics.gaps.catalogue.trust import beliefs

RULES = (Rule("stale-belief", "trust", beliefs.stale_belief, "medium", ("account", "chain"), "beliefs"),)
