"""Rules of gaps that an account can break that has no levels, departments, deals or duties."""

import math
import statistics
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import networkx as nx

from benchmarks.plain.account import HALF_LIFE, age
from benchmarks.plain.influence import ranks
from benchmarks.plain.report.look import Look, foremost, ranked
from benchmarks.plain.report.recorded_twice import recorded_twice

STARTED_BY = {"inbound": "theirs", "outbound": "ours"}

Key = tuple[str, ...]
"""What makes a gap the same from day to day: its rule and its people."""


class Found(NamedTuple):
    """What a rule sees: whom it is about, how bad it is, and what is to be done, by whom if that is known."""

    rule: str
    severity: str
    people: Sequence[str]
    remedy: str
    person: str | None = None
    member: str | None = None

    @property
    def key(self) -> Key:
        """Its rule and its people."""
        return self.rule, *self.people


def no_stakeholders(look: Look) -> Iterator[Found]:
    """Find an account of which nobody is known to count."""
    if not look.keys:
        yield Found("no-stakeholders", "high", (), "find_power" if look.account.people else "name_people")


def cannot_be_placed(look: Look) -> Iterator[Found]:
    """Find people without department or level."""
    placed = {each.person for each in look.account.memberships}
    for person in look.account.people:
        if person.id not in placed or person.seniority in {None, "unknown"}:
            yield Found("cannot-be-placed", "low", (person.id,), "correct", person.id)


def only_supporters(look: Look) -> Iterator[Found]:
    """Find an account all of whose people are for us, as far as that is known of five or more."""
    if len(look.support) >= 5 and look.supportive == look.support.keys():
        yield Found("only-supporters", "low", (), "name_people")


def key_player_uncovered(look: Look) -> Iterator[Found]:
    """Find people who count and whom nobody of us knows."""
    for person in look.important - look.covered:
        yield Found("key-player-uncovered", "high", (person,), "meet", person)


def single_threaded_theirs(look: Look) -> Iterator[Found]:
    """Find an account where we are close to one person of theirs above all."""
    held: dict[str, float] = defaultdict(float)
    for (_, person), value in look.numbers.closeness.items():
        held[person] += value
    total = sum(held.values())
    if not total:
        return
    spread = math.exp(-sum(value / total * math.log(value / total) for value in held.values() if value))
    most = ranked(held)[0]
    if round(spread, 12) < 2 or round(held[most] / total, 12) > 0.6:
        yield Found("single-threaded-theirs", "medium", (), "introduce", most)


def single_threaded_ours(look: Look) -> Iterator[Found]:
    """Find who of us alone is close to the key players."""
    held: dict[str, dict[str, float]] = defaultdict(dict)
    for (member, person), value in look.numbers.closeness.items():
        if person in look.keys:
            held[member][person] = value
    total = sum(sum(theirs.values()) for theirs in held.values())
    for member, theirs in held.items():
        if total and round(sum(theirs.values()) / total, 12) > 0.7:
            yield Found("single-threaded-ours", "medium", (), "share", ranked(theirs)[0], member)


def overdue_contact(look: Look) -> Iterator[Found]:
    """Find people whose last contact that went both ways is older than their cadence."""
    for person, met in look.numbers.last_met.items():
        if age(look.account, met.at) > look.cadence(person):
            severity = "medium" if person in look.important else "low"
            yield Found("overdue-contact", severity, (person,), "renew", person)


def cooling(look: Look) -> Iterator[Found]:
    """Find key players to whom we were closer by more than ten points thirty days ago."""
    for person in look.keys & look.before.keys():
        if round(look.before[person] - look.near.get(person, 0), 12) > 10:
            yield Found("cooling", "medium", (person,), "renew", person)


def one_sided(look: Look) -> Iterator[Found]:
    """Find people who began none of the last five contacts of which it is known who did."""
    began: dict[str, list[str]] = defaultdict(list)
    for each in look.account.interactions:
        who = each.initiator or STARTED_BY.get(each.direction or "")
        if who and each.at <= look.account.as_of:
            for person in each.people:
                began[person].append(who)
    for person, known in began.items():
        if len(known) >= 5 and "theirs" not in known[-5:]:
            severity = "medium" if person in look.important else "low"
            yield Found("one-sided", severity, (person,), "invite", person)


def weakest_degree(look: Look) -> Iterator[Found]:
    """Find key players to whom we are less close than we want to be."""
    for person in look.keys & look.near.keys():
        if round(look.near[person], 12) < 50:
            yield Found("weakest-degree", "low", (person,), "deepen", person)


def level_mismatch(_look: Look) -> Iterator[Found]:
    """Find an A account without a sponsor of ours, as all are that have no duties."""
    yield Found("level-mismatch", "medium", (), "name_sponsor")


def broker_uncovered(look: Look) -> Iterator[Found]:
    """Find the first tenth of brokers of whom we know nobody, or who are not for us."""
    for person in foremost(look.brokerage):
        if look.brokerage[person] > 0 and not (person in look.covered and person in look.supportive):
            remedy = "ask" if person in look.covered and person not in look.support else "meet"
            yield Found("broker-uncovered", "medium", (person,), remedy, person)


def stale_belief(look: Look) -> Iterator[Found]:
    """Find key players of whom nobody has said anything for a half-life."""
    for person in look.keys:
        words = {about: look.numbers.heard.get((person, about)) for about in HALF_LIFE}
        ages = {
            about: min(age(look.account, each.observed_at) for each, _ in said) for about, said in words.items() if said
        }
        if any(passed > HALF_LIFE[about] for about, passed in ages.items()):
            yield Found("stale-belief", "medium", (person,), "ask", person)


def possible_duplicate(look: Look) -> Iterator[Found]:
    """Find people who may be one."""
    for group in recorded_twice(look.account.people):
        yield Found("possible-duplicate", "low", group, "correct", group[0])


def attention_bias(look: Look) -> Iterator[Found]:
    """Find an account whose people have influence in the order of how often we speak with them."""
    if len(look.shares) < 10:
        return
    met = Counter(who for each in look.account.interactions if each.at <= look.account.as_of for who in each.people)
    one, other = ranks(look.shares), ranks({person: float(met[person]) for person in look.shares})
    if len(set(one.values())) == 1 or len(set(other.values())) == 1:
        return
    if statistics.correlation(list(one.values()), [other[person] for person in one]) > 0.8:
        yield Found("attention-bias", "low", (), "name_people")


def lines_that_cannot_be(look: Look) -> Iterator[Found]:
    """Find people who report to each other in a circle, to two by solid lines, or to themselves."""
    lines = [(each.person, each.manager) for each in look.account.reporting_lines if each.line == "solid"]
    chart = nx.DiGraph((one, other) for one, other in lines if one != other)
    for circle in nx.strongly_connected_components(chart):
        if len(circle) > 1:
            yield Found("reporting-cycle", "medium", sorted(circle), "correct", min(circle))
    for person, several in chart.out_degree():
        if several > 1:
            yield Found("two-solid-managers", "medium", (person,), "correct", person)
    for person in {each.person for each in look.account.reporting_lines if each.person == each.manager}:
        yield Found("self-line", "low", (person,), "correct", person)


RULES: Sequence[Callable[[Look], Iterator[Found]]] = (
    no_stakeholders,
    cannot_be_placed,
    only_supporters,
    key_player_uncovered,
    single_threaded_theirs,
    single_threaded_ours,
    overdue_contact,
    cooling,
    one_sided,
    weakest_degree,
    level_mismatch,
    broker_uncovered,
    stale_belief,
    possible_duplicate,
    attention_bias,
    lines_that_cannot_be,
)
