"""Contacts: interactions as arrays, with one row for each pair of ours and theirs who took part."""

from collections.abc import Collection, Sequence
from itertools import chain
from typing import Any

import numpy as np
import numpy.typing as npt

from analytics.ages import ages, local_days
from analytics.graphs.people_graph import IntArray
from analytics.inputs.contacts import OURS, THEIRS, UNKNOWN, Contacts, Pair
from analytics.limits import check_contacts
from schemas.rows.account_graph import AccountGraph
from schemas.rows.contacts import InteractionNode
from schemas.settings.analysis_settings import AnalysisSettings

INITIATORS = {"inbound": THEIRS, "outbound": OURS, "ours": OURS, "theirs": THEIRS}
"""The side that initiated a contact, by its initiator, or by its direction if none was recorded; else unknown."""

TWO_WAY = frozenset({"mutual", "inbound"})


def contacts(
    account: AccountGraph,
    settings: AnalysisSettings,
    present: frozenset[str],
    members: frozenset[str],
    asserted: Collection[Pair],
    assumed: Collection[Pair] = (),
) -> Contacts:
    """Return the contacts between present members of ours and present people of theirs, up to ``as_of``.

    A contact is two-way if it was mutual or inbound, or was answered by ``as_of``. A contact of a sentiment below 0 is
    a complaint: its depth and expertise count 0. Days are those of the account's time zone, of UTC where it has none.

    A contact counts as much as its channel weighs (``channel_*``: a meeting 1, a mail 0.25). If m people of theirs took
    part and m is more than 5 (``crowd``), it counts ``share = 5 / m`` for each of them, whether or not all of them are
    still present.

    Parameters
    ----------
    asserted, assumed : collection of (member, person)
        Further pairs, which may have no contact.

    Raises
    ------
    TooLarge
        When there are too many contacts to be computed in seconds.
    """
    check_contacts(account)
    happened = _in_order(account)
    columns = InteractionNode(*(zip(*happened, strict=True) if happened else NOTHING))
    ours, theirs = sorted(members), sorted(present)
    place, member, person = _expanded(columns, ours, theirs)
    pairs, pair = _numbered(member, person, ours, theirs, {*asserted, *assumed})
    order = np.argsort(pair, kind="stable")
    place = place[order]
    values = (each[place] for each in _values(columns, settings, account))
    return Contacts(pairs, pair[order], columns.id, columns.at, place, *values)


def _in_order(account: AccountGraph) -> Sequence[InteractionNode]:
    """Return the interactions up to ``as_of``, in order of (at, id)."""
    happened = [each for each in account.interactions if each.at <= account.as_of]
    return sorted(happened, key=_when)


def _when(interaction: InteractionNode) -> tuple[str, str]:
    return interaction.at, interaction.id


def _expanded(columns: Any, ours: Sequence[str], theirs: Sequence[str]) -> tuple[IntArray, IntArray, IntArray]:
    """Return interaction, member and person of every pair in every interaction, of those who are present."""
    member, members_of = _flat([each or () for each in columns.members], ours)
    person, people_of = _flat(columns.people, theirs)
    pairs_of = members_of * people_of
    place = np.repeat(np.arange(len(pairs_of)), pairs_of)
    within = np.arange(len(place)) - np.repeat(np.cumsum(pairs_of) - pairs_of, pairs_of)
    member = member[(np.cumsum(members_of) - members_of)[place] + within // np.maximum(people_of, 1)[place]]
    person = person[(np.cumsum(people_of) - people_of)[place] + within % np.maximum(people_of, 1)[place]]
    are_present = (member >= 0) & (person >= 0)
    return place[are_present], member[are_present], person[are_present]


def _flat(lists: Sequence[Sequence[str]], names: Sequence[str]) -> tuple[IntArray, IntArray]:
    """Return the position in ``names`` of each element of the lists, -1 for others, and the length of each list."""
    position = {name: index for index, name in enumerate(names)}
    found = [position.get(name, -1) for name in chain.from_iterable(lists)]
    return np.array(found, dtype=np.int64), np.array(list(map(len, lists)), dtype=np.int64)


def _numbered(
    member: IntArray, person: IntArray, ours: Sequence[str], theirs: Sequence[str], asserted: Collection[Pair]
) -> tuple[tuple[Pair, ...], IntArray]:
    """Return the pairs in order, and the position among them of the pair of each contact."""
    at_member, at_person = ({name: index for index, name in enumerate(names)} for names in (ours, theirs))
    further = [at_member[one] * len(theirs) + at_person[other] for one, other in asserted]
    codes, pair = np.unique(
        np.append(member * len(theirs) + person, np.array(further, dtype=np.int64)), return_inverse=True
    )
    firsts, seconds = np.divmod(codes, max(1, len(theirs)))
    named = zip(firsts.tolist(), seconds.tolist(), strict=True)
    return tuple((ours[one], theirs[other]) for one, other in named), pair[: len(member)].astype(np.int64)


def _values(columns: Any, settings: AnalysisSettings, account: AccountGraph) -> tuple[npt.NDArray[Any], ...]:
    """Return the values of each interaction, in the order of the arrays of `Contacts`."""
    weights = {name.removeprefix("channel_"): value for name, value in settings if name.startswith("channel_")}
    answered = [at is not None and at <= account.as_of for at in columns.answered_at]
    initiators = map(_initiator, columns.initiator, columns.direction)
    complaint = np.array([_is_complaint(each) for each in columns.sentiment], dtype=np.bool)
    return (
        ages(columns.at, account.as_of),
        np.array([way in TWO_WAY for way in columns.direction], dtype=np.bool) | np.array(answered, dtype=np.bool),
        np.minimum(1.0, settings.crowd / np.array([len(people) or 1 for people in columns.people])),
        np.array([weights[channel or "other"] for channel in columns.channel]),
        np.where(complaint, 0.0, np.nan_to_num(np.array(columns.depth, dtype=np.float64))) / 5,
        np.where(complaint, 0.0, np.nan_to_num(np.array(columns.expertise, dtype=np.float64))),
        np.array([INITIATORS.get(side or "", UNKNOWN) for side in initiators], dtype=np.int64),
        complaint,
        local_days(columns.at, account.timezone),
    )


def _is_complaint(sentiment: int | str | None) -> bool:
    return isinstance(sentiment, int) and sentiment < 0


def _initiator(recorded: str | None, direction: str | None) -> str | None:
    return direction if recorded is None else recorded


NOTHING: tuple[tuple[Any, ...], ...] = ((),) * len(InteractionNode._fields)
"""The columns of an account without interactions."""
