"""`docs/model.md` names every kind of record, every field, every type of edge and every word of a vocabulary."""

import re
from collections.abc import Iterator
from typing import Any, get_args

import pytest
from pydantic import BaseModel

from cypher import statements
from graph.ledger.record_rows import Row, changed_rows, resolve
from schemas import vocabularies
from schemas.registry import BY_KIND, RESOURCES
from schemas.resource import EdgeFields, RecordFields, RecordStamp, Resource
from schemas.settings.analysis_settings import AnalysisSettings
from tests.architecture.sources import ROOT, broken

PAGE = (ROOT / "docs" / "model.md").read_text(encoding="utf-8")
KIND = re.compile(r"^\| \[`(\w+)`\]\(#([\w-]+)\) \| `([\w-]+)` \| `([^`]+)` \| .+ \|$", re.MULTILINE)
FIELD = re.compile(r"^\| `(\w+)` \| (.*?) ?\| (.+) \|$", re.MULTILINE)
WORDS = re.compile(r"`([^`]+)`")
FENCED = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
LABEL = re.compile(r"\((?:\w+)?:([A-Z]\w+)|\[(?:\w+)?:([A-Z_|]+)")

KINDS = {kind: (anchor, path, stored) for kind, anchor, path, stored in KIND.findall(PAGE)}
VOCABULARIES = {
    **{
        re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower(): get_args(words)
        for name, words in vars(vocabularies).items()
        if get_args(words) and name != "Final"
    },
    "expertise": vocabularies.EXPERTISE,
}


def section(title: str) -> str:
    """Return the text below a heading, up to the next heading of any level."""
    return re.split(r"^#+ ", PAGE.split(f" {title}\n", maxsplit=1)[1], maxsplit=1, flags=re.MULTILINE)[0]


def section_of(kind: str) -> str:
    """Return the section of a kind, by the link of the table of kinds."""
    return section(KINDS[kind][0].replace("-", " ").capitalize())


def own_fields(resource: Resource) -> list[str]:
    """Return the fields of a kind that other kinds do not have, without the settings themselves."""
    shared = {*RecordFields.model_fields, *(EdgeFields.model_fields if resource.is_edge else ())}
    settings = AnalysisSettings.model_fields if resource.kind == "setting" else {}
    return [name for name in resource.fields.model_fields if name not in {*shared, *settings}]


def nested(annotation: Any) -> Iterator[type[BaseModel]]:
    """Yield the schemas inside a field, at any depth."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
        for field in annotation.model_fields.values():
            yield from nested(field.annotation)
    for argument in get_args(annotation):
        yield from nested(argument)


def stored_as(resource: Resource) -> str:
    """Return how a kind is stored: the label of a node, or the ends and the type of an edge."""
    if not resource.is_edge:
        names = (f"{resource.plural}.key", f"schema.{resource.kind}_key")
        (text,) = (found.text for name in names if (found := statements().get(name)))
        return str(LABEL.findall(text)[0][0])
    source, target = (end.kind or "any" for end in resource.ends)
    return f"{source} -{resource.relation}-> {target}"


def test_every_kind_is_in_the_table_with_its_url_and_how_it_is_stored():
    expected = {resource.kind: (resource.path, stored_as(resource)) for resource in RESOURCES}
    assert {kind: (path, stored) for kind, (_, path, stored) in KINDS.items()} == expected


def as_written(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


@pytest.mark.parametrize("kind", BY_KIND)
def test_every_field_of_a_kind_is_in_its_section_with_what_a_new_record_needs(kind: str):
    resource = BY_KIND[kind]
    rows = {name: needed for name, needed, _ in FIELD.findall(section_of(kind))}
    assert list(rows) == own_fields(resource), broken("The fields of a kind are those of its schema.", [kind])
    assert {name for name, needed in rows.items() if needed == "yes"} == set(resource.required)
    defaults = {name: needed for name, needed in rows.items() if needed.startswith("default")}
    assert defaults == {name: f"default `{as_written(value)}`" for name, value in resource.defaults.items()}


@pytest.mark.parametrize("kind", BY_KIND)
def test_every_nested_field_is_named_in_the_section_of_its_kind(kind: str):
    named = set(WORDS.findall(section_of(kind)))
    fields = BY_KIND[kind].fields.model_fields
    inner = {name for own in fields.values() for schema in nested(own.annotation) for name in schema.model_fields}
    assert inner <= named, broken("A nested field is explained with the field that holds it.", sorted(inner - named))


@pytest.mark.parametrize("kind", BY_KIND)
def test_a_section_says_which_fields_never_change(kind: str):
    resource = BY_KIND[kind]
    ends = dict.fromkeys(end.field for end in resource.ends)
    fixed = {*ends, *resource.distinguishing, *resource.fixed}
    stated = re.findall(r"^Never changes under one id: (.+)\.$", section_of(kind), re.MULTILINE)
    assert {name for line in stated for name in WORDS.findall(line)} == fixed


def test_the_fields_of_every_record_are_explained():
    names = re.findall(r"^\| (`.+?`) \|", section("Fields of every record"), re.MULTILINE)
    assert set(WORDS.findall(" ".join(names))) == {*EdgeFields.model_fields, *RecordStamp.model_fields}


def test_every_vocabulary_is_there_with_all_its_words():
    rows = dict(re.findall(r"^\| `(\w+)` \| (.+) \|$", section("Vocabularies"), re.MULTILINE))
    assert rows.keys() == VOCABULARIES.keys()
    missing = [
        f"{name}: {word}"
        for name, words in VOCABULARIES.items()
        for word in (f"{word:g}" if isinstance(word, float) else str(word) for word in words)
        if word not in WORDS.findall(rows[name])
    ]
    assert not missing, broken("Every word of a vocabulary is on the page.", missing)


def test_every_label_and_type_of_the_store_is_on_the_page():
    found = {
        name
        for statement in statements().values()
        for label, types in LABEL.findall(statement.text)
        for name in (label, *types.split("|"))
        if name
    }
    named = set(re.findall(r"[A-Z]\w+", " ".join(WORDS.findall(FENCED.sub("", PAGE)))))
    assert not found - named, broken("Whoever opens the store finds out what is in it.", sorted(found - named))


def test_the_example_of_two_times_is_what_the_ledger_makes_of_it():
    states, questions = section("Two times").split("An example.")[1].split("| as of | known at | title |")
    lines = re.findall(r"^\| \d.+", states, re.MULTILINE)
    first, second = ([cell.strip() or None for cell in line.split("|")[1:-1]] for line in lines)
    created: Row = {"sequence": 1, "title": first[1], "recorded_at": first[4]}
    (changed,) = changed_rows([created], lambda _: {"title": second[1]}, (None, None), str(second[2]))
    changed["recorded_at"] = second[4]
    columns = ("sequence", "title", "state_from", "state_to", "recorded_at")
    assert [first, second] == [[row.get(name) and str(row[name]) for name in columns] for row in (created, changed)]
    asked = re.findall(r"^\| (\d\S+) \| (\d\S+) \| (.+) \|$", questions, re.MULTILINE)
    answers = [resolve([changed, created], as_of, known_at) for as_of, known_at, _ in asked]
    assert [answer and answer["title"] for answer in answers] == [title for _, _, title in asked]
    assert len(asked) == 3
