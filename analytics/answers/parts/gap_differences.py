"""Gaps that opened or closed between two moments, and whether anything had to be recorded for that."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from analytics.context import Context
from analytics.context_beside import ContextBeside
from analytics.gaps.context import GapContext
from analytics.gaps.gap import Gap
from analytics.gaps.gaps import Gaps, find_gaps
from analytics.gaps.profiles import Profile
from schemas.analysis.changes import GapTurn
from schemas.rows.stages import StageModelRow


class SeenGaps(NamedTuple):
    """The gaps of an account at a moment, with what they were found in."""

    context: GapContext
    gaps: Gaps


class GapDifference(NamedTuple):
    """A gap that is there at one of two moments only.

    Attributes
    ----------
    gap : Gap
        As it is at that moment.
    what : GapTurn
        Whether it came or went.
    seen : SeenGaps
        The moment at which it is there.
    by_time : bool
        Whether it would have come or gone without anything recorded in between.
    """

    gap: Gap
    what: GapTurn
    seen: SeenGaps
    by_time: bool


def seen_gaps(context: Context, models: Sequence[StageModelRow], profiles: Sequence[Profile]) -> SeenGaps:
    """Return the gaps of a whole account under its own profile, also where a chain is in scope."""
    whole = context if context.chain is None else ContextBeside.of_chain(context, None)
    looked_at = GapContext(whole, models, profiles=profiles)
    return SeenGaps(looked_at, find_gaps(looked_at))


def gaps_that_differ(before: SeenGaps, replayed: SeenGaps, after: SeenGaps) -> Iterator[GapDifference]:
    """Yield the gaps that opened, by priority, then those that closed.

    A gap that only another one hides is not gone, and one that was hidden is not new. What opened is there at the later
    instant already by what was known before (``by_time``), or by what was recorded in between; what closed likewise.

    Parameters
    ----------
    replayed : SeenGaps
        What was known at the earlier moment, at the later instant.
    """
    was, would_be, now = ({gap.id for gap in each.gaps.all} for each in (before, replayed, after))
    for gap in _said(after.gaps):
        if gap.id not in was:
            yield GapDifference(gap, "opened", after, gap.id in would_be)
    for gap in _said(before.gaps):
        if gap.id not in now:
            yield GapDifference(gap, "closed", before, gap.id not in would_be)


def _said(gaps: Gaps) -> tuple[Gap, ...]:
    return (*gaps.shown, *gaps.held_back)
