"""The facts of every gap rule, in the order in which the catalogue is read."""

from collections.abc import Mapping

from schemas.gap_rules.chain import FACTS as CHAIN
from schemas.gap_rules.people import FACTS as PEOPLE
from schemas.gap_rules.relationship import FACTS as RELATIONSHIP
from schemas.gap_rules.rule_facts import RuleFacts
from schemas.gap_rules.trust import FACTS as TRUST

FACTS: tuple[RuleFacts, ...] = (*PEOPLE, *RELATIONSHIP, *CHAIN, *TRUST)

FACTS_BY_ID: Mapping[str, RuleFacts] = {facts.id: facts for facts in FACTS}

BUILT_IN_PROFILES = ("full", "light", "starter")
"""Names of the profiles of rules that are there without being stored."""
