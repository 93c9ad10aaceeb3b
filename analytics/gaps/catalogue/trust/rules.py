"""Rules about the records themselves: whether what they say can be trusted."""

from analytics.gaps.catalogue.rule import rules_of
from analytics.gaps.catalogue.trust import attention, beliefs, deals, duplicates, lines, sources

RULES = rules_of("trust", attention, beliefs, deals, duplicates, lines, sources)
