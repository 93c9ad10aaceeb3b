"""Whether somebody is recorded twice."""

from collections.abc import Iterator, Sequence

from analytics.gaps.context import GapContext
from analytics.gaps.finding import Finding, people
from analytics.gaps.remedy import Remedy
from schemas.messages.message import Message
from schemas.names.alike import Alike, Recorded, alike

AGREE = {
    "name": Message("gaps_trust.same_name"),
    "mail": Message("gaps_trust.same_mail"),
    "phone": Message("gaps_trust.same_phone"),
}
"""Kind of agreement between two records -> its words."""


def possible_duplicate(context: GapContext, share: float) -> Iterator[Finding]:
    """Find people who may be one: their names, mail addresses or telephone numbers agree (`alike`).

    Several who agree with each other, or over others, are one finding. Placeholders are nobody, and so not twice.

    Parameters
    ----------
    share : float
        How likely, from 0 to 1, two of them must be one human.
    """
    there = [each for each in context.account.people if each.id in context.present and each.kind != "placeholder"]
    found = alike(Recorded(each.id, each.name, each.mails, each.phones) for each in there)
    for pairs in _together([pair for pair in found if pair.score >= share]):
        group = sorted({person for pair in pairs for person in (pair.first, pair.second)})
        agree = [said for each, said in AGREE.items() if any(each in pair.agree for pair in pairs)]
        names = [context.name.person(person) for person in group]
        yield Finding(
            people(*group),
            Message("gaps_trust.possible_duplicate", people=names, agree=agree),
            numbers={"score": max(pair.score for pair in pairs), "people": len(group)},
            remedy=Remedy("correct", group[0]),
        )


def _together(pairs: Sequence[Alike]) -> list[list[Alike]]:
    """Return pairs in groups: those that share a person are in one."""
    groups: list[tuple[set[str], list[Alike]]] = []
    for pair in pairs:
        ends = {pair.first, pair.second}
        touched = [group for group in groups if group[0] & ends]
        groups = [group for group in groups if not group[0] & ends]
        everybody = ends.union(*(group[0] for group in touched))
        groups.append((everybody, [*(each for group in touched for each in group[1]), pair]))
    return [members for _, members in groups]
