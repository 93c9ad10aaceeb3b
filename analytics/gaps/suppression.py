"""Suppression: gaps of one cause are reported once, by the gap that is the cause."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from analytics.gaps.gap import Gap

Hides = Callable[[Gap, Gap, Mapping[str, str]], bool]
"""Whether a gap hides another, with the opportunity of each chain at hand."""

FOLLOWS_A_MEETING = frozenset({"overdue-contact", "cooling", "one-sided", "weakest-degree", "broker-uncovered"})
"""Rules about a relationship that exists: they matter only once we know the person."""


def _no_stakeholders(cause: Gap, other: Gap, deals: Mapping[str, str]) -> bool:
    """Without people a chain, or an account, has no other gap; that a deal has no chain is not about people."""
    if cause.chain is not None:
        return other.chain == cause.chain
    return other.rule != "chain-missing"


def _economic_buyer_ambiguous(cause: Gap, other: Gap, deals: Mapping[str, str]) -> bool:
    """A chain without an economic buyer explains a stage that lacks the same role and no other."""
    return (
        other.rule == "role-unfilled"
        and other.chain == cause.chain
        and other.numbers["roles"] == "economic_buyer"
        and cause.numbers["economic_buyers"] == 0
    )


def _self_reported_only(cause: Gap, other: Gap, deals: Mapping[str, str]) -> bool:
    """Who is known from the owner alone is known from one function alone."""
    people = set(other.records.get("person", ()))
    return other.rule == "single-source" and other.chain == cause.chain and people <= set(cause.records["person"])


def _chain_missing(cause: Gap, other: Gap, deals: Mapping[str, str]) -> bool:
    """A deal whose chain nobody recorded has no other gap of a chain."""
    about = {subject.id for subject in cause.subjects}
    if other.rule == "process-blind":
        return _same_subject(cause, other)
    return other.chain is not None and deals.get(other.chain) in about


def _cannot_be_placed(cause: Gap, other: Gap, deals: Mapping[str, str]) -> bool:
    """Somebody without department or seniority is in no cell."""
    return other.rule == "cell-unowned" and _same_subject(cause, other)


def _stranger_who_decides(cause: Gap, other: Gap, deals: Mapping[str, str]) -> bool:
    """The reason why we do not know a decider includes that we do not, and whatever follows from that."""
    strangers = other.rule in {"key-player-uncovered", "late-entrant"} and _same_subject(cause, other)
    return strangers or _key_player_uncovered(cause, other, deals)


def _alone_on_every_way(cause: Gap, other: Gap, deals: Mapping[str, str]) -> bool:
    """Whoever closes every way because they are against us, or hold all our relationships, is alone enough to do so."""
    return other.rule == "single-cut" and cause.chain in {None, other.chain} and _same_subject(cause, other)


def _same_subject(cause: Gap, other: Gap) -> bool:
    return not set(cause.subjects).isdisjoint(other.subjects)


def _key_player_uncovered(cause: Gap, other: Gap, deals: Mapping[str, str]) -> bool:
    """To get to know somebody is to meet them, and to know somebody in their department; how it goes on comes after."""
    return (other.rule in FOLLOWS_A_MEETING and _same_subject(cause, other)) or _in_department(cause, other)


def _overdue_contact(cause: Gap, other: Gap, deals: Mapping[str, str]) -> bool:
    """A silence cools a relationship, and to end it is the first thing that it lacks."""
    return other.rule in {"cooling", "weakest-degree"} and _same_subject(cause, other)


def _weakened(cause: Gap, other: Gap, deals: Mapping[str, str]) -> bool:
    """A relationship behind its target, or one that has just got worse, already says what it lacks."""
    return other.rule == "weakest-degree" and _same_subject(cause, other)


def _in_department(cause: Gap, other: Gap) -> bool:
    people = {("person", person) for person in other.records.get("person", ())}
    return other.rule == "department-uncovered" and not people.isdisjoint(cause.subjects)


def _step_unowned(cause: Gap, other: Gap, deals: Mapping[str, str]) -> bool:
    """A step of whose voters we know none is one gap, not one for each; whoever was never met is one too."""
    voters = set(cause.records.get("person", ()))
    if other.chain != cause.chain or other.severity == "critical":
        return False
    if other.rule == "department-uncovered":
        return not voters.isdisjoint(other.records.get("person", ()))
    return other.rule == "key-player-uncovered" and not {("person", each) for each in voters}.isdisjoint(other.subjects)


HIDING: Mapping[str, Hides] = {
    "no-stakeholders": _no_stakeholders,
    "economic-buyer-ambiguous": _economic_buyer_ambiguous,
    "self-reported-only": _self_reported_only,
    "chain-missing": _chain_missing,
    "cannot-be-placed": _cannot_be_placed,
    "approver-unreachable": _stranger_who_decides,
    "late-entrant": _stranger_who_decides,
    "opponent-dominates": _alone_on_every_way,
    "single-threaded-ours": _alone_on_every_way,
    "key-player-uncovered": _key_player_uncovered,
    "step-unowned": _step_unowned,
    "overdue-contact": _overdue_contact,
    "below-target-rung": _weakened,
    "cooling": _weakened,
}
"""Rule -> the other gaps that its gaps hide; a rule that is not named here hides nothing."""

NEAR = frozenset(
    {
        _cannot_be_placed,
        _stranger_who_decides,
        _alone_on_every_way,
        _key_player_uncovered,
        _overdue_contact,
        _weakened,
    }
)
"""Those that hide only gaps about, or resting on, one of the things that the cause is about."""


def causes(gaps: Sequence[Gap], deals: Mapping[str, str]) -> dict[str, Gap]:
    """Return for each gap that is hidden the gap that hides it, by id.

    A gap that is hidden hides nothing itself, unless what hides it would hide that too.

    Parameters
    ----------
    gaps : sequence of Gap
        The most important first: of several causes the first is named.
    deals : mapping
        Chain -> opportunity that it decides.
    """
    found: dict[str, Gap] = {}
    by_thing = _by_thing(gaps)
    for cause in sorted((each for each in gaps if each.rule in HIDING), key=_width):
        if cause.id not in found:
            near = _near(cause, gaps, by_thing) if HIDING[cause.rule] in NEAR else gaps
            found |= {other.id: cause for other in _hidden_by(cause, near, deals) if other.id not in found}
    return found


def _by_thing(gaps: Sequence[Gap]) -> Mapping[tuple[str, str], Sequence[int]]:
    """Return the places of the gaps that are about, or rest on, each thing: of thousands of gaps a few for each."""
    found: dict[tuple[str, str], list[int]] = defaultdict(list)
    for place, gap in enumerate(gaps):
        for thing in {*gap.subjects, *(("person", person) for person in gap.records.get("person", ()))}:
            found[thing].append(place)
    return found


def _near(cause: Gap, gaps: Sequence[Gap], by_thing: Mapping[tuple[str, str], Sequence[int]]) -> list[Gap]:
    places = {place for subject in cause.subjects for place in by_thing.get(subject, ())}
    return [gaps[place] for place in sorted(places)]


def _width(cause: Gap) -> tuple[int, bool]:
    """Return the place of a cause: rules in the order of their list, and of one rule the whole account first."""
    return list(HIDING).index(cause.rule), cause.chain is not None


def _hidden_by(cause: Gap, gaps: Iterable[Gap], deals: Mapping[str, str]) -> Iterable[Gap]:
    return [other for other in gaps if other.id != cause.id and HIDING[cause.rule](cause, other, deals)]
