"""Every sentence is there in every language, takes the same values and is in its language."""

import re
from importlib import resources
from string import Formatter

import pytest

from app.messages.sentences import texts_of

HAN = re.compile(r"[\u4e00-\u9fff]")
SUBJECTS = ["demo", "pictures"]


def values(text: str) -> set[str | None]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("subject", SUBJECTS)
def test_every_sentence_is_there_in_both_languages_with_the_same_values(subject):
    english, chinese = texts_of(subject, "en"), texts_of(subject, "zh")
    assert list(english) == list(chinese)
    for name, text in english.items():
        assert values(text) == values(chinese[name]), name


@pytest.mark.parametrize("subject", SUBJECTS)
def test_each_sentence_is_in_its_language(subject):
    """What is only marks around values has no language."""
    english, chinese = texts_of(subject, "en"), texts_of(subject, "zh")
    worded = [name for name, text in english.items() if re.search("[a-z]", re.sub(r"{.*?}", "", text))]
    assert len(worded) > len(english) / 2
    assert not [name for name in english if HAN.search(english[name])]
    assert not [name for name in worded if not HAN.search(chinese[name])]


@pytest.mark.parametrize("subject", SUBJECTS)
def test_no_sentence_is_without_use(subject):
    """A message that nobody says any longer is deleted."""
    modules = list(resources.files("app").rglob("*.py"))  # type: ignore[attr-defined]
    code = "\n".join(path.read_text(encoding="utf-8") for path in modules)
    said = set(re.findall(r"""["'](\w+)["']""", code))
    families = tuple(re.findall(r'say\(f"(\w+_){', code))
    assert not [name for name in texts_of(subject, "en") if name not in said and not name.startswith(families)]
