"""Contacts: interactions as one row for each pair of ours and theirs in them, on plain arrays."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from analytics.ages import ages
from analytics.people_graph import BoolArray, FloatArray, IntArray
from schemas.account_graph import AccountGraph
from schemas.contact_rows import InteractionNode
from schemas.settings import AnalysisSettings

Pair = tuple[str, str]
"""One of us, and one of them."""

OURS, THEIRS, UNKNOWN = 0, 1, -1
"""Who began a contact."""

FOLLOWS = {"inbound": THEIRS, "outbound": OURS, None: UNKNOWN, "mutual": UNKNOWN}
"""Who began, where only the direction is known."""

BEGAN = {"ours": OURS, "theirs": THEIRS, "unknown": UNKNOWN}


@dataclass(frozen=True, slots=True, eq=False)
class Contacts:
    """Contacts of pairs, in order of pair, then time; pairs without any contact may be among the pairs.

    Attributes
    ----------
    pairs : tuple of (member, person)
        In order of their ids; a position in it is how the arrays name a pair.
    pair : array of int
        Position of the pair of each contact; ascending.
    at : array of str
        Instant of each contact.
    age : array of float
        Days from it to ``as_of``; 0 or more.
    two_way : array of bool
    share : array of float
        1, or less where a crowd took part.
    value : array of float
        Weight of the channel.
    depth, expertise : array of float
        From 0 to 1; 0 where nothing was recorded.
    began : array of int
        `OURS`, `THEIRS` or `UNKNOWN`.
    """

    pairs: tuple[Pair, ...]
    pair: IntArray
    at: npt.NDArray[np.str_]
    age: FloatArray
    two_way: BoolArray
    share: FloatArray
    value: FloatArray
    depth: FloatArray
    expertise: FloatArray
    began: IntArray

    def __len__(self) -> int:
        return len(self.pairs)

    def summed(self, values: FloatArray) -> FloatArray:
        """Return the sum of a value of each contact over the contacts of each pair."""
        return np.bincount(self.pair, weights=values, minlength=len(self)).astype(np.float64, copy=False)

    def counted(self, chosen: BoolArray) -> IntArray:
        """Return how many contacts of each pair are chosen."""
        return np.bincount(self.pair[chosen], minlength=len(self))

    @property
    def contacted(self) -> BoolArray:
        """Whether a pair has any contact."""
        return np.bincount(self.pair, minlength=len(self)) > 0


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
    """
    happened = sorted((each for each in account.interactions if each.at <= account.as_of), key=_when)
    rows = [
        (member, person, place)
        for place, each in enumerate(happened)
        for member in each.members or ()
        if member in members
        for person in each.people
        if person in present
    ]
    pairs = tuple(sorted({*asserted, *((member, person) for member, person, _ in rows)}))
    position = {pair: index for index, pair in enumerate(pairs)}
    unsorted = np.array([position[member, person] for member, person, _ in rows], dtype=np.int64)
    order = np.argsort(unsorted, kind="stable")
    place = np.array([place for *_, place in rows], dtype=np.int64)[order]
    return Contacts(pairs, unsorted[order], *(values[place] for values in _values(happened, settings, account.as_of)))


def _when(interaction: InteractionNode) -> tuple[str, str]:
    return interaction.at, interaction.id


def _values(happened: Sequence[InteractionNode], settings: AnalysisSettings, as_of: str) -> Iterable[npt.NDArray[Any]]:
    """Return what each interaction says, in the order of the arrays of `Contacts`."""
    weights = {name.removeprefix("channel_"): value for name, value in settings if name.startswith("channel_")}
    crowd = settings.crowd
    return (
        np.array([each.at for each in happened], dtype=np.str_),
        ages([each.at for each in happened], as_of),
        np.array([_is_two_way(each, as_of) for each in happened], dtype=np.bool),
        np.array([1.0 if len(each.people) <= crowd else crowd / len(each.people) for each in happened]),
        np.array([weights[each.channel or "other"] for each in happened]),
        np.array([(each.depth or 0) / 5 for each in happened]),
        np.array([each.expertise or 0.0 for each in happened]),
        np.array([_began(each) for each in happened], dtype=np.int64),
    )


def _is_two_way(interaction: InteractionNode, as_of: str) -> bool:
    answered = interaction.answered_at
    return interaction.direction in {"mutual", "inbound"} or (answered is not None and answered <= as_of)


def _began(interaction: InteractionNode) -> int:
    return FOLLOWS[interaction.direction] if interaction.initiator is None else BEGAN[interaction.initiator]
