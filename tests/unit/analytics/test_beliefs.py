"""Beliefs: one value from the words of several observers, and how firm it is."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.beliefs.consensus import consensus
from schemas.rows.deals import ChainNode, OpportunityNode
from schemas.settings.analysis_settings import AnalysisSettings
from tests.unit.analytics.accounts import account
from tests.unit.analytics.contacts import relationships, said, with_contacts

SETTINGS = AnalysisSettings()
ADA = frozenset({"ada"})


def believed(*words, attribute="support", chain=None):
    given_account = with_contacts(account("ada"), (), words)
    return consensus(given_account, SETTINGS, ADA, chain).get(("ada", attribute, None))


def test_one_word_is_believed_as_much_as_its_observer():
    """By hand: confidence 1, reliability of sales 0.6, half after 90 days."""
    found = believed(said("support", 2, 90))
    assert (found.value, found.agreement, found.confidence) == (2.0, 1.0, pytest.approx(0.3))


def test_only_the_latest_word_of_an_observer_counts():
    found = believed(said("support", -2, 40), said("support", 1, 10), said("support", 2, 20, by="lea"))
    assert {word.assessment.value for word in found.words} == {1, 2}


def test_an_observer_who_no_longer_knows_has_no_say_and_their_earlier_word_does_not_come_back():
    assert believed(said("support", 2, 40), said("support", "unknown", 10)) is None


def test_words_without_an_observer_count_as_those_of_different_people():
    assert len(believed(said("support", 2, 40, by=None), said("support", 1, 10, by=None)).words) == 2


def test_disagreement_lowers_agreement_and_confidence():
    """By hand: weights 0.6 each, mean 0, mean deviation 2, which is half the scale."""
    found = believed(said("support", 2), said("support", -2, by="lea"))
    assert (found.value, found.agreement, found.confidence) == (0.0, 0.0, 0.0)


def test_the_heaviest_word_wins_and_a_tie_goes_to_the_latest():
    heavy = [said("style", "friend", function="customer"), said("style", "teacher", by="lea")]
    assert believed(*heavy, attribute="style").value == "friend"
    tie = [said("style", "teacher", 0), said("style", "friend", 0, by="lea")]
    assert believed(*tie, attribute="style").value == "friend"


def test_a_text_is_the_latest():
    words = [said("pain", "Costs", 3), said("pain", "Costs", 4, by="moe"), said("pain", "Delays", 1, by="lea")]
    assert believed(*words, attribute="pain").value == "Delays"


@pytest.mark.parametrize(
    ("function", "value", "corroborated"),
    [("presales", 1, True), ("presales", 0, False), ("sales", 2, False), ("unknown", 2, False), (None, 2, False)],
)
def test_two_functions_that_agree_corroborate_each_other(function, value, corroborated):
    assert (
        believed(said("support", 2), said("support", value, by="lea", function=function)).corroborated == corroborated
    )


@pytest.mark.parametrize(("days", "stale"), [(90, False), (90.5, True)])
def test_a_belief_is_stale_when_its_newest_word_is_older_than_its_half_life(days, stale):
    assert believed(said("support", 2, days)).stale == stale


def test_a_chain_uses_its_own_beliefs_and_otherwise_inherits_those_for_all_chains():
    words = [said("support", 2), said("support", -1, by="lea", chain="c1")]
    assert (believed(*words, chain="c1").value, believed(*words, chain="c1").inherited) == (-1.0, False)
    assert (believed(*words, chain="c2").value, believed(*words, chain="c2").inherited) == (2.0, True)
    assert believed(*words).value == 2.0


def on_chains(*words, chain=None):
    """Return the belief on support; c1 and c2 are in force, c3 is a draft, and c4 belongs to a deal that is won."""
    chains = [ChainNode("c1", "o1"), ChainNode("c2", "o2"), ChainNode("c3", "o2"), ChainNode("c4", "o3")]
    status = {"c3": "draft"}
    given_account = replace(
        with_contacts(account("ada"), (), words),
        opportunities=(
            OpportunityNode("o1", status="open"),
            OpportunityNode("o2"),
            OpportunityNode("o3", status="won"),
        ),
        chains=tuple(each._replace(status=status.get(each.id, "active")) for each in chains),
    )
    return consensus(given_account, SETTINGS, ADA, chain).get(("ada", "support", None))


def test_without_a_chain_in_scope_the_words_on_active_chains_of_open_deals_count_together():
    words = [said("support", 2, chain="c1"), said("support", -1, chain="c2"), said("support", -2, chain="c4")]
    found = on_chains(*words, said("support", -2, chain="c3"))
    assert (found.value, found.pooled, found.inherited) == (0.5, True, False)
    assert {word.assessment.chain for word in found.words} == {"c1", "c2"}
    assert on_chains(*words, said("support", 1, 10)).value == 1.0
    assert not on_chains(*words, said("support", 1, 10)).pooled
    assert on_chains(*words[1:], said("support", "unknown", chain="c1")).value == -1.0


def test_a_chain_in_scope_takes_nothing_over_from_another_chain():
    assert on_chains(said("support", 2, chain="c1"), chain="c2") is None
    assert not on_chains(said("support", 2, chain="c1"), chain="c1").pooled


def test_words_on_chains_that_are_not_in_force_alone_are_not_a_belief():
    assert on_chains(said("support", 2, chain="c3"), said("support", 2, chain="c4")) is None


def test_words_that_hardly_count_any_more_are_forgotten():
    assert believed(said("support", 2, 90 * 6)) is None


@given(relationships(), st.data())
def test_one_more_observer_with_exactly_the_consensus_value_never_lowers_confidence(drawn, data):
    present = frozenset(person.id for person in drawn.people)
    before = consensus(drawn, SETTINGS, present)
    for (person, attribute, member), belief in before.items():
        if belief.pooled or (isinstance(belief.value, float) and not belief.value.is_integer()):
            continue
        value = int(belief.value) if isinstance(belief.value, float) else belief.value
        word = said(
            attribute, value, 0, person, "another", member=member, function=data.draw(st.sampled_from(["sales", None]))
        )
        more = with_contacts(drawn, drawn.interactions, [*drawn.assessments, word], drawn.coverages)
        after = consensus(more, SETTINGS, present)[person, attribute, member]
        assert after.value == pytest.approx(belief.value) if isinstance(value, int) else after.value == value
        assert after.confidence >= belief.confidence - 1e-12
