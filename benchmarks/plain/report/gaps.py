"""Gaps: what rules see, ranked, without what another gap explains, and who of us does what about each by when."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from benchmarks.plain.report.look import Look
from benchmarks.plain.report.rules import RULES, Found, Key
from benchmarks.plain.report.ways import first_of_us
from schemas.instants import instant_text

WEIGHTS = {"critical": 8, "high": 4, "medium": 2, "low": 1}
DAYS = {"critical": 7, "high": 14, "medium": 30, "low": 60}
AFTER_A_MEETING = {"overdue-contact", "cooling", "one-sided", "weakest-degree", "broker-uncovered"}
HIDES = {
    "key-player-uncovered": AFTER_A_MEETING,
    "overdue-contact": {"cooling", "weakest-degree"},
    "cooling": {"weakest-degree"},
}
"""Rule -> the other rules whose gaps about the same person it explains; the one that explains most comes first."""

BY_THE_CLOSEST = {"renew", "name_people", "find_power", "deepen", "invite", "share"}
BY_THE_BEST_WAY = {"meet", "ask", "introduce"}


class Gap(NamedTuple):
    """A finding, how much it matters, since when it is there, and which of us does something by when."""

    found: Found
    priority: float
    influence: float
    since: str
    member: str | None
    due: str

    def row(self) -> dict[str, Any]:
        """Return it as it is kept."""
        return {
            "rule": self.found.rule,
            "severity": self.found.severity,
            "priority": self.priority,
            "people": list(self.found.people),
            "since": self.since,
            "member": self.member,
            "due": self.due,
        }


class Gaps(NamedTuple):
    """The gaps that are shown, by priority, and since when each is there that is shown or was and is hidden."""

    shown: Sequence[Gap]
    since: Mapping[Key, str]


def gaps_of(look: Look, known_since: Mapping[Key, str]) -> Gaps:
    """Return the gaps of an account, with what the day before remembered of them."""
    found = [each for rule in RULES for each in rule(look)]
    ways = first_of_us(look)
    gaps = sorted((_gap(look, each, known_since, ways) for each in found), key=_place)
    hidden = _hidden(found)
    shown = [gap for gap in gaps if gap.found.key not in hidden]
    since = {gap.found.key: gap.since for gap in gaps if gap.found.key not in hidden or gap.found.key in known_since}
    return Gaps(shown, since)


def due_since(look: Look, found: Found, begin: datetime) -> datetime:
    """Return by when something is to be done about a gap that is there since some instant."""
    dates = [begin + timedelta(days=DAYS[found.severity])]
    again = look.next_contact(found.person) if found.person and found.remedy in {"meet", "renew"} else None
    if again and again > begin:
        dates.append(again)
    return min(dates)


def _place(gap: Gap) -> tuple[float, float, Key]:
    return -round(gap.priority, 12), -round(gap.influence, 12), gap.found.key


def _gap(look: Look, found: Found, known_since: Mapping[Key, str], ways: Mapping[str, str]) -> Gap:
    held = sum(look.shares[person] for person in found.people)
    return Gap(
        found,
        priority=WEIGHTS[found.severity] * (held if found.people else 1.0),
        influence=held,
        since=known_since.get(found.key, look.account.as_of),
        member=_member(look, found, ways),
        due=instant_text(due_since(look, found, look.now)),
    )


def _member(look: Look, found: Found, ways: Mapping[str, str]) -> str | None:
    """Return which of us does it: who is closest, who begins the best way, else who is closest to anybody."""
    if found.member:
        return found.member
    person = found.person or next(iter(sorted(look.near, key=lambda one: (-look.near[one], one))), "")
    if found.remedy in BY_THE_CLOSEST and person in look.closest:
        return look.closest[person][0]
    if found.remedy in BY_THE_BEST_WAY and person in ways:
        return ways[person]
    return look.closest_of_us


def _hidden(found: Sequence[Found]) -> set[Key]:
    """Return what another gap explains; what is hidden explains nothing."""
    hidden: set[Key] = set()
    if any(each.rule == "no-stakeholders" for each in found):
        return {each.key for each in found if each.rule != "no-stakeholders"}
    for cause, others in HIDES.items():
        people = {who for each in found if each.rule == cause and each.key not in hidden for who in each.people}
        hidden |= {each.key for each in found if each.rule in others and not people.isdisjoint(each.people)}
    return hidden
