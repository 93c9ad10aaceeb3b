"""Every statement keeps the house rules, and every rule sees what it must see."""

import pytest

from cypher import statements
from tests.architecture.sources import broken
from tests.architecture.statement_rules import RULES, Rule, code, labels, relationship_types

rules = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)


@rules
def test_every_statement_keeps_the_rule(rule: Rule):
    breaks = [
        f"{name}: {found}" for name, statement in statements().items() for found in rule.find(code(statement.text))
    ]
    assert not breaks, broken(rule.reason, breaks)


@rules
def test_a_rule_sees_what_breaks_it_and_nothing_else(rule: Rule):
    assert list(rule.find(code(rule.bad)))
    assert not list(rule.find(code(rule.good)))


def test_labels_and_relationship_types_are_disjoint():
    texts = [statement.text for statement in statements().values()]
    both = set().union(*map(labels, texts)) & set().union(*map(relationship_types, texts))
    assert not both, f"{both}: in the embedded engine labels and relationship types share one space of names."


def test_every_resource_has_statements():
    assert statements(), "No statement was found: the rules above would pass on nothing."
