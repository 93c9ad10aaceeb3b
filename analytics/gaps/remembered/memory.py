"""What is remembered of gaps, read beside what is found: since when each is open, and whether it is muted."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from analytics.gaps.gap import Gap
from analytics.gaps.gaps import Gaps
from schemas.rows.account_graph import AccountGraph


class Remembered(NamedTuple):
    """What is remembered of a gap that is there.

    Attributes
    ----------
    since : str or None
        When it was last opened; None: not known.
    first_seen : str or None
        When it was first seen; None: not known.
    mute : mapping or None
        ``by``, ``reason``, ``until`` and ``at`` of a mute that holds at the moment.
    """

    since: str | None = None
    first_seen: str | None = None
    mute: Mapping[str, Any] | None = None

    @property
    def muted(self) -> bool:
        """Whether somebody does not want to be reminded of it at the moment."""
        return self.mute is not None


NOTHING = Remembered()
"""Of a gap that was never refreshed."""


def remembered(account: AccountGraph) -> Mapping[str, Remembered]:
    """Return what is remembered of the gaps of an account, by their ids.

    A gap that was found closed and is there again has been open since nobody knows when, until gaps are refreshed. A
    mute holds until its end.
    """
    return {
        each.id: Remembered(
            since=None if each.closed_at or each.since > account.as_of else each.since,
            first_seen=each.first_seen if each.first_seen <= account.as_of else None,
            mute=each.mute if each.mute and each.mute["at"] <= account.as_of < each.mute["until"] else None,
        )
        for each in account.gap_states
    }


class GapLists(NamedTuple):
    """The gaps of an account as a reader is shown them.

    Attributes
    ----------
    shown, muted, held_back : tuple of Gap
        By priority each. What is muted takes no place of a profile that lists a few gaps only.
    """

    shown: tuple[Gap, ...]
    muted: tuple[Gap, ...]
    held_back: tuple[Gap, ...]

    def about(self, concerns: Callable[[Gap], bool]) -> "GapLists":
        """Return those of some gaps alone."""
        return GapLists(*(tuple(filter(concerns, part)) for part in self))


def listed(found: Gaps, memory: Mapping[str, Remembered]) -> GapLists:
    """Return which gaps are listed, muted, and held back.

    Examples
    --------
    >>> from analytics.gaps.profiles import FULL
    >>> listed(Gaps(FULL, "default", (), {}, (), ()), {})
    GapLists(shown=(), muted=(), held_back=())
    """
    ranked = (*found.shown, *found.held_back)
    loud = tuple(gap for gap in ranked if not memory.get(gap.id, NOTHING).muted)
    most = len(loud) if found.profile.most is None else found.profile.most
    muted = tuple(gap for gap in ranked if memory.get(gap.id, NOTHING).muted)
    return GapLists(loud[:most], muted, loud[most:])
