"""Every sentence for a person exists in every language: who raises names a message, and no sentence stands in code."""

import ast
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

import schemas.errors
from app.messages.sentences import LANGUAGES, Text, texts_of
from schemas.errors import ServiceError
from tests.architecture.sources import broken, python_files, tree

SAYING = ("app", "graph", "schemas", "analytics")

RENDERING = Path("app/messages/sentences.py")
"""Says what others name; the only module that builds an id."""

LOOKED_UP_OTHERWISE = frozenset(
    {
        "access",
        "beliefs",
        "changes",
        "click",
        "closeness",
        "command_help",
        "demo",
        "gap_list",
        "joints",
        "labels",
        "names",
        "lanes",
        "pictures",
        "report_page",
        "remedies",
        "titles",
        "vocabularies",
    }
)
"""Subjects whose texts are not named by a message alone; tests of their own hold them."""

ERRORS = frozenset(
    name
    for name, value in vars(schemas.errors).items()
    if isinstance(value, type) and issubclass(value, ServiceError | schemas.errors.Problem)
)

MODULES = [path for path in python_files() if path.parts[0] in SAYING and path != RENDERING]


def parameters(text: Text) -> set[str]:
    """Return what a text is filled with; the two of one and many are chosen by ``count``."""
    forms = [text] if isinstance(text, str) else [*text.values()]
    named = {name for form in forms for _, name, _, _ in Formatter().parse(form) if name is not None}
    return named if isinstance(text, str) else named | {"count"}


def calls(path: Path, *names: str) -> Iterator[ast.Call]:
    """Yield the calls of functions and classes of these names, and of the methods of such classes."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call):
            called = node.func.value if isinstance(node.func, ast.Attribute) else node.func
            if isinstance(called, ast.Name) and called.id in names:
                yield node


def messages() -> Iterator[tuple[Path, ast.Call]]:
    for path in MODULES:
        yield from ((path, call) for call in calls(path, "Message"))


def is_a_sentence(node: ast.AST) -> bool:
    """Whether an expression is text that is written or put together where it stands."""
    if isinstance(node, ast.Constant):
        return isinstance(node.value, str)
    if isinstance(node, ast.IfExp):
        return is_a_sentence(node.body) or is_a_sentence(node.orelse)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        return node.func.attr in {"join", "format"} and is_a_sentence(node.func.value)
    return isinstance(node, ast.JoinedStr | ast.BinOp)


def made_with(call: ast.Call) -> list[ast.expr]:
    """Return what an error or a problem is made with, but for its pointer."""
    pointed = isinstance(call.func, ast.Attribute) or (isinstance(call.func, ast.Name) and call.func.id == "Problem")
    return [*call.args[1:2], *(word.value for word in call.keywords)] if pointed else call.args[:1]


def test_every_message_is_named_by_an_id_that_can_be_found():
    nameless = [
        f"{path}:{call.lineno}"
        for path, call in messages()
        if not (call.args and isinstance(call.args[0], ast.Constant) and len(call.args) == 1)
        or any(word.arg is None for word in call.keywords)
    ]
    assert nameless == [], broken("A message is named by a literal id and keywords: else nobody finds it.", nameless)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_has_a_sentence_that_is_filled_with_what_it_is_given(language):
    wrong = []
    for path, call in messages():
        name = str(ast.literal_eval(call.args[0]))
        subject, _, key = name.partition(".")
        text = texts_of(subject, language).get(key)
        given = {str(word.arg) for word in call.keywords}
        if text is None or not parameters(text) <= given or (given - parameters(text) - {"count"}):
            wrong.append(f"{path}:{call.lineno} {name} is given {sorted(given)}, the sentence is: {text}")
    assert wrong == [], broken("A message has a sentence in every language, which says each parameter.", wrong)


def test_no_sentence_is_without_use():
    named = {str(ast.literal_eval(call.args[0])) for _, call in messages()}
    subjects = {name.partition(".")[0] for name in named} - LOOKED_UP_OTHERWISE
    there = {f"{subject}.{name}" for subject in subjects for name in texts_of(subject, "en")}
    assert sorted(there - named) == []


def sentences_in(path: Path) -> list[str]:
    """Return where an error or a problem is made with a sentence instead of a message."""
    return [f"{path}:{call.lineno}" for call in calls(path, *ERRORS) if any(map(is_a_sentence, made_with(call)))]


def test_every_error_and_every_problem_names_a_message():
    wrong = [place for path in MODULES for place in sentences_in(path)]
    rule = "An error carries a message, which app/messages says in every language; no sentence stands in the code."
    assert wrong == [], broken(rule, wrong)


def test_every_value_that_a_validator_refuses_is_refused_with_a_message():
    wrong = [
        f"{path}:{node.lineno}"
        for path in MODULES
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Raise)
        and isinstance(node.exc, ast.Call)
        and isinstance(node.exc.func, ast.Name)
        and node.exc.func.id in {"ValueError", "TypeError", "AssertionError", "PydanticCustomError"}
    ]
    assert wrong == [], broken("Raise `misfit(Message(...))`: a ValueError speaks one language only.", wrong)


def test_no_help_of_a_command_stands_in_the_code():
    paths = [path for path in MODULES if path.is_relative_to("app/commands") or path == Path("app/cli.py")]
    wrong = [
        f"{path}:{word.value.lineno}"
        for path in paths
        if not path.is_relative_to("app/commands/spoken")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call)
        for word in node.keywords
        if word.arg in {"help", "short_help", "epilog"}
    ]
    assert len(paths) > len(wrong) == 0, broken("Help stands in `command_help.json` of every language.", wrong)
