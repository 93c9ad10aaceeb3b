"""What a user would write instead: closeness of every pair by plain Python loops over the same contacts.

No coverages and nothing asserted: the account of the benchmark has none, and its tier is A.
"""

import math
from collections.abc import Collection, Iterator
from datetime import datetime

from schemas.rows.account_graph import AccountGraph
from schemas.rows.contacts import InteractionNode
from schemas.settings.analysis_settings import AnalysisSettings

Pair = tuple[str, str]
Contact = tuple[InteractionNode, float]
THEIRS = {"inbound": "theirs"}


def every_pair(account: AccountGraph, settings: AnalysisSettings) -> dict[Pair, float]:
    """Return the closeness of each pair that was in contact: of each pair all contacts are looked through."""
    aged = list(_aged(account))
    found: dict[Pair, float] = {}
    for member in account.members:
        for person in account.people:
            ids = member.id, person.id
            contacts = [each for each in aged if ids[0] in (each[0].members or ()) and ids[1] in each[0].people]
            if contacts:
                found[ids] = _closeness(contacts, settings.cadence_a, settings)
    return found


def sorted_into_pairs(
    account: AccountGraph, settings: AnalysisSettings, key_players: Collection[str] = ()
) -> dict[Pair, float]:
    """Return the same, from contacts that are sorted into their pairs once; key players have a cadence of their own."""
    people = {person.id for person in account.people if person.status != "left"}
    members = {member.id for member in account.members if member.status != "left"}
    met: dict[Pair, list[Contact]] = {}
    for each, age in _aged(account):
        for member in each.members or ():
            for person in each.people:
                if member in members and person in people:
                    met.setdefault((member, person), []).append((each, age))
    cadence = {False: settings.cadence_a, True: settings.cadence_a_key}
    return {pair: _closeness(contacts, cadence[pair[1] in key_players], settings) for pair, contacts in met.items()}


def _aged(account: AccountGraph) -> Iterator[Contact]:
    as_of = datetime.fromisoformat(account.as_of)
    for each in account.interactions:
        age = (as_of - datetime.fromisoformat(each.at)).total_seconds() / 86400
        if age >= 0:
            yield each, age


def _closeness(contacts: list[Contact], cadence: float, settings: AnalysisSettings) -> float:
    two_way = [(each, age) for each, age in contacts if each.direction in {"mutual", "inbound"}]
    half_life = max(45, 1.5 * cadence)
    counted = 0.0
    missing = 1.0
    for each, age in contacts:
        value = getattr(settings, f"channel_{each.channel}") * _share(each) * 2 ** (-age / half_life)
        counted += value if each.direction in {"mutual", "inbound"} else 0.4 * value
        missing *= 1 - 0.25 * (each.expertise or 0) * _share(each) * 2 ** (-age / 180)
    frequency = 1 - math.exp(-1.5 * counted * cadence * math.log(2) / half_life)
    deepest = sorted(
        ((each.depth or 0) / 5 * _share(each) * 2 ** (-age / max(120, 2 * cadence)) for each, age in two_way),
        reverse=True,
    )
    depth = sum(deepest[:3]) / 3
    length = _length([age for _, age in two_way], max(180, 2.5 * cadence))
    return min(100 * (0.35 * frequency + 0.20 * (1 - missing) + 0.25 * depth + 0.20 * length), _most(contacts, depth))


def _most(contacts: list[Contact], depth: float) -> float:
    """Return the ceiling; days are of UTC, and no contact of the benchmark is a complaint."""
    two_way = [each for each, age in contacts if each.direction in {"mutual", "inbound"} and age <= 365]
    if len({each.at[:10] for each in two_way}) < 2:
        return 24.9
    if depth < 0.4:
        return 49.9
    initiated = any(
        (each.initiator or THEIRS.get(each.direction or "")) == "theirs" for each, age in contacts if age <= 90
    )
    return 100 if depth >= 0.6 and initiated else 74.9


def _share(each: InteractionNode) -> float:
    return 1 if len(each.people) <= 5 else 5 / len(each.people)


def _length(ages: list[float], silence: float) -> float:
    runs: list[list[float]] = []
    for age in sorted(ages, reverse=True):
        if runs and runs[-1][-1] - age <= silence:
            runs[-1].append(age)
        else:
            runs.append([age])
    best = 0.0
    for run in runs:
        worth = min(1, math.log(1 + (run[0] - run[-1]) / 30.4375) / math.log(37))
        if run[-1] <= 2 * silence:
            best = max(best, worth * 2 ** (-max(0, run[-1] - silence / 2) / (silence / 2)))
    return best
