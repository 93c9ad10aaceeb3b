"""Who is due for a contact: since when, why, who of us calls, and what about."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from benchmarks.plain.report.gaps import Gap, due_since
from benchmarks.plain.report.look import Look, rung
from schemas.instants import instant_text

CONTACTS = {"meet", "renew", "ask", "introduce", "deepen", "invite", "share"}
"""What is done about a gap by speaking to the person whom it is about."""

FLAT = 3
Due = tuple[datetime, int, str | None]
"""Since when, the place of the reason among `REASONS`, and who of us calls."""

REASONS = ("unanswered", "cadence", "gap")


def contacts_due(look: Look, gaps: Sequence[Gap]) -> list[dict[str, Any]]:
    """Return who is due, by priority."""
    due: dict[str, Due] = {}
    for person, since in (*_by_cadence(look), *_by_gap(look, gaps)):
        due[person] = min(due.get(person, since), since, key=lambda each: each[:2])
    people = {each.id: each for each in look.account.people}
    ours = {each.id: each.name for each in look.account.members}
    top = _top(gaps)
    rows = []
    for person, (begin, reason, member) in due.items():
        days, cadence = (look.now - begin).total_seconds() / 86400, look.cadence(person)
        calls = member or look.closest[person][0]
        rows.append(
            {
                "person": person,
                "person_name": people[person].name,
                "title": people[person].title,
                "member": calls,
                "member_name": ours[calls],
                "due": instant_text(begin),
                "overdue_days": days,
                "cadence_days": cadence,
                "reason": REASONS[reason],
                "influence": look.shares[person],
                "priority": look.shares[person] * days / cadence,
                "facts": _facts(look, person, top.get(person)),
            }
        )
    return sorted(rows, key=lambda row: (-round(row["priority"], 12), row["person"]))


def _by_cadence(look: Look) -> Iterator[tuple[str, Due]]:
    for person in look.numbers.last_met:
        since = look.next_contact(person)
        if since and since < look.now:
            yield person, (since, 1, None)


def _by_gap(look: Look, gaps: Sequence[Gap]) -> Iterator[tuple[str, Due]]:
    for gap in gaps:
        found = gap.found
        if found.rule == "overdue-contact" or found.remedy not in CONTACTS:
            continue
        if found.person is not None and found.person in found.people:
            since = due_since(look, found, datetime.fromisoformat(gap.since))
            if since <= look.now:
                yield found.person, (since, 2, gap.member)


def _top(gaps: Sequence[Gap]) -> dict[str, Gap]:
    """Return the gap about each person that matters most: about more than a contact, if there is one."""
    found: dict[str, Gap] = {}
    for gap in sorted(gaps, key=lambda each: each.found.rule == "overdue-contact"):
        for person in gap.found.people:
            found.setdefault(person, gap)
    return found


def _facts(look: Look, person: str, gap: Gap | None) -> dict[str, Any]:
    met, now, before = look.numbers.last_met.get(person), look.near.get(person), look.before.get(person)
    return {
        "last_at": met.at if met else None,
        "last_channel": met.channel if met else None,
        "rung": None if now is None else rung(now),
        "trend_sign": None if now is None or before is None else _sign(now - before),
        "top_gap": list(gap.found.key) if gap else None,
    }


def _sign(change: float) -> str:
    if abs(change) <= FLAT:
        return "flat"
    return "up" if change > 0 else "down"
