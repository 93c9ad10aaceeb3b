"""The profile of a person: what other answers say about them, and a timeline."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.answers.timeline import Page
from schemas.rows.account_graph import DepartmentNode
from schemas.rows.deals import ChainNode
from schemas.settings.analysis_settings import AnalysisSettings
from tests.nightly import examples
from tests.unit.analytics.accounts import account, line, member, person, stake
from tests.unit.analytics.asked import beliefs_analysis, closeness_analysis, coverage_analysis, profile_analysis
from tests.unit.analytics.contacts import ago, covers, met, said, with_contacts
from tests.unit.analytics.deals import deals

SETTINGS = AnalysisSettings()


def page(limit=50, after=None):
    return Page(limit, after, "|".join)


def profile(given_account, who="ada", chain=None, asked=None):
    earlier = replace(given_account, as_of=ago(30))
    return profile_analysis(given_account, SETTINGS, earlier, who, asked or page(), chain)


def test_a_card_shows_everything_that_was_recorded():
    units = [DepartmentNode(name, name.title(), None, None, None) for name in ("board", "it")]
    lines = [line("ada", "bo"), line("cy", "ada", "dotted")]
    places = [member("ada", "it"), member("ada", "board", primary=False)]
    firm = account("ada bo cy", [], lines, places, units)
    firm = with_contacts(firm, [met(3), met(200)], [said("support", 1, 5)], [covers("kim", "ada", cadence_days=30)])
    found = profile(replace(firm, chains=(ChainNode("c1", "o1", "Board"),), stakes=(stake("ada"),)))
    assert [(each.department, each.counts) for each in found.places] == [("it", True), ("board", False)]
    assert [(each.side, each.person, each.line) for each in found.lines] == [
        ("manager", "bo", "solid"),
        ("report", "cy", "dotted"),
    ]
    assert [(each.chain, each.chain_name, each.opportunity) for each in found.stakes] == [("c1", "Board", "o1")]
    assert [(each.member, each.name, each.count, each.count_90d) for each in found.contacts] == [("kim", "Kim", 2, 1)]
    assert [(each.member, each.duty, each.cadence_days) for each in found.coverages] == [("kim", "owner", 30)]
    assert [(each.kind, each.at) for each in found.timeline.items] == [
        ("contact", ago(3)),
        ("judgement", ago(5)),
        ("contact", ago(200)),
    ]


def test_a_person_who_left_shows_only_recorded_facts():
    firm = with_contacts(account([person("ada", status="left"), person("bo")]), [met(3)], [said("pain", "Costs", 5)])
    found = profile(firm)
    assert (found.influence, found.closeness, found.coverage, found.beliefs, found.pairs) == (None, None, None, (), ())
    assert found.reasons == dict.fromkeys(["closeness", "coverage", "influence"], "left")
    assert (found.identity.present, [each.kind for each in found.timeline.items]) == (False, ["contact", "text"])


def test_records_still_to_come_are_not_on_the_timeline():
    assert profile(with_contacts(account("ada"), [met(-1)], [said("support", 1, -1)])).timeline.items == ()


@given(deals(), st.sampled_from([None, "c1"]))
@settings(max_examples=examples(50))
def test_a_card_agrees_with_the_other_answers(drawn, chain):
    earlier = replace(drawn, as_of=ago(30))
    for who in [each.id for each in drawn.people]:
        found = profile_analysis(drawn, SETTINGS, earlier, who, page(), chain)
        assert found.beliefs == beliefs_analysis(drawn, SETTINGS, person=who, chain=chain).beliefs
        if chain is None:
            near = closeness_analysis(drawn, SETTINGS, earlier)
            assert found.pairs == tuple(row for row in near.pairs if row.person == who)
            assert found.closeness == next((row for row in near.people if row.id == who), None)
            rows = coverage_analysis(drawn, SETTINGS).people
            assert found.coverage == next((row for row in rows if row.id == who), None)
        nulls = {name for name in ("influence", "closeness", "coverage") if getattr(found, name) is None}
        assert nulls == set(found.reasons)


@given(deals(), st.integers(1, 7))
@settings(max_examples=examples(50))
def test_pages_of_the_timeline_follow_each_other_without_gap_or_repeat(drawn, limit):
    who = drawn.people[0].id
    whole = profile(drawn, who).timeline.items
    paged, after = [], None
    while True:
        found = profile(drawn, who, asked=page(limit, after)).timeline
        paged += found.items
        if found.next_cursor is None:
            break
        assert len(found.items) == limit
        after = tuple(found.next_cursor.split("|"))
    assert tuple(paged) == whole
    assert [each.at for each in whole] == sorted((each.at for each in whole), reverse=True)
