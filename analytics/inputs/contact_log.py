"""The log of an account as arrays: every contact, whatever instant is asked about, so that it is sorted once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from operator import itemgetter
from typing import Any

import numpy as np

from analytics.ages import local_days, moments
from analytics.graphs.people_graph import BoolArray, FloatArray, IntArray
from analytics.inputs.contacts import OURS, THEIRS, UNKNOWN
from analytics.limits import check_contacts
from schemas.rows.account_graph import AccountGraph
from schemas.rows.contacts import InteractionNode

INITIATORS = {"inbound": THEIRS, "outbound": OURS, "ours": OURS, "theirs": THEIRS}
"""The side that initiated a contact, by its initiator, or by its direction if none was recorded; else unknown."""

TWO_WAY = frozenset({"mutual", "inbound"})

NEVER = int(np.iinfo(np.int64).max)
"""When something was answered that nobody answered."""


class Named:
    """Who took part in each contact, of one side: each with the contact, in order of the contacts.

    Attributes
    ----------
    ids : tuple of str
        In order; everybody who ever took part.
    contact, who : array of int
        Position of a contact, and of somebody who took part in it.
    many : array of int
        How many took part in each contact.
    """

    def __init__(self, lists: Sequence[Sequence[str]]) -> None:
        named = tuple(chain.from_iterable(lists))
        self.ids = tuple(sorted(set(named)))
        position = {name: place for place, name in enumerate(self.ids)}
        self.many: IntArray = np.array(list(map(len, lists)), dtype=np.int64)
        self.contact: IntArray = np.repeat(np.arange(len(lists)), self.many)
        self.who: IntArray = np.array(list(map(position.__getitem__, named)), dtype=np.int64)

    def places_in(self, names: Sequence[str]) -> IntArray:
        """Return for each id its position among some names, -1 for those who are not among them."""
        position = {name: place for place, name in enumerate(names)}
        return np.array([position.get(name, -1) for name in self.ids], dtype=np.int64)


@dataclass(frozen=True, eq=False)
class ContactLog:
    """Every contact of an account, in order of (at, id).

    Attributes
    ----------
    rows : tuple of InteractionNode
        As they are recorded.
    """

    rows: tuple[InteractionNode, ...]
    timezone: str | None

    def until(self, as_of: str) -> int:
        """Return how many contacts there were up to an instant: those come first."""
        return int(np.searchsorted(self.moment, moments([as_of])[0], side="right"))

    def met(self, as_of: str) -> dict[str, int]:
        """Return in how many contacts up to an instant each of their people took part."""
        who = self.people.who[self.people.contact < self.until(as_of)]
        counted = np.bincount(who, minlength=len(self.people.ids)).tolist()
        return dict(zip(self.people.ids, counted, strict=True))

    @cached_property
    def questions(self) -> tuple[InteractionNode, ...]:
        """The contacts by which they asked something that needs an answer."""
        return tuple(each for each in self.rows if each.needs_answer and each.direction == "inbound")

    @cached_property
    def by_id(self) -> Mapping[str, InteractionNode]:
        """Each contact."""
        return dict(zip(self.columns.id, self.rows, strict=True))

    @cached_property
    def columns(self) -> Any:
        """Each field of all contacts."""
        return InteractionNode(*(zip(*self.rows, strict=True) if self.rows else ((),) * len(InteractionNode._fields)))

    @cached_property
    def moment(self) -> IntArray:
        """When each contact took place, in microseconds."""
        return moments(self.columns.at)

    @cached_property
    def answered(self) -> IntArray:
        """When each contact was answered; `NEVER` where nobody did, or said so."""
        found = np.full(len(self.rows), NEVER, dtype=np.int64)
        places = [place for place, at in enumerate(self.columns.answered_at) if at is not None]
        found[places] = moments([self.columns.answered_at[place] for place in places])
        return found

    @cached_property
    def day(self) -> IntArray:
        """Day of each contact in the time zone of the account."""
        return local_days(self.columns.at, self.timezone)

    @cached_property
    def people(self) -> Named:
        """Who of theirs took part."""
        return Named(self.columns.people)

    @cached_property
    def members(self) -> Named:
        """Who of us took part."""
        return Named([each or () for each in self.columns.members])

    @cached_property
    def pairs(self) -> tuple[IntArray, IntArray, IntArray]:
        """Position of a contact, of one of us and of one of them who took part in it: of every pair."""
        ours, theirs = self.members, self.people
        many = ours.many * theirs.many
        contact = np.repeat(np.arange(len(many)), many)
        within = np.arange(len(contact)) - np.repeat(np.cumsum(many) - many, many)
        beside = np.maximum(theirs.many, 1)[contact]
        member = ours.who[(np.cumsum(ours.many) - ours.many)[contact] + within // beside]
        person = theirs.who[(np.cumsum(theirs.many) - theirs.many)[contact] + within % beside]
        return contact, member, person

    @cached_property
    def channels(self) -> tuple[tuple[str, ...], IntArray]:
        """The channels there are, and the position of each contact's among them; one that is not recorded is other."""
        named = [channel or "other" for channel in self.columns.channel]
        found = tuple(sorted(set(named)))
        position = {name: place for place, name in enumerate(found)}
        return found, np.array(list(map(position.__getitem__, named)), dtype=np.int64)

    @cached_property
    def both_ways(self) -> BoolArray:
        """Whether each contact was mutual or inbound."""
        return np.array(list(map(TWO_WAY.__contains__, self.columns.direction)), dtype=np.bool)

    @cached_property
    def initiator(self) -> IntArray:
        """The side that began each contact."""
        sides = list(zip(self.columns.initiator, self.columns.direction, strict=True))
        began = {pair: INITIATORS.get(pair[1] if pair[0] is None else pair[0], UNKNOWN) for pair in set(sides)}
        return np.array(list(map(began.__getitem__, sides)), dtype=np.int64)

    @cached_property
    def complaint(self) -> BoolArray:
        """Whether each contact felt bad."""
        bad = {each: isinstance(each, int) and each < 0 for each in set(self.columns.sentiment)}
        return np.array(list(map(bad.__getitem__, self.columns.sentiment)), dtype=np.bool)

    @cached_property
    def depth(self) -> FloatArray:
        """How deep each contact went, from 0 to 1; 0 where nobody said, and for a complaint."""
        return self._without_complaints(self.columns.depth) / 5

    @cached_property
    def expertise(self) -> FloatArray:
        """How much our expertise was of use in each contact, from 0 to 1; 0 where nobody said, and for a complaint."""
        return self._without_complaints(self.columns.expertise)

    def _without_complaints(self, values: Sequence[float | None]) -> FloatArray:
        return np.where(self.complaint, 0.0, np.nan_to_num(np.array(values, dtype=np.float64)))


def contact_log(account: AccountGraph) -> ContactLog:
    """Return the contacts of an account, of all times.

    Raises
    ------
    TooLarge
        When there are too many contacts to be computed in seconds.
    """
    log = ContactLog(tuple(sorted(account.interactions, key=itemgetter(1, 0))), account.timezone)
    check_contacts(account, int((log.members.many * log.people.many).sum()))
    return log
