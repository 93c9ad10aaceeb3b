"""Contacts: interactions as one row for each pair of ours and theirs in them, on plain arrays."""

from collections.abc import Collection, Sequence
from itertools import chain
from typing import Any

import numpy as np
import numpy.typing as npt

from analytics.ages import ages
from analytics.graphs.people_graph import IntArray
from analytics.inputs.contacts import OURS, THEIRS, UNKNOWN, Contacts, Pair
from analytics.limits import check_contacts
from schemas.rows.account_graph import AccountGraph
from schemas.rows.contacts import InteractionNode
from schemas.settings.analysis_settings import AnalysisSettings

BEGAN = {"inbound": THEIRS, "outbound": OURS, "ours": OURS, "theirs": THEIRS}
"""Who began, by initiator, or by direction where nobody said; the rest is unknown."""

TWO_WAY = frozenset({"mutual", "inbound"})


def contacts(
    account: AccountGraph,
    settings: AnalysisSettings,
    present: frozenset[str],
    members: frozenset[str],
    asserted: Collection[Pair],
) -> Contacts:
    """Return the contacts between those of us and of them who are present, up to ``as_of``.

    A contact is two-way when it was mutual or inbound, or was answered by ``as_of``. One with more of their people
    than ``crowd`` counts ``crowd / people`` for each of them, whoever of them is present.

    Parameters
    ----------
    asserted : collection of (member, person)
        Pairs that are asked about without any contact.

    Raises
    ------
    TooLarge
        When there are more contacts than can be computed on soon.
    """
    check_contacts(account)
    happened = _in_order(account)
    columns = InteractionNode(*(zip(*happened, strict=True) if happened else NOTHING))
    ours, theirs = sorted(members), sorted(present)
    place, member, person = _expanded(columns, ours, theirs)
    pairs, pair = _numbered(member, person, ours, theirs, asserted)
    order = np.argsort(pair, kind="stable")
    place = place[order]
    values = (each[place] for each in _values(columns, settings, account.as_of))
    return Contacts(pairs, pair[order], columns.id, columns.at, place, *values)


def _in_order(account: AccountGraph) -> Sequence[InteractionNode]:
    """Return what happened by ``as_of``, in order of (at, id): as a graph has it, unless somebody shuffled it."""
    happened = [each for each in account.interactions if each.at <= account.as_of]
    return sorted(happened, key=_when)


def _when(interaction: InteractionNode) -> tuple[str, str]:
    return interaction.at, interaction.id


def _expanded(columns: Any, ours: Sequence[str], theirs: Sequence[str]) -> tuple[IntArray, IntArray, IntArray]:
    """Return place, member and person of every pair in every interaction; only those who are present."""
    member, members_of = _flat([each or () for each in columns.members], ours)
    person, people_of = _flat(columns.people, theirs)
    each = members_of * people_of
    place = np.repeat(np.arange(len(each)), each)
    within = np.arange(len(place)) - np.repeat(np.cumsum(each) - each, each)
    member = member[(np.cumsum(members_of) - members_of)[place] + within // np.maximum(people_of, 1)[place]]
    person = person[(np.cumsum(people_of) - people_of)[place] + within % np.maximum(people_of, 1)[place]]
    here = (member >= 0) & (person >= 0)
    return place[here], member[here], person[here]


def _flat(lists: Sequence[Sequence[str]], names: Sequence[str]) -> tuple[IntArray, IntArray]:
    """Return the places in ``names`` of all that lists hold, -1 for others, and the length of each list."""
    position = {name: index for index, name in enumerate(names)}
    found = [position.get(name, -1) for name in chain.from_iterable(lists)]
    return np.array(found, dtype=np.int64), np.array(list(map(len, lists)), dtype=np.int64)


def _numbered(
    member: IntArray, person: IntArray, ours: Sequence[str], theirs: Sequence[str], asserted: Collection[Pair]
) -> tuple[tuple[Pair, ...], IntArray]:
    """Return the pairs in order, and the place of the pair of each contact."""
    at_member, at_person = ({name: index for index, name in enumerate(names)} for names in (ours, theirs))
    told = [at_member[one] * len(theirs) + at_person[other] for one, other in asserted]
    codes, pair = np.unique(
        np.append(member * len(theirs) + person, np.array(told, dtype=np.int64)), return_inverse=True
    )
    firsts, seconds = np.divmod(codes, max(1, len(theirs)))
    named = zip(firsts.tolist(), seconds.tolist(), strict=True)
    return tuple((ours[one], theirs[other]) for one, other in named), pair[: len(member)].astype(np.int64)


def _values(columns: Any, settings: AnalysisSettings, as_of: str) -> tuple[npt.NDArray[Any], ...]:
    """Return what each interaction says, in the order of the arrays of `Contacts`."""
    weights = {name.removeprefix("channel_"): value for name, value in settings if name.startswith("channel_")}
    answered = [at is not None and at <= as_of for at in columns.answered_at]
    began = map(_known, columns.initiator, columns.direction)
    return (
        ages(columns.at, as_of),
        np.array([way in TWO_WAY for way in columns.direction], dtype=np.bool) | np.array(answered, dtype=np.bool),
        np.minimum(1.0, settings.crowd / np.array([len(people) or 1 for people in columns.people])),
        np.array([weights[channel or "other"] for channel in columns.channel]),
        np.nan_to_num(np.array(columns.depth, dtype=np.float64)) / 5,
        np.nan_to_num(np.array(columns.expertise, dtype=np.float64)),
        np.array([BEGAN.get(who or "", UNKNOWN) for who in began], dtype=np.int64),
    )


def _known(initiator: str | None, direction: str | None) -> str | None:
    return direction if initiator is None else initiator


NOTHING: tuple[tuple[Any, ...], ...] = ((),) * len(InteractionNode._fields)
"""The columns of no interaction."""
