"""Rules about people and roles: who is there, and who is missing."""

from analytics.gaps.catalogue.people import champions, departments, opinions, roles, seats, stakeholders
from analytics.gaps.catalogue.rule import rules_of

RULES = rules_of("people", champions, departments, opinions, roles, seats, stakeholders)
