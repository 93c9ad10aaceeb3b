"""The reporting tree as lines of a terminal: the most influential people, and everybody above them."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from app.demo.facts import PersonFacts

Row = tuple[str, PersonFacts]
"""What is drawn before a person, and the person."""


def tree_rows(people: Sequence[PersonFacts], shown: int) -> list[Row]:
    """Return the first ``shown`` people with those above them, as a tree; siblings in their given order.

    Whoever reports to nobody begins a tree of their own, those with people below them first.
    """
    kept = _with_managers(people, shown)
    reports: dict[str | None, list[PersonFacts]] = defaultdict(list)
    for person in people:
        if person.id in kept:
            reports[person.manager].append(person)
    rows: list[Row] = []
    for top in sorted(reports[None], key=lambda person: not reports[person.id]):
        rows.append(("", top))
        rows.extend(_below(top.id, reports, ""))
    return rows


def _with_managers(people: Sequence[PersonFacts], shown: int) -> set[str]:
    managers = {person.id: person.manager for person in people}
    kept: set[str] = set()
    for person in people[:shown]:
        above: str | None = person.id
        while above is not None and above not in kept:
            kept.add(above)
            above = managers[above]
    return kept


def _below(person: str, reports: dict[str | None, list[PersonFacts]], lead: str) -> Iterator[Row]:
    for report in reports[person]:
        last = report is reports[person][-1]
        yield lead + ("└─ " if last else "├─ "), report
        yield from _below(report.id, reports, lead + ("   " if last else "│  "))
