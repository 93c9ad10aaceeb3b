"""`docs/numbers.md` explains every field of every answer, and defines every metric."""

import inspect
import pkgutil
import re
from collections.abc import Iterator
from importlib import import_module
from types import ModuleType
from typing import Any, get_args

import pytest

import analytics
from analytics.registry import AccountMetrics, Metric, NetworkMetrics
from app.pages.null_reasons import REASONS
from app.pages.number_facts import FACTS
from app.pages.number_sections import SECTIONS
from app.pages.numbers import function_at
from schemas.analysis.answer import Answer
from schemas.vocabularies import NullReason
from tests.architecture.sources import ROOT, broken
from tests.cli.running import stakegraph

PAGE = (ROOT / "docs" / "numbers.md").read_text(encoding="utf-8")
FOLDERS = ("access", "beliefs", "chains", "closeness", "coverage", "graphs", "health", "influence", "network")
ANSWERS = [section.answer for section in SECTIONS if section.answer is not None]
ROW = re.compile(r"^\| `(\w+)` \| (.*?) \| (.*?) \| (.*?) \| (.*?) \|$", re.MULTILINE)


def tables() -> dict[str, dict[str, tuple[str, str]]]:
    """Return for each schema on the page its fields, with unit and null."""
    parts = re.split(r'^### <a id="part-(\w+)"></a>.*\n', PAGE, flags=re.MULTILINE)
    found = dict(zip(parts[1::2], parts[2::2], strict=True))
    found["Answer"] = PAGE.split("## Fields of every answer")[1].split("## Sections")[0]
    return {name: {row[0]: (row[2], row[4]) for row in ROW.findall(text)} for name, text in found.items()}


def schemas_of_answers() -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every schema of an answer with its fields."""
    for answer in ANSWERS:
        whole = answer.model_json_schema()
        yield answer.__name__, whole["properties"]
        for name, schema in whole.get("$defs", {}).items():
            yield name, schema.get("properties", {})


def is_number(field: dict[str, Any]) -> bool:
    """Return whether a field is a number, or a list of numbers."""
    inner = [*field.get("anyOf", ()), *field.get("prefixItems", ()), *([field["items"]] if "items" in field else [])]
    return field.get("type") in {"number", "integer"} or any(map(is_number, inner))


def modules(folder: str) -> Iterator[ModuleType]:
    """Yield every module of a folder of `analytics`."""
    package = import_module(f"analytics.{folder}")
    return (import_module(f"{package.__name__}.{found.name}") for found in pkgutil.iter_modules(package.__path__))


def test_the_repository_holds_the_page_that_the_code_makes():
    renew = ".venv/bin/stakegraph numbers > docs/numbers.md"
    assert stakegraph("numbers").stdout == PAGE, f"look at the difference, then renew it: {renew}"


def test_every_answer_has_a_section():
    folder = import_module("schemas.analysis")
    names = [module.name for module in pkgutil.walk_packages(folder.__path__, "schemas.analysis.")]
    values = {value for name in names for value in vars(import_module(name)).values() if isinstance(value, type)}
    found = [value for value in values if issubclass(value, Answer) and not value.__subclasses__()]
    assert set(found) == set(ANSWERS)


def test_every_field_of_every_answer_is_on_the_page():
    shown = tables()
    expected = {
        (name, field)
        for name, fields in schemas_of_answers()
        for field in fields
        if fields and field != "reasons" and not (name.endswith("Analysis") and field in Answer.model_fields)
    }
    missing = [f"{name}.{field}" for name, field in sorted(expected) if field not in shown.get(name, {})]
    assert not missing, broken("Whoever reads an answer finds each of its fields in docs/numbers.md.", missing)
    gone = [f"{name}.{field}" for name, fields in shown.items() for field in fields if name != "Answer"]
    assert set(gone) == {f"{name}.{field}" for name, field in expected}
    assert shown["Answer"].keys() == Answer.model_fields.keys()


def test_every_number_has_a_unit():
    shown = tables()
    without = [
        f"{name}.{field}"
        for name, fields in schemas_of_answers()
        for field, schema in fields.items()
        if field in shown[name] and is_number(schema) and not shown[name][field][0]
    ]
    assert not without, broken(
        "A number without a unit means nothing: give it one in app/pages/number_facts.py.", without
    )


def test_every_fact_is_about_a_field_and_names_a_definition_of_the_page():
    fields = {f"{name}.{field}" for name, table in tables().items() for field in table}
    assert FACTS.keys() <= fields, sorted(FACTS.keys() - fields)
    defined = {path for section in SECTIONS for path in section.functions}
    unknown = [f"{field}: {fact.by}" for field, fact in FACTS.items() if fact.by and fact.by not in defined]
    assert not unknown, broken("A definition that a field links to is on the page.", unknown)


def test_every_metric_is_defined_once():
    defined = [function_at(path) for section in SECTIONS for path in section.functions]
    assert len(defined) == len(set(defined))
    registered = {
        line.compute
        for owner in (AccountMetrics, NetworkMetrics)
        for line in vars(owner).values()
        if isinstance(line, Metric)
    }
    public = {
        function
        for folder in FOLDERS
        for module in modules(folder)
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == module.__name__ and not name.startswith("_")
    }
    missing = [f"{each.__module__}.{each.__name__}" for each in (registered | public) - set(defined)]
    assert not missing, broken("Every metric is defined in a section of app/pages/number_sections.py.", missing)


def test_every_folder_of_metrics_is_looked_at():
    folders = {found.name for found in pkgutil.iter_modules(analytics.__path__) if found.ispkg}
    computing = {"backend", "changes", "gaps", "inputs", "plans", "routes", "scores", "simulation", "votes"}
    assert folders - set(FOLDERS) == computing | {"answers", "reports", "snapshots"}


def test_every_reason_is_explained():
    assert REASONS.keys() == set(get_args(NullReason))


@pytest.mark.parametrize("page", ["numbers.md", "model.md"])
def test_every_link_within_a_page_leads_somewhere(page: str):
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    titles = re.findall(r"^#+ (?:<a id=\"[\w-]+\"></a>)?(.+)$", text, re.MULTILINE)
    anchors = {re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-") for title in titles}
    anchors |= set(re.findall(r'<a id="([\w-]+)">', text))
    dead = sorted(set(re.findall(r"\]\(#([^)]+)\)", text)) - anchors)
    assert not dead, broken(f"A link within docs/{page} leads to a heading of it.", dead)
