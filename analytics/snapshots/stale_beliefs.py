"""Beliefs that nobody has confirmed for too long."""

from collections.abc import Iterable, Iterator

from analytics.gaps.context import GapContext
from analytics.inputs.beliefs import Belief
from schemas.reports.lists import StaleBelief

RUNG = "rung"
"""What is believed of one of us and a person, by each member: one belief here, as old as the newest of them."""


def stale_beliefs(context: GapContext) -> tuple[StaleBelief, ...]:
    """Return the beliefs about present people that are stale, in order of person, attribute and chain.

    Of the whole account those that were given for no chain; of each chain that gaps look at its own. A belief is stale
    as the answer about beliefs says it: the newest word that counts is older than its half-life.
    """
    found = list(_of_scope(context, [each for each in context.numbers.beliefs.items() if not each[1].pooled]))
    for chain in context.chains.values():
        found += _of_scope(chain, [each for each in chain.numbers.beliefs.items() if not each[1].inherited])
    return tuple(sorted(found, key=lambda each: (each.person, each.attribute, each.chain or "")))


def _of_scope(
    context: GapContext, beliefs: Iterable[tuple[tuple[str, str, str | None], Belief]]
) -> Iterator[StaleBelief]:
    subjects: dict[tuple[str, str], list[Belief]] = {}
    for (person, attribute, _), belief in beliefs:
        subjects.setdefault((person, attribute), []).append(belief)
    for (person, attribute), several in subjects.items():
        if (attribute == RUNG and context.chain) or not all(belief.stale for belief in several):
            continue
        newest = min((word for belief in several for word in belief.words), key=lambda word: word.age)
        yield StaleBelief(
            person=person,
            person_name=context.numbers.names[person],
            attribute=attribute,
            chain=context.chain.id if context.chain else None,
            last_at=newest.assessment.observed_at,
            days=newest.age,
        )
