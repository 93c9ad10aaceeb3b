"""Every rule of the catalogue, in the order in which it is read: family by family, each in its own list."""

from collections.abc import Mapping

from analytics.gaps.catalogue.chain.rules import RULES as CHAIN
from analytics.gaps.catalogue.people.rules import RULES as PEOPLE
from analytics.gaps.catalogue.relationship.rules import RULES as RELATIONSHIP
from analytics.gaps.catalogue.rule import Rule
from analytics.gaps.catalogue.trust.rules import RULES as TRUST

RULES: tuple[Rule, ...] = (*PEOPLE, *RELATIONSHIP, *CHAIN, *TRUST)

BY_ID: Mapping[str, Rule] = {rule.id: rule for rule in RULES}
