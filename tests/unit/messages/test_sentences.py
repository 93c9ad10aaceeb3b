"""Every sentence is there in every language, takes the same parameters and is in its language."""

import re
from collections.abc import Iterator
from importlib import resources
from string import Formatter
from typing import Any, get_args

import pytest

from app.messages.sentences import LANGUAGES, Sentences, Text, sentence, texts_of, title_of
from app.messages.validation import OF_A_FIELD, OF_A_LIMIT, OF_A_TYPE
from schemas.analysis.chains.access import AccessStep
from schemas.api_keys import KeyState
from schemas.errors import ServiceError
from schemas.jobs import JobState
from schemas.messages.message import Message
from schemas.registry import BY_KIND
from schemas.vocabularies import Rung

HAN = re.compile(r"[\u4e00-\u9fff]")
SUBJECTS = sorted(
    path.name.removesuffix(".json")
    for path in resources.files("app.messages").joinpath("en").iterdir()
    if path.name != "vocabularies.json"
)
SAID_BY_NAME = ["access", "beliefs", "changes", "demo", "gap_list", "lanes", "pictures"]
"""Subjects whose sentences are looked up one by one, with `Sentences`."""
LISTS_OF_TEXTS = {"command_help", "labels", *(subject for subject in SUBJECTS if subject.startswith("gap_rules_"))}
"""Subjects whose names stand for several texts each: labels of a list, texts on a rule, help of a command."""
NOT_REPEATED = {
    "access": {"source"},
    "click": {"choice", "choices", "format", "formats", "len", "name", "number_type", "possibility", "possibilities"},
}
"""Parameters that one language may leave out: a step of a way is given both its ends, click names types."""
FREE_OF_WORDS = {"joints", "places"}
"""Subjects of marks, and not of words."""


def forms(text: Text) -> list[str]:
    """Return the text, or both of one and many."""
    return [text] if isinstance(text, str) else list(text.values())


def named_forms(text: Text, *, of_a_list: bool) -> list[tuple[str, str]]:
    """Return the forms of a text, each of a list with its name; a source is a title, which has one language."""
    if isinstance(text, str) or not of_a_list:
        return [("", form) for form in forms(text)]
    return [(f".{place}", form) for place, form in text.items() if place != "source"]


def parameters(text: Text) -> set[str]:
    return {name for form in forms(text) for _, name, _, _ in Formatter().parse(form) if name is not None}


def sentences(subject: str, language: str) -> Iterator[tuple[str, str]]:
    """Yield every text of a subject with its name, without what is filled in and what is between back-ticks."""
    for name, text in texts_of(subject, language).items():
        for place, form in named_forms(text, of_a_list=subject in LISTS_OF_TEXTS):
            yield f"{name}{place}", re.sub(r"\{.*?\}|`.*?`", "", form)


@pytest.mark.parametrize("subject", SUBJECTS)
def test_every_sentence_is_there_in_both_languages_with_the_same_parameters(subject):
    """What is counted, Chinese need not repeat."""
    english, chinese = texts_of(subject, "en"), texts_of(subject, "zh")
    assert list(english) == list(chinese)
    if subject in LISTS_OF_TEXTS:
        assert {name: list(labels) for name, labels in english.items()} == {
            name: list(labels) for name, labels in chinese.items()
        }
        return
    ignored = {"count", *NOT_REPEATED.get(subject, ())}
    differing = [
        name for name, text in english.items() if parameters(text) - ignored != parameters(chinese[name]) - ignored
    ]
    assert differing == []


@pytest.mark.parametrize("subject", SUBJECTS)
def test_each_sentence_is_in_its_language(subject):
    """Marks around values have no language; wire names, options and addresses are the same in both."""
    worded = [name for name, text in sentences(subject, "en") if re.search("[a-z]{2} [a-z]", text)]
    assert not [name for name, text in sentences(subject, "en") if HAN.search(text)]
    chinese = dict(sentences(subject, "zh"))
    assert not [name for name in worded if not HAN.search(chinese[name])]
    assert worded or subject in FREE_OF_WORDS


@pytest.mark.parametrize("subject", SUBJECTS)
def test_chinese_has_the_punctuation_of_chinese(subject):
    """A half-width comma, stop or bracket between Chinese characters is a slip of the keyboard."""
    slips = re.compile(r"[\u4e00-\u9fff][,;:!?()]|[,;:!?(][\u4e00-\u9fff]|[\u4e00-\u9fff]\.(?!\w)")
    assert not [(name, text) for name, text in sentences(subject, "zh") if slips.search(text)]


@pytest.mark.parametrize("subject", SUBJECTS)
def test_a_sentence_of_one_and_many_says_what_is_counted(subject):
    if subject in LISTS_OF_TEXTS:
        return
    counted = {name: text for name, text in texts_of(subject, "en").items() if not isinstance(text, str)}
    assert all(set(text) == {"one", "other"} for text in counted.values())
    assert not [name for name, text in texts_of(subject, "zh").items() if not isinstance(text, str)]


@pytest.mark.parametrize("subject", SAID_BY_NAME)
def test_no_sentence_of_a_screen_is_without_use(subject):
    """A message that nobody says any longer is deleted."""
    modules = list(resources.files("app").rglob("*.py"))  # type: ignore[attr-defined]
    code = "\n".join(path.read_text(encoding="utf-8") for path in modules)
    said = set(re.findall(r"""["'](?:demo\.|gap_list\.|lanes\.)?(\w+)["']""", code))
    said |= {*get_args(AccessStep.model_fields["kind"].annotation), *get_args(Rung)}
    families = tuple(re.findall(r'say\(f"(\w+_){', code))
    assert not [name for name in texts_of(subject, "en") if name not in said and not name.startswith(families)]


def errors(root: type[ServiceError] = ServiceError) -> Iterator[type[ServiceError]]:
    yield root
    for kind in root.__subclasses__():
        yield from errors(kind)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_error_has_a_title_and_a_remedy_and_none_is_of_something_else(language):
    named = {kind.__name__ for kind in errors() if kind.__module__ == "schemas.errors"}
    assert set(texts_of("titles", language)) - {"not_possible"} == named
    assert set(texts_of("remedies", language)) == named
    assert all(title_of(kind, language) for kind in errors() if kind.__module__ == "schemas.errors")


@pytest.mark.parametrize(
    ("name", "values"), [("kind", list(BY_KIND)), ("key_state", get_args(KeyState)), ("job_state", get_args(JobState))]
)
def test_every_value_that_a_sentence_may_name_has_a_label(name, values):
    labels: Any = texts_of("labels", "en")[name]
    assert sorted(labels) == sorted(values)


NEVER_ASKED_OF_A_CALLER = re.compile(
    r"(needs_python|recursion|frozen|get_attribute|no_such|dataclass|named_tuple|default_factory|none_required|iter"
    r"|ordered_dict|counter|mapping_type|deque|tuple|set_|bytes|missing_|ellipsis|date|time|is_|callable|arguments"
    r"|unexpected|multiple|url|uuid|decimal|fraction|complex|assertion|value_error|json_|invalid_key|string_not_ascii"
    r"|union_tag_not_found)"
)
"""Faults of schemas that no body, parameter or variable here has: no field is a URL, a set, or bytes."""


def test_every_fault_that_a_schema_can_find_has_words():
    from pydantic_core import _pydantic_core

    kinds = {found["type"] for found in _pydantic_core.list_all_errors()}
    known = {*OF_A_TYPE, *OF_A_LIMIT, *OF_A_FIELD}
    assert known <= kinds
    assert sorted(kind for kind in kinds - known if not NEVER_ASKED_OF_A_CALLER.match(kind)) == []


def test_numbers_lists_labels_and_messages_are_said_as_each_language_says_them():
    message = Message("records.fields", kind="stage_model", field="nmae", known=["id", "name"])
    assert sentence(message, "en") == "a stage model has no field 'nmae'; it has id, name"
    assert sentence(message, "zh") == "阶段模型没有字段“nmae”；可用字段：id、name"
    expected = Message("values.one_of", expected=["'a'", "'b'", "'c'"])
    assert [sentence(expected, language) for language in LANGUAGES] == [
        "must be 'a', 'b' or 'c'",
        "必须是 'a'、'b' 或 'c'",
    ]
    large = Message("values.items_at_most", count=10_000, actual=12_500)
    assert sentence(large, "en") == "must have at most 10,000 items, not 12,500"
    nested = Message("requests.parameter", name="?limit", fault=Message("values.at_most", limit=500.0))
    assert [sentence(nested, language) for language in LANGUAGES] == [
        "?limit: must be at most 500",
        "?limit：不能大于 500",
    ]


def test_one_is_said_otherwise_than_many():
    worded = [sentence(Message("values.characters_at_least", count=count), "en") for count in (1, 2)]
    assert worded == ["must have at least 1 character", "must have at least 2 characters"]


def test_a_kind_takes_the_article_of_its_sound():
    said = [sentence(Message("records.fields", kind=kind, field="x", known=["id"]), "en") for kind in BY_KIND]
    assert all(re.match(r"an [aeiou]|a [^aeiou]", each) for each in said)


def test_a_sentence_looked_up_by_name_is_the_message_of_its_subject():
    assert (
        Sentences("demo", "zh").say("tree_rest", count=1_200, share="5 %") == "未显示：1,200 人，占全部影响力的 5 %。"
    )
