"""The answer of analysis/beliefs: what is believed, the words that it rests on, and the words that do not count."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.graphs.projection import noisy_or
from schemas.settings.analysis_settings import AnalysisSettings
from tests.unit.analytics.accounts import account, member, person, stake
from tests.unit.analytics.asked import beliefs_analysis
from tests.unit.analytics.contacts import relationships, said, with_contacts

SETTINGS = AnalysisSettings()


def rows(*words, people="ada bo", **asked):
    return beliefs_analysis(with_contacts(account(people), (), words), SETTINGS, **asked).beliefs


def test_a_word_that_counts_is_shown_with_every_part_of_its_weight():
    """By hand: 0.5 * 0.8 (presales) * 2 ** (-45 / 90)."""
    (row,) = rows(said("support", 2, 45, confidence=0.5, function="presales"))
    (word,) = row.assessments
    assert (row.value, row.agreement, row.corroborated, row.stale, row.reasons) == (2.0, 1.0, False, False, {})
    assert (word.value, word.confidence, word.reliability, word.age, row.half_life) == (2, 0.5, 0.8, 45.0, 90.0)
    assert word.weight == row.confidence == pytest.approx(0.4 / 2**0.5)
    assert word.assessor is not None
    assert (word.assessor.kind, word.assessor.id, word.function) == ("team_member", "kim", "presales")


def test_a_missing_confidence_and_a_missing_function_are_shown_as_they_are_counted():
    ((word,),) = (row.assessments for row in rows(said("style", "friend", 0, by=None, confidence=None, function=None)))
    assert (word.assessor, word.function, word.confidence, word.reliability) == (None, "unknown", 0.7, 0.4)


@pytest.mark.parametrize(
    ("words", "chain", "why"),
    [
        ([said("support", 1, 9), said("support", 2, 3)], None, {1: "superseded"}),
        ([said("support", "unknown", 9), said("support", 2, 3, by="lea")], None, {"unknown": "unknown"}),
        ([said("support", 1, 9), said("support", "unknown", 3)], None, {1: "superseded", "unknown": "unknown"}),
        ([said("support", 1, 90 * 7), said("support", 2, 3, by="lea")], None, {1: "too_old"}),
        ([said("support", 1, 0, confidence=0.0), said("support", 2, 3, by="lea")], None, {1: "too_unsure"}),
        ([said("support", 1, 0, chain="c1"), said("support", 2, 3)], None, {1: "other_chain"}),
        ([said("support", 1, 0, chain="c1"), said("support", 2, 3)], "c1", {2: "other_chain"}),
        ([said("support", 1, 0, chain="c2"), said("support", 2, 3)], "c1", {1: "other_chain"}),
    ],
)
def test_every_word_that_does_not_count_says_why(words, chain, why):
    (row,) = rows(*words, person="ada", chain=chain)
    assert {word.value: word.why for word in row.silent} == why
    assert len(row.assessments) + len(row.silent) == len(words)


def test_when_no_word_counts_the_belief_is_null_and_its_words_can_still_be_read():
    (row,) = rows(said("political_status", "inner_circle", 365 * 9))
    assert (row.value, row.confidence, row.agreement, row.stale, row.corroborated) == (None, None, None, None, False)
    assert row.reasons == dict.fromkeys(["agreement", "confidence", "stale", "value"], "no_assessments")
    assert [word.why for word in row.silent] == ["too_old"]


def test_a_chain_in_scope_says_whether_its_own_words_count():
    words = [said("support", -1, 3, chain="c1"), said("support", 2, 3, by="lea"), said("style", "friend", 3)]
    own, inherited = reversed(rows(*words, person="ada", chain="c1"))
    assert (own.attribute, own.value, own.chain, own.inherited) == ("support", -1.0, "c1", False)
    assert (inherited.attribute, inherited.chain, inherited.inherited) == ("style", None, True)


def test_a_rung_names_the_member_and_belongs_to_no_chain():
    (row,) = rows(said("rung", "known", 3, member="lea"), person="ada", chain="c1")
    assert (row.member, row.chain, row.inherited) == ("lea", None, False)


def test_a_belief_whose_words_have_aged_is_stale():
    assert [row.stale for row in rows(said("support", 1, 91), said("support", 1, 89, person="bo"))] == [True, False]


def test_texts_are_of_a_class_of_their_own():
    text, judged = rows(said("pain", "Costs", 3), said("support", 1, 3))
    assert (text.value, judged.value) == ("Costs", 1.0)
    classes = {
        row.attribute: [type(each).model_fields["value"].json_schema_extra for each in (row, *row.assessments)]
        for row in (text, judged)
    }
    assert classes == {"pain": [{"x-class": "restricted"}] * 2, "support": [{"x-class": "judgement"}] * 2}


def test_person_chain_and_department_choose_the_people_listed():
    words = [said("support", 1, 3, person=name) for name in ("ada", "bo", "cy")]
    people = account([person("ada"), person("bo"), person("cy", status="left")], memberships=[member("bo", "it")])
    firm = replace(with_contacts(people, (), words), stakes=(stake("ada"),))
    asked = {"": "ada bo", "person=bo": "bo", "person=cy": "", "chain=c1": "ada", "department=it": "bo"}
    asked["chain=c1 person=bo"] = "bo"
    for parameters, expected in asked.items():
        chosen = dict(each.split("=") for each in parameters.split())
        assert " ".join(row.person for row in beliefs_analysis(firm, SETTINGS, **chosen).beliefs) == expected


def test_an_empty_account_is_an_answer():
    assert rows(people="") == ()


def test_a_unanimous_value_is_kept_to_the_last_bit():
    (row,) = rows(*(said("importance", 3, days, by=f"m{days}") for days in range(7)))
    assert (row.value, row.agreement) == (3.0, 1.0)


@given(relationships(), st.sampled_from([None, "c1"]))
def test_each_word_is_shown_once_and_the_words_recombine(drawn, chain):
    answer = beliefs_analysis(drawn, SETTINGS, chain=chain)
    shown = [word.id for row in answer.beliefs for word in (*row.assessments, *row.silent)]
    present = {row.person for row in answer.beliefs}
    assert sorted(shown) == sorted(said.id for said in drawn.assessments if said.person in present)
    for row in answer.beliefs:
        weights = [word.confidence * word.reliability * 2 ** (-word.age / row.half_life) for word in row.assessments]
        assert [word.weight for word in row.assessments] == weights
        assert (row.value is None) == (not weights) == bool(row.reasons)
        if weights:
            assert row.confidence == (row.agreement or 0.0) * noisy_or(weights)
            assert row.stale == (min(word.age for word in row.assessments) > row.half_life)
