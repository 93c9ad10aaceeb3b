"""Cases of `docs/face_validity.md`, each with what must come out."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from schemas.analysis.closeness import ClosenessPair
from schemas.analysis.influence import InfluenceAnalysis
from schemas.rows.account_graph import DepartmentNode, ReportingEdge
from schemas.rows.contacts import InteractionNode
from schemas.rows.deals import ChainNode, OpportunityNode
from schemas.settings.analysis_settings import AnalysisSettings
from tests.unit.analytics.accounts import account, line, member, person
from tests.unit.analytics.asked import closeness_analysis, coverage_analysis, influence_analysis
from tests.unit.analytics.contacts import covers, met, said, with_contacts

SETTINGS = AnalysisSettings()
QUICK = AnalysisSettings(interval_draws=20, reach_samples=4000)
"""Fewer draws than the default: the order of people does not hang on them."""

LIMITS = {
    "two_way_contacts": "held at {ceiling:g}: contact both ways on one day or none in the last year",
    "depth": "held at {ceiling:g}: they do not talk about enough that matters",
    "their_initiative": "held at {ceiling:g}: they began nothing in the last 90 days",
    None: "nothing holds it back: frequency {frequency:.2f}, expertise {expertise:.2f}, depth {depth:.2f}, "
    "length {length:.2f}",
}


class Judged(NamedTuple):
    """What the service says of a case, why, and whether that is what a planner expects."""

    said: str
    why: str
    as_expected: bool


class Case(NamedTuple):
    """Something that happens in accounts, and what is expected of the numbers."""

    name: str
    happened: str
    expects: str
    judge: Callable[[], Judged]


def _close(name: str, happened: str, expects: str, contacts: list[InteractionNode], rung: str, **more: Any) -> Case:
    """Return a case about one pair, of whom a rung is expected."""

    def judge() -> Judged:
        (pair,) = closeness_analysis(with_contacts(account("ada"), contacts, **more), SETTINGS).pairs
        return Judged(f"{pair.closeness:.1f}, {pair.rung}", _why(pair), pair.rung == rung)

    return Case(name, happened, expects, judge)


def _why(pair: ClosenessPair) -> str:
    assert pair.components is not None
    return LIMITS[pair.limited_by].format(ceiling=pair.ceiling, **pair.components.model_dump())


QUARTERLY = [30 + 91 * n for n in range(12)]
"""Days ago: every 13 weeks for nearly three years, the last time a month ago."""

CLOSENESS = (
    _close(
        "one visit",
        "One visit a week ago, about their needs (depth 3), and our expertise was used.",
        "An acquaintance: one good meeting is a beginning.",
        [met(7, channel="visit", depth=3, expertise=1.0)],
        "acquainted",
    ),
    _close(
        "two visits",
        "The same, and another visit the week before.",
        "Known: they came back to it.",
        [met(day, channel="visit", depth=3, expertise=1.0) for day in (7, 14)],
        "known",
    ),
    _close(
        "the spam",
        "Twenty mails in the last twenty weeks, none of them answered.",
        "An acquaintance: writing is not knowing.",
        [met(7 * n + 1, channel="mail", direction="outbound") for n in range(20)],
        "acquainted",
    ),
    _close(
        "a hundred mails",
        "A hundred mails in the last hundred days, none of them answered.",
        "An acquaintance still.",
        [met(n, channel="mail", direction="outbound") for n in range(100)],
        "acquainted",
    ),
    _close(
        "the old friend",
        "Met every month for three years, as close as can be; then nothing for two years.",
        "An acquaintance: who left two years ago has to be met anew.",
        [met(730 + 30 * n, depth=5, expertise=1.0, initiator="theirs") for n in range(36)],
        "acquainted",
    ),
    _close(
        "the complaint",
        "Five calls of theirs in the last five weeks, every one to complain (depth 4).",
        "An acquaintance: a complaint is contact, not trust.",
        [met(7 * n + 1, channel="call", direction="inbound", depth=4, expertise=1.0, sentiment=-1) for n in range(5)],
        "acquainted",
    ),
    _close(
        "the calls without a complaint",
        "The same five calls, and none of them a complaint.",
        "Trusted: they ring, and about what is internal.",
        [met(7 * n + 1, channel="call", direction="inbound", depth=4, expertise=1.0) for n in range(5)],
        "trusted",
    ),
    *(
        _close(name, happened, expects, contacts, rung, coverages=[covers("kim", "ada", cadence_days=91)])
        for name, happened, expects, contacts, rung in [
            (
                "the executive met quarterly",
                "An executive met in person every quarter for three years about internal matters (depth 4), as agreed.",
                "Trusted: that is all the time an executive has.",
                [met(day, depth=4, initiator="ours") for day in QUARTERLY],
                "trusted",
            ),
            (
                "quarterly small talk",
                "The same executive met as often, but never beyond small talk (depth 1).",
                "Known: nobody trusts on small talk.",
                [met(day, depth=1, initiator="ours") for day in QUARTERLY],
                "known",
            ),
        ]
    ),
    _close(
        "only we begin",
        "Met every week for three years, deep and useful, and it was always we who rang.",
        "Trusted, and no more: they need us only when they ring too.",
        [met(7 * n + 1, depth=5, expertise=1.0, initiator="ours") for n in range(156)],
        "trusted",
        coverages=[covers("kim", "ada", cadence_days=30)],
    ),
)


def _reached(name: str, happened: str, expects: str, of_ada: int, side: str) -> Case:
    """Return a case of ada met every week and bo once; what is said of ada must decide on which side our reach is."""

    def judge() -> Judged:
        often = [met(day, "ada", channel="visit", depth=5) for day in range(1, 60, 7)]
        words = [said("support", of_ada, 5, "ada", chain="c1", function="customer")]
        deal, chain = OpportunityNode("o1", status="open"), ChainNode("c1", "o1", status="active")
        firm = with_contacts(account("ada bo cy"), [*often, met(30, "bo", channel="mail")], words)
        found = coverage_analysis(replace(firm, opportunities=(deal,), chains=(chain,)), SETTINGS).account
        assert found.stance is not None
        shares = found.stance.model_dump()
        parts = ", ".join(f"{100 * share:.0f} % {each}" for each, share in shares.items() if share)
        most = max(shares, key=lambda each: shares[each])
        return Judged(f"coverage {found.coverage:.0f}: {parts}", "what is believed of Ada", most == side)

    return Case(name, happened, expects, judge)


COVERAGE = (
    _reached(
        "the opponent well covered",
        "Ada was visited every week; she is against us. Bo had one mail, Cy nothing.",
        "Much is reached, but it is an opponent: no reason to celebrate.",
        -2,
        "opposing",
    ),
    _reached(
        "the friend well covered",
        "The same, but Ada is for us.",
        "As much is reached, and it is a friend.",
        2,
        "supporting",
    ),
)


IMPORT = {
    "chief": ("c_level", None),
    **{f"head-{unit}": ("director", unit) for unit in "abc"},
    **{f"staff-{unit}{place}": ("specialist", unit) for unit in "abc" for place in (1, 2)},
}
"""An import of ten: a chief, and three departments of a head and two others."""


def _import(levels: Mapping[str, tuple[str, str | None]], lines: Sequence[ReportingEdge] = ()) -> InfluenceAnalysis:
    people = [person(name, seniority=level) for name, (level, _) in levels.items()]
    places = [member(name, unit) for name, (_, unit) in levels.items() if unit]
    units = [DepartmentNode(unit, unit, None, None, None) for unit in sorted({each.department for each in places})]
    return influence_analysis(account(people, (), lines, places, units), QUICK)


def _chief() -> Judged:
    found = _import(IMPORT)
    order = [row.id.split("-")[0] for row in found.people]
    first, last = found.people[0].influence, found.people[-1].influence
    sure = any(row.interval[0] == row.interval[1] for row in found.people)
    said = f"the chief {100 * first:.0f} %, then the heads, then the others, each {100 * last:.0f} %"
    right = order == ["chief", *["head"] * 3, *["staff"] * 6] and not sure
    return Judged(said, f"{found.assumed_lines} assumed lines, uncertain in every interval", right)


def _drawn() -> Judged:
    found = _import(IMPORT, [line(name, "staff-a1") for name in IMPORT if name not in {"staff-a1", "staff-b1"}])
    said = f"first: {found.people[0].id}; {found.assumed_lines} assumed lines"
    right = (found.people[0].id, found.assumed_lines) == ("staff-a1", 2)
    return Judged(said, "of two of them nobody drew the line", right)


def _crowd(heads: int) -> Callable[[], Judged]:
    def judge() -> Judged:
        people = {f"head{n}": "manager" for n in range(heads)} | {f"p{n}": "specialist" for n in range(2000 - heads)}
        found = _import({name: (level, "works") for name, level in people.items()})
        none = found.account.unassumed_people
        said = f"{found.assumed_lines:,} assumed lines; none for {none:,} people"
        right = (found.assumed_lines > 0) == (heads <= 5) == (none == 0)
        return Judged(said, f"{heads} who could be the manager", right)

    return judge


INFLUENCE = (
    Case(
        "the chief of an import without lines",
        "A chief executive, and three departments of a head and two specialists.",
        "The chief counts most, then the heads; and nobody claims to be sure.",
        _chief,
    ),
    Case(
        "somebody drew the lines",
        "The same, and lines are drawn: eight report to one of the specialists.",
        "What was drawn counts; only the lines that are still missing are assumed.",
        _drawn,
    ),
    Case(
        "two thousand with four managers",
        "A department of 2,000 people without lines, four of them managers.",
        "The four share everybody.",
        _crowd(4),
    ),
    Case(
        "two thousand with forty managers",
        "A department of 2,000 people without lines, forty of them managers.",
        "Nothing can be assumed of anybody's manager, and that is said.",
        _crowd(40),
    ),
)
