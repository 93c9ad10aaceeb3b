"""Value statements: sayable in a minute."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.records.value_statements import LONGEST_SECONDS, VALUE_STATEMENTS, seconds_to_say
from tests.unit.schemas.refusals import faults, refusal, taken

texts = st.text(max_size=200)
chinese = st.text(alphabet=st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), max_size=300)
words = st.lists(st.text(alphabet="abcxyzäé", min_size=1, max_size=8), max_size=200)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("", 0.0),
        (" … — ?!", 0.0),
        ("一二三四", 1.0),
        ("一，二。三！四", 1.0),
        ("one two three four five", 2.0),
        ("don't", 0.4),
        ("on-site", 0.4),
        ("3.5", 0.4),
        ("snake_case", 0.8),
        ("ERP,SAP and more", 1.2),
        ("用SAP", 0.65),
        ("𠀀𠀁", 0.5),
    ],
)
def test_characters_and_words_are_counted_as_they_are_said(text, seconds):
    assert seconds_to_say(text) == pytest.approx(seconds)


@given(texts)
def test_it_never_takes_less_than_nothing_nor_longer_than_a_word_a_character(text):
    assert 0 <= seconds_to_say(text) <= len(text) / 2.5


@given(chinese)
def test_four_chinese_characters_take_a_second(text):
    assert seconds_to_say(text) == len(text) / 4


@given(words)
def test_five_words_take_two_seconds(spoken):
    assert seconds_to_say(" ".join(spoken)) == len(spoken) / 2.5


@given(texts, texts)
def test_one_after_the_other_takes_as_long_as_both(first, second):
    assert seconds_to_say(f"{first} {second}") == pytest.approx(seconds_to_say(first) + seconds_to_say(second))


@pytest.mark.parametrize("text", ["word " * 150, "字" * 240, "字" * 200 + " word" * 25])
def test_exactly_a_minute_is_sound_and_a_word_more_is_refused_with_its_length(text):
    assert seconds_to_say(text) == LONGEST_SECONDS
    assert not faults(VALUE_STATEMENTS, {"text": text})
    assert "takes 60.4 seconds to say" in faults(VALUE_STATEMENTS, {"text": f"{text} word"})["/text"]
    assert "takes 60.2 seconds to say" in faults(VALUE_STATEMENTS, {"text": f"{text} 字"})["/text"]


def test_a_delivery_says_when_to_whom_and_how_it_landed():
    delivery = {"interaction": "i1", "person": "p1", "reaction": "landed"}
    assert taken(VALUE_STATEMENTS, "deliveries", [delivery])[0].reaction == "landed"
    refusal(VALUE_STATEMENTS, "deliveries", [{**delivery, "reaction": "loved"}])
    refusal(VALUE_STATEMENTS, "deliveries", [{"interaction": "i1", "reaction": "landed"}])


def test_nobody_is_aimed_at_twice():
    assert "'p1' is listed twice" in refusal(VALUE_STATEMENTS, "aimed_at", ["p1", "p1"])
