"""The threat model names the tests that hold each promise, and they exist."""

import ast
import re

from tests.architecture.sources import ROOT, broken, tree

PAGE = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")
PROMISE = re.compile(r"^\| (?P<promise>[^|]+\.) \| (?P<held>[^|]+) \|$", re.MULTILINE)


def named_in(path: str) -> set[str]:
    """Return the names of the tests of a file; none where it does not exist."""
    file = ROOT / path
    functions = (ast.FunctionDef, ast.AsyncFunctionDef)
    return {one.name for one in tree(file).body if isinstance(one, functions)} if file.is_file() else set()


def test_every_test_that_is_named_exists():
    missing = [f"{path}::{name}" for path, name in NAMED.findall(PAGE) if name not in named_in(path)]
    assert not missing, broken("A promise of docs/security.md names tests that exist: rename them there, too.", missing)


def test_every_promise_names_a_test():
    promises = {found["promise"]: found["held"] for found in PROMISE.finditer(PAGE)}
    assert len(promises) > 20
    empty = [promise for promise, held in promises.items() if not NAMED.search(held)]
    assert not empty, broken("A promise without a test is a hope: it stands under what is not promised.", empty)
