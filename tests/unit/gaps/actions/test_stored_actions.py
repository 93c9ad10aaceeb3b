"""A gap shows who is on it: the stored actions that name it, and nothing else of the answer changes by them."""

from dataclasses import replace

import pytest

from analytics.answers.gaps import chain_gaps_analysis, gaps_analysis, gaps_of_person
from analytics.context import Context
from app.messages.readable_names import ReadableNames
from schemas.analysis.gaps import Gap, GapsAnalysis
from schemas.rows.account_graph import AccountGraph
from schemas.rows.contacts import MemberNode
from schemas.rows.gaps import ActionNode
from schemas.settings.analysis_settings import AnalysisSettings
from schemas.vocabularies import ActionStatus
from tests.unit.gaps.sample_accounts import account, stage_models

SETTINGS = AnalysisSettings()
SUZHOU = "halden_suzhou"
BENCH = "bench-team"

first = gaps_analysis(Context(account(SUZHOU), SETTINGS), stage_models(), str).gaps[0]
"""The gap that matters most at Suzhou: nobody of us has met who runs it."""


def with_actions(*actions: ActionNode) -> AccountGraph:
    newcomer = MemberNode("jun", "Jun Bao")
    return replace(account(SUZHOU), actions=actions, assignees=(newcomer,))


def asked(graph: AccountGraph, language: str = "en") -> GapsAnalysis:
    say = ReadableNames("zh" if language == "zh" else "en").say
    return gaps_analysis(Context(graph, SETTINGS), stage_models(), say)


def action(name: str, status: ActionStatus = "open", due: str | None = None, **more: str) -> ActionNode:
    return ActionNode(name, status, more.get("gap", first.id), "jun", None, due, "Write to him.")


def test_a_gap_lists_its_actions_and_every_other_gap_is_as_it_was():
    stored = action("a1", due="2026-07-08T00:00:00.000000Z"), action("a2", gap="gap-of-something-else")
    before, after = asked(with_actions()), asked(with_actions(*stored))
    assert [each.id for each in after.gaps[0].actions] == ["a1"]
    bare = [gap.model_copy(update={"actions": ()}) for gap in after.gaps]
    assert bare == list(before.gaps)
    assert after.model_copy(update={"gaps": ()}) == before.model_copy(update={"gaps": ()})


def test_what_is_to_be_done_comes_first_by_its_date_then_what_was_done_and_dropped():
    early, late = "2026-06-30T00:00:00.000000Z", "2026-07-09T00:00:00.000000Z"
    stored = (
        action("a1", "dropped"),
        action("a2", "done", early),
        action("a3"),
        action("a4", due=late),
        action("a5", due=early),
    )
    listed = asked(with_actions(*stored)).gaps[0].actions
    assert [(each.id, each.overdue) for each in listed] == [
        ("a5", True),
        ("a4", False),
        ("a3", False),
        ("a2", False),
        ("a1", False),
    ]


@pytest.mark.parametrize(
    ("stored", "english", "chinese"),
    [
        (action("a"), "In hand (Jun Bao): “Write to him.”", "已在进行（Jun Bao）：“Write to him.”"),
        (
            action("a", due="2026-07-07T16:00:00.000000Z"),
            "In hand (Jun Bao, by 2026-07-08): “Write to him.”",
            "已在进行（Jun Bao，2026-07-08 前）：“Write to him.”",
        ),
        (
            action("a", due="2026-07-01T00:00:00.000000Z"),
            "Overdue since 2026-07-01 (Jun Bao): “Write to him.”",
            "自 2026-07-01 起逾期（Jun Bao）：“Write to him.”",
        ),
        (action("a", "done"), "Done (Jun Bao): “Write to him.”", "已完成（Jun Bao）：“Write to him.”"),
        (action("a", "dropped"), "Dropped (Jun Bao): “Write to him.”", "已放弃（Jun Bao）：“Write to him.”"),
        (
            ActionNode("a", "open", first.id, what="Ring."),
            "In hand (nobody yet): “Ring.”",
            "已在进行（尚未指定人员）：“Ring.”",
        ),
    ],
)
def test_it_is_said_in_words_with_the_day_where_the_account_is(stored: ActionNode, english: str, chinese: str):
    for language, sentence in (("en", english), ("zh", chinese)):
        [shown] = asked(with_actions(stored), language).gaps[0].actions
        assert shown.sentence == sentence


def test_the_chain_and_the_card_of_the_person_show_the_same():
    graph = with_actions(action("a1"))
    whole = asked(graph).gaps[0]
    say = ReadableNames("en").say
    of_chain = chain_gaps_analysis(Context(graph, SETTINGS, BENCH), stage_models(), say).gaps
    of_person = gaps_of_person(Context(graph, SETTINGS), stage_models(), say, whole.subjects[0].id)
    found: list[Gap] = [gap for gap in (*of_chain, *of_person) if gap.id == whole.id]
    assert found == [whole, whole]
