"""Every value of every vocabulary has a label in every language, and no label is of something else."""

import re
from collections import Counter
from typing import Any

import pytest

from app.messages.vocabularies import LANGUAGES, labels_of, mark_vocabularies, values_by_name
from schemas.records.assessments import VALUES

HAN = re.compile(r"[\u4e00-\u9fff]")

each_language = pytest.mark.parametrize("language", LANGUAGES)


@each_language
def test_labels_and_values_are_the_same_ones_in_the_same_order(language):
    labelled = {name: list(labels) for name, labels in labels_of(language).items()}
    assert labelled == {name: [str(value) for value in values] for name, values in values_by_name().items()}
    assert list(labelled) == list(values_by_name())


@each_language
def test_every_label_is_one_line_that_no_other_value_of_its_vocabulary_has(language):
    for name, labels in labels_of(language).items():
        assert all(label == label.strip() and label.isprintable() for label in labels.values()), name
        assert max(Counter(labels.values()).values()) == 1, name


def test_each_label_is_in_its_language():
    assert not any(HAN.search(label) for labels in labels_of("en").values() for label in labels.values())
    assert all(HAN.search(label) for labels in labels_of("zh").values() for label in labels.values())


def test_no_two_vocabularies_have_the_same_values():
    """Else the mark of a field could not say which of them it uses."""
    assert len({tuple(map(str, values)) for values in values_by_name().values()}) == len(values_by_name())


def test_what_is_assessed_by_a_word_or_a_number_is_a_vocabulary_of_that_name():
    assert all(values_by_name()[attribute] == values for attribute, values in VALUES.items())


def test_numbers_are_vocabularies_too():
    assert values_by_name()["support"] == (-2, -1, 0, 1, 2, "unknown")
    assert values_by_name()["expertise"] == (0.0, 0.5, 1.0)
    assert values_by_name()["depth"] == (1, 2, 3, 4, 5)


def test_lists_of_values_are_marked_wherever_they_stand():
    document: dict[str, Any] = {
        "a": [{"enum": ["A", "B", "C", "none"]}],
        "b": {"enum": [-1, 0, 1, "unknown"]},
        "c": {"enum": ["A"]},
    }
    mark_vocabularies(document)
    assert document["a"][0]["x-vocabulary"] == "tier"
    assert document["b"]["x-vocabulary"] == "sentiment"
    assert "x-vocabulary" not in document["c"]
