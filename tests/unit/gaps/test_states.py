"""What is remembered of gaps, held to a diary that counts by hand: no engine, no account."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.gaps.finding import Finding, Subject
from analytics.gaps.gap import Gap
from analytics.gaps.gaps import Gaps
from analytics.gaps.profiles import FULL
from analytics.gaps.remembered.memory import listed, remembered
from analytics.gaps.remembered.states import Refresh, refreshed
from schemas.messages.message import Message
from schemas.rows.account_graph import AccountGraph
from schemas.rows.gaps import GapStateNode
from tests.nightly import examples

NAMES = "abcde"
DAYS = [f"2026-06-{day:02}T00:00:00.000000Z" for day in range(1, 29)]


def gap(name: str, *subjects: Subject, chain: str | None = None) -> Gap:
    finding = Finding(subjects or (Subject("person", name),), Message("gaps_people.left"))
    return Gap(f"gap-{name}", "single-cut", "high", 4.0, 0.1, chain, finding)


def look(shown: str, hidden: str = "", held_back: str = "") -> Gaps:
    """Return gaps by one letter each, in the order of letters."""
    seen, under, back = ([gap(name) for name in names] for names in (shown, hidden, held_back))
    causes = {each.id: gap("cause") for each in under}
    return Gaps(FULL, "default", tuple(seen), causes, tuple(back), (*seen, *back, *under))


def after(states: dict[str, GapStateNode], found: Refresh) -> dict[str, GapStateNode]:
    """Return what is remembered after a refresh: what it says is written is all that differs."""
    return states | {state.id: state for state in (*found.opened, *found.closed)}


def names(states: tuple[GapStateNode, ...]) -> str:
    return "".join(state.id.removeprefix("gap-") for state in states)


looks = st.lists(st.sets(st.sampled_from(NAMES)), min_size=1, max_size=12)


@settings(max_examples=examples(60), deadline=None)
@given(looks)
def test_every_gap_is_remembered_from_its_first_day_and_open_since_it_last_came(days):
    states: dict[str, GapStateNode] = {}
    diary: dict[str, list[str]] = {name: [] for name in NAMES}
    before: set[str] = set()
    for at, there in zip(DAYS, days, strict=False):
        found = refreshed(look("".join(sorted(there))), states.values(), at)
        assert set(names(found.opened)) == there - before
        assert set(names(found.closed)) == before - there
        assert set(names(found.still)) == before & there
        for name in there - before:
            diary[name].append(at)
        states, before = after(states, found), there
    for name, opened in diary.items():
        state = states.get(f"gap-{name}")
        assert (state is None) == (not opened)
        if state:
            assert (state.first_seen, state.since, state.times_opened) == (opened[0], opened[-1], len(opened))
            assert (state.closed_at is None) == (name in before)


@settings(max_examples=examples(30), deadline=None)
@given(st.sets(st.sampled_from(NAMES)), st.sets(st.sampled_from(NAMES)))
def test_looking_again_at_the_same_remembers_nothing_new(first, second):
    states = after({}, refreshed(look("".join(sorted(first))), (), DAYS[0]))
    states = after(states, refreshed(look("".join(sorted(second))), states.values(), DAYS[1]))
    again = refreshed(look("".join(sorted(second))), reversed(states.values()), DAYS[2])
    assert (again.opened, again.closed, again.written) == ((), (), {})


def test_what_another_gap_hides_is_neither_opened_nor_closed():
    states = after({}, refreshed(look("ab"), (), DAYS[0]))
    found = refreshed(look("c", hidden="ad"), states.values(), DAYS[1])
    assert (names(found.opened), names(found.closed), names(found.still)) == ("c", "b", "")
    back = refreshed(look("acd"), after(states, found).values(), DAYS[2])
    assert (names(back.opened), names(back.still)) == ("d", "ac")
    assert [state.since for state in back.still] == [DAYS[0], DAYS[1]]


def test_what_a_profile_holds_back_is_remembered_like_what_it_lists():
    found = refreshed(look("a", held_back="b"), (), DAYS[0])
    assert names(found.opened) == "ab"
    assert names(refreshed(look("b", held_back="a"), found.opened, DAYS[1]).still) == "ba"


def test_a_gap_that_comes_back_keeps_its_mute_and_what_was_said_of_it():
    mute = {"by": "keeper", "reason": "On leave", "until": DAYS[9], "at": DAYS[0]}
    [state] = refreshed(look("a"), (), DAYS[0]).opened
    [closed] = refreshed(look(""), [state._replace(mute=mute)], DAYS[1]).closed
    found = refreshed(look("a"), [closed], DAYS[2])
    assert found.opened[0].mute == mute
    assert found.written["gap-a"].keys() == {"severity", "since", "closed_at", "times_opened"}


def test_a_clock_that_went_back_ends_nothing_before_it_began():
    [state] = refreshed(look("a"), (), DAYS[5]).opened
    [closed] = refreshed(look(""), [state], DAYS[1]).closed
    assert closed.closed_at == state.since
    [again] = refreshed(look("a"), [closed], DAYS[2]).opened
    assert again.since == closed.closed_at


def test_a_new_state_names_what_the_gap_is_about_once_and_in_order():
    subjects = [Subject("person", "bo"), Subject("person", "ada"), Subject("department", "d1"), Subject("account", "x")]
    one = gap("a", *subjects, chain="c1")
    found = refreshed(replace(look(""), shown=(one,), all=(one,)), (), DAYS[0])
    assert found.written["gap-a"] == {
        "rule": "single-cut",
        "severity": "high",
        "chain": "c1",
        "people": ["ada", "bo"],
        "departments": ["d1"],
        "first_seen": DAYS[0],
        "since": DAYS[0],
        "times_opened": 1,
        "valid_from": DAYS[0],
    }


def muted(name: str, until: str) -> GapStateNode:
    mute = {"by": "keeper", "reason": "On leave", "until": until, "at": DAYS[0]}
    return GapStateNode(f"gap-{name}", "single-cut", DAYS[0], DAYS[0], mute=mute)


def account(*states: GapStateNode, as_of: str = DAYS[5]) -> AccountGraph:
    return AccountGraph("a", as_of, as_of, 1, gap_states=states)


@settings(max_examples=examples(60), deadline=None)
@given(
    st.lists(st.sampled_from(NAMES), unique=True),
    st.sets(st.sampled_from(NAMES)),
    st.one_of(st.none(), st.integers(0, 5)),
    st.sampled_from([DAYS[4], DAYS[5], DAYS[6]]),
)
def test_muting_hides_nothing_else_and_ends_by_itself(ranked, unwanted, most, until):
    """What a profile lists at most is filled up with what it held back; a mute that is over mutes nothing."""
    found = look("".join(ranked[:most]), held_back="".join(ranked[len(ranked[:most]) :]))
    found = replace(found, profile=replace(FULL, most=most))
    lists = listed(found, remembered(account(*(muted(name, until) for name in sorted(unwanted)))))
    quiet = unwanted if until > DAYS[5] else set()
    loud = [name for name in ranked if name not in quiet]
    assert [gap.id for gap in lists.shown] == [f"gap-{name}" for name in loud[:most]]
    assert [gap.id for gap in lists.held_back] == [f"gap-{name}" for name in loud[len(loud[:most]) :]]
    assert [gap.id for gap in lists.muted] == [f"gap-{name}" for name in ranked if name in quiet]


def test_nobody_knows_since_when_a_gap_is_there_that_was_found_closed():
    [state] = refreshed(look("a"), (), DAYS[0]).opened
    [closed] = refreshed(look(""), [state], DAYS[1]).closed
    memory = remembered(account(closed))["gap-a"]
    assert (memory.since, memory.first_seen) == (None, DAYS[0])
    assert remembered(account(state, as_of="2026-01-01T00:00:00.000000Z"))["gap-a"] == (None, None, None)
