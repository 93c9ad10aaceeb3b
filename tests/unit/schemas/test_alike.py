"""Who may be recorded twice: by what two people have in common, in any script, and never by comparing all with all."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.answers.duplicates import duplicates_analysis
from analytics.context import Context
from schemas.names.alike import SHARED_BY, WEIGHTS, Recorded, alike
from schemas.settings.analysis_settings import AnalysisSettings
from tests.unit.sample_book import ACCOUNTS, HALDEN, SUZHOU, YUNHE, graph


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ada Brandt", "ADA  BRANDT"),
        ("Brandt, Ada", "Ada Brandt"),
        ("Jin Mufan", "Mufan Jin"),
        ("金暮帆 Jin Mufan", "金暮帆"),
        ("金暮帆 Jin Mufan", "Mufan Jin"),
        ("Łukasz Wójcik", "Lukasz Wojcik"),
        ("森 ひかり", "森ひかり"),
    ],
)
def test_names_agree_however_they_are_written(one, other):
    assert [pair.agree for pair in alike([Recorded("a", one), Recorded("b", other)])] == [("name",)]


@pytest.mark.parametrize(
    ("one", "other"),
    [("Ada Brandt", "Ada Lind"), ("冷秋白 Leng Qiubai", "连以秋 Lian Yiqiu"), ("张伟", "张 伟明"), ("Ada", None)],
)
def test_names_that_share_a_part_do_not(one, other):
    assert alike([Recorded("a", one), Recorded("b", other)]) == []


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("+49 170 1234567", "0170/123 45 67", True),
        ("+86 512 0000 0143", "0086-512-00000143", True),
        ("1234", "1234", False),
        ("+49 170 1234567", "+49 170 1234568", False),
    ],
)
def test_telephone_numbers_agree_by_their_last_digits(one, other, same):
    assert bool(alike([Recorded("a", "A", phones=[one]), Recorded("b", "B", phones=[other])])) == same


def test_what_many_have_in_common_says_nothing_of_any_two():
    for count, pairs in ((SHARED_BY["mail"], 10), (SHARED_BY["mail"] + 1, 0)):
        people = [Recorded(f"p{n}", f"P{n}", ["info@example.com"]) for n in range(count)]
        assert len(alike(people)) == pairs


def test_the_likeliest_come_first_and_only_those_asked_about():
    people = [
        Recorded("a", "Ada", ["a@x"], ["123456"]),
        Recorded("b", "Ada"),
        Recorded("c", "Cy", ["A@x"], ["12 34 56"]),
    ]
    assert [(pair.first, pair.second, pair.score) for pair in alike(people)] == [("a", "c", 0.88), ("a", "b", 0.5)]
    assert [pair.second for pair in alike(people, of=["b"])] == ["b"]


def test_the_sample_holds_one_human_twice_and_says_who():
    """As the page of the sample promises for the rule possible-duplicate."""
    found = {name: duplicates_analysis(Context(graph(name), AnalysisSettings())).pairs for name in ACCOUNTS}
    assert {name: len(pairs) for name, pairs in found.items()} == {HALDEN: 0, SUZHOU: 1, YUNHE: 0}
    [pair] = found[SUZHOU]
    assert [person.id for person in pair.people] == ["jin-mufan", "mufan-jin"]
    assert (pair.agree, pair.score) == (("name", "mail", "phone"), 0.94)


WORDS = st.lists(st.sampled_from(["ada", "Bo", "金暮", "李"]), min_size=1, max_size=3).map(" ".join)
NUMBERS = st.sets(st.sampled_from(["1234567", "7654321"]))
PEOPLE = st.lists(st.tuples(WORDS, st.sets(st.sampled_from("xyz")), NUMBERS), max_size=5)


@given(PEOPLE, st.randoms())
def test_all_pairs_are_found_as_if_each_were_compared_with_each_and_their_order_does_not_matter(drawn, random):
    people = [Recorded(f"p{n}", name, sorted(mails), sorted(phones)) for n, (name, mails, phones) in enumerate(drawn)]
    expected = [pair for two in combinations(people, 2) for pair in alike(two)]
    found = alike(random.sample(people, len(people)))
    assert sorted(found) == sorted(expected)
    assert all(pair.score >= max(WEIGHTS[one] for one in pair.agree) for pair in found)
