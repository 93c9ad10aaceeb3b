"""Every statement keeps the house rules, and every rule sees what it must see."""

import ast
import re

import pytest

from cypher import statements
from tests.architecture.sources import PACKAGES, broken, python_files, tree
from tests.architecture.statement_rules import EXCEPTIONS, RULES, Rule, code, labels, relationship_types

rules = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)


@rules
def test_every_statement_keeps_the_rule(rule: Rule):
    breaks = [
        f"{name}: {found}"
        for name, statement in statements().items()
        if (rule.name, name) not in EXCEPTIONS
        for found in rule.find(code(statement.text))
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


CLAUSE = re.compile(r"\b(MATCH|MERGE|CREATE|UNWIND)\s+[($]|\bUNWIND\s+\w+\s+AS\b")


def texts(module: ast.Module) -> list[str]:
    """Return every text of a module that is not its documentation, the fixed parts of f-strings included."""
    return [
        node.value
        for statement in ast.walk(module)
        if not (isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant))
        for node in ast.iter_child_nodes(statement)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]


def test_no_statement_is_built_from_strings():
    found = [
        f"{path}: {text}"
        for path in python_files()
        if path.parts[0] in PACKAGES
        for text in texts(tree(path))
        if CLAUSE.search(text)
    ]
    assert not found, broken("A statement stands in a .cypher file, where it is linted and run.", found)


def test_a_statement_in_python_is_seen():
    bad = ast.parse('label = "Person"\ntext = f"MATCH (n:{label}) RETURN n"\n')
    good = ast.parse('"""MATCH (n) in documentation."""\nname = "people.get"\n')
    assert [bool(CLAUSE.search(" ".join(texts(module)))) for module in (bad, good)] == [True, False]
