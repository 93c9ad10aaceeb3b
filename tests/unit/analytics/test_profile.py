"""The profile of a person: what other answers say about them, and a timeline."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.answers.timeline import Page
from schemas.rows.account_graph import DepartmentNode, PairEdge
from schemas.rows.contacts import CompetitorNode, CompetitorTieEdge, MemberNode
from schemas.rows.deals import ChainNode
from schemas.settings.analysis_settings import AnalysisSettings
from tests.nightly import examples
from tests.unit.analytics.accounts import account, influence, line, member, person, stake
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


def test_a_card_shows_who_moves_whom_and_who_holds_with_or_against_whom():
    people = [person("ada", title="CFO"), person("bo", title="Buyer"), person("cy")]
    firm = account(people, [influence("ada", "bo", 0.9), influence("cy", "ada", 0.4)])
    firm = replace(
        firm,
        conflicts=(PairEdge("x1", ("ada", "cy"), 0.6),),
        alliances=(PairEdge("y1", ("ada", "bo")), PairEdge("y2", ("bo", "cy"))),
        competitors=(CompetitorNode("rival", "Rival Systems"),),
        competitor_ties=(CompetitorTieEdge("t1", "rival", "ada", "trusted"), CompetitorTieEdge("t2", "rival", "bo")),
    )
    found = profile(firm)
    moves = [(each.side, each.person, each.name, each.title, each.strength) for each in found.influences]
    assert moves == [("moves", "bo", "Bo", "Buyer", 0.9), ("moved_by", "cy", "Cy", None, 0.4)]
    assert [(each.person, each.name, each.strength) for each in found.conflicts] == [("cy", "Cy", 0.6)]
    assert [(each.person, each.title, each.strength) for each in found.alliances] == [("bo", "Buyer", None)]
    assert [(each.competitor, each.name, each.rung) for each in found.competitors] == [
        ("rival", "Rival Systems", "trusted")
    ]


def test_who_left_us_is_named_as_gone_and_covers_nobody():
    gone = MemberNode("jo", "Jo", status="left", left_at=ago(10))
    duties = [covers("jo", "ada", cadence_days=7, desired_rung="interdependent"), covers("kim", "ada", cadence_days=30)]
    firm = with_contacts(account("ada"), [], [], duties)
    with_both = replace(firm, members=(gone, *firm.members))
    found = profile(with_both)
    assert [(each.member, each.present, each.left_at) for each in found.coverages] == [
        ("kim", True, None),
        ("jo", False, ago(10)),
    ]
    only_gone = replace(with_both, coverages=tuple(each for each in with_both.coverages if each.member == "jo"))
    assert "duty" in profile(only_gone).not_known
    assert "duty" not in found.not_known


def test_a_card_says_what_nobody_has_recorded_yet():
    everything = ("title", "seniority", "department", "manager", "support", "political_status", "importance", "contact")
    assert profile(account([person("ada", title=None, seniority=None)])).not_known == (*everything, "duty")
    units, lines = [DepartmentNode("it", "IT", None, None, None)], [line("bo", "ada")]
    people = [person("ada", title="CIO", seniority="c_level"), person("bo")]
    words = [said(attribute, value, 3) for attribute, value in (("support", 1), ("importance", 4))]
    words.append(said("political_status", "inner_circle", 3))
    known = with_contacts(
        account(people, [], lines, [member("ada", "it")], units), [met(3)], words, [covers("kim", "ada")]
    )
    assert profile(known).not_known == ()
    assert profile(account([person("ada", status="left")])).not_known == ()


def test_a_card_says_where_the_same_human_is_known_too():
    found = profile(account([person("ada", identity={"account": "sister", "person": "p42"})]))
    assert (found.identity.elsewhere.account, found.identity.elsewhere.person) == ("sister", "p42")


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
