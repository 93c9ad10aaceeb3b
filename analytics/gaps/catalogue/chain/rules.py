"""Rules about decisions: how a deal is decided, by whom, and what stands in the way."""

from analytics.gaps.catalogue.chain import chains, circles, knowledge, offers, progress, steps, teams, votes, ways
from analytics.gaps.catalogue.rule import rules_of

RULES = rules_of("chain", chains, circles, knowledge, offers, progress, steps, teams, votes, ways)
