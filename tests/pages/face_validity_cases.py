"""Cases of `docs/face_validity.md`, each with what must come out."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, NamedTuple

from schemas.analysis.closeness import ClosenessPair
from schemas.rows.contacts import InteractionNode
from schemas.rows.deals import ChainNode, OpportunityNode
from schemas.settings.analysis_settings import AnalysisSettings
from tests.unit.analytics.accounts import account
from tests.unit.analytics.asked import closeness_analysis, coverage_analysis
from tests.unit.analytics.contacts import covers, met, said, with_contacts

SETTINGS = AnalysisSettings()

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
    _close(
        "the executive met quarterly",
        "An executive met in person every quarter for three years about internal matters (depth 4), as agreed.",
        "Trusted: that is all the time an executive has.",
        [met(day, depth=4, initiator="ours") for day in QUARTERLY],
        "trusted",
        coverages=[covers("kim", "ada", cadence_days=91)],
    ),
    _close(
        "quarterly small talk",
        "The same executive met as often, but never beyond small talk (depth 1).",
        "Known: nobody trusts on small talk.",
        [met(day, depth=1, initiator="ours") for day in QUARTERLY],
        "known",
        coverages=[covers("kim", "ada", cadence_days=91)],
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
