"""Names: how they are compared, found by a pattern, and in which order their bearers write them."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.names.folding import folded
from schemas.names.order import is_family_first, name_key
from schemas.names.search import name_pattern

texts = st.text(max_size=40)
letters = st.characters(min_codepoint=0x21, max_codepoint=0x1FFF, exclude_categories=("C", "Z", "M"))


@pytest.mark.parametrize(
    "names",
    [
        ["İSTANBUL", "istanbul", "ıstanbul", "ISTANBUL", "I\u0307stanbul"],
        ["Réka", "REKA", "Re\u0301ka"],
        ["Łukasz Wójcik", "lukasz wojcik"],
        ["Nguyễn Văn A", "NGUYEN VAN A"],
        ["Groß", "GROSS", "groẞ"],
        ["Σίσυφος", "ΣΊΣΥΦΟΣ", "σισυφος"],
        ["ＡＣＭＥ　Ｃｏｒｐ", "Acme  Corp", " acme corp "],
        ["ﬁnance", "Finance"],
        ["ｶﾞｽ", "ガス"],
        ["Jean‑Luc", "Jean-Luc", "Jean–Luc"],
        ["O’Neil", "O'Neil"],
        ["A\u200bda", "Ada", "\u202eAda"],
        ["Ⅻ", "XII"],
    ],
)
def test_one_name_however_it_is_typed_is_one_name(names):
    assert len({folded(name) for name in names}) == 1


@pytest.mark.parametrize(("one", "other"), [("か", "が"), ("하", "히"), ("李", "季"), ("Ada", "Adas"), ("का", "की")])
def test_letters_that_differ_in_their_script_stay_different(one, other):
    assert folded(one) != folded(other)


@given(texts)
def test_folding_twice_is_folding_once(text):
    assert folded(folded(text)) == folded(text)


@given(st.text(letters, min_size=1, max_size=12), st.data())
def test_a_name_is_found_by_any_part_of_it_however_that_is_typed(name, data):
    stored = unicodedata.normalize("NFC", name)
    start = data.draw(st.integers(0, len(stored) - 1))
    part = stored[start : data.draw(st.integers(start + 1, len(stored)))]
    for typed in (part, part.upper(), part.lower()):
        for word in folded(typed).split():
            if word in folded(stored):
                assert re.fullmatch(name_pattern(word), stored), (word, stored)


@pytest.mark.parametrize(
    ("word", "name"), [("kae", "KÆ"), ("kaergaard", "Niels Kærgaard"), ("offiziere", "Oﬃziere"), ("maffia", "Maﬀia")]
)
def test_letters_that_one_character_may_stand_for_are_found_written_in_every_way(word, name):
    """Of ``kae`` both halves are one: kA, as electricians write it, and æ."""
    assert re.fullmatch(name_pattern(word), name)
    assert re.fullmatch(name_pattern(word), word.upper())


@given(
    st.text(st.sampled_from("aeosßæﬁéØł.*(["), min_size=1, max_size=8),
    st.text(st.sampled_from("aeosfi.*(["), min_size=1),
)
def test_what_a_pattern_finds_holds_the_word(name, word):
    if re.fullmatch(name_pattern(word), name):
        assert word in folded(name)


@pytest.mark.parametrize(
    ("given_name", "family", "first"),
    [
        ("하늘", "최", True),
        ("민준", "남궁", True),
        ("ひかり", "森", True),
        ("光", "森", True),
        ("エリカ", "田中", True),
        ("小龙", "李", True),
        ("マイク", "スミス", False),
        ("マイケル", "ｼﾞｮｰﾀﾞﾝ", False),
        ("프란체스코", "베르골리오", False),
        ("Wei", "Zhang", False),
        ("伟", "Zhang", False),
    ],
)
def test_the_family_name_comes_first_where_its_bearer_writes_it_so(given_name, family, first):
    assert is_family_first(given_name, family) is first


def test_two_spellings_of_a_persons_name_have_one_key():
    assert len({name_key(one) for one in ("Ada Byron", "byron, ada", "BYRON,  Áda")}) == 1
    assert name_key("森 ひかり") == name_key("森ひかり") != name_key("森光")
