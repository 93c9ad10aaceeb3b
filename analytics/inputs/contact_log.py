"""The log of an account as arrays: every contact, whatever instant is asked about, so that it is sorted once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from operator import itemgetter

import numpy as np

from analytics.ages import local_days, moments, utc_days
from analytics.graphs.people_graph import BoolArray, FloatArray, IntArray
from analytics.inputs.contacts import OURS, THEIRS, UNKNOWN
from analytics.limits import check_contacts
from schemas.rows.account_graph import AccountGraph
from schemas.rows.contacts import InteractionNode
from schemas.rows.table import Column, Table

INITIATORS = {"inbound": THEIRS, "outbound": OURS, "ours": OURS, "theirs": THEIRS}
"""The side that initiated a contact, by its initiator, or by its direction if none was recorded; else unknown."""

TWO_WAY = frozenset({"mutual", "inbound"})

NOT_SAID = -2
"""Instead of a side, where nothing was recorded."""

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

    def __init__(self, lists: Column) -> None:
        named = tuple(chain.from_iterable(filter(None, lists.values)))
        self.ids = tuple(sorted(set(named)))
        position = {name: place for place, name in enumerate(self.ids)}
        who: IntArray = np.array(list(map(position.__getitem__, named)), dtype=np.int64)
        many: IntArray = np.array([len(each or ()) for each in lists.values], dtype=np.int64)
        which = np.arange(len(many)) if lists.which is None else np.array(lists.which, dtype=np.int64)
        self.many: IntArray = many[which]
        self.contact: IntArray = np.repeat(np.arange(len(which)), self.many)
        within = np.arange(len(self.contact)) - np.repeat(np.cumsum(self.many) - self.many, self.many)
        self.who: IntArray = who[np.repeat((np.cumsum(many) - many)[which], self.many) + within]

    def places_in(self, names: Sequence[str]) -> IntArray:
        """Return for each id its position among some names, -1 for those who are not among them."""
        position = {name: place for place, name in enumerate(names)}
        return np.array([position.get(name, -1) for name in self.ids], dtype=np.int64)


@dataclass(frozen=True, eq=False)
class ContactLog:
    """Every contact of an account, in order of (at, id).

    Attributes
    ----------
    rows : Table of InteractionNode
        As they are recorded.
    """

    rows: Table[InteractionNode]
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
        needs_answer, direction = self.rows.column("needs_answer"), self.rows.column("direction")
        places = [place for place, needed in enumerate(needs_answer.all) if needed]
        return tuple(self.rows[place] for place in places if direction.of(place) == "inbound")

    @cached_property
    def ids(self) -> Sequence[str]:
        """Id of each contact."""
        return self.rows.column("id").all

    @cached_property
    def instants(self) -> Sequence[str]:
        """When each contact took place."""
        return self.rows.column("at").all

    @cached_property
    def place(self) -> Mapping[str, int]:
        """Position of each contact, by its id."""
        return {contact: place for place, contact in enumerate(self.ids)}

    @cached_property
    def moment(self) -> IntArray:
        """When each contact took place, in microseconds."""
        return moments(self.instants)

    @cached_property
    def answered(self) -> IntArray:
        """When each contact was answered; `NEVER` where nobody did, or said so."""
        found, answers = np.full(len(self.rows), NEVER, dtype=np.int64), self.rows.column("answered_at").all
        places = [place for place, at in enumerate(answers) if at is not None]
        found[places] = moments([answers[place] for place in places])
        return found

    @cached_property
    def day(self) -> IntArray:
        """Day of each contact in the time zone of the account."""
        return local_days(self.instants, self.timezone) if self.timezone else utc_days(self.moment)

    @cached_property
    def people(self) -> Named:
        """Who of theirs took part."""
        return Named(self.rows.column("people"))

    @cached_property
    def members(self) -> Named:
        """Who of us took part."""
        return Named(self.rows.column("members"))

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
        column = self.rows.column("channel").told_apart()
        named = [channel or "other" for channel in column.values]
        found = tuple(sorted(set(named)))
        return found, np.array(list(map(found.index, named)), dtype=np.int64)[_which(column)]

    @cached_property
    def both_ways(self) -> BoolArray:
        """Whether each contact was mutual or inbound."""
        column = self.rows.column("direction").told_apart()
        return np.array(list(map(TWO_WAY.__contains__, column.values)), dtype=np.bool)[_which(column)]

    @cached_property
    def initiator(self) -> IntArray:
        """The side that began each contact."""
        by_whom, direction = self._sides("initiator"), self._sides("direction")
        return np.where(by_whom == NOT_SAID, np.where(direction == NOT_SAID, UNKNOWN, direction), by_whom)

    def _sides(self, name: str) -> IntArray:
        column = self.rows.column(name).told_apart()
        sides = [NOT_SAID if each is None else INITIATORS.get(each, UNKNOWN) for each in column.values]
        return np.array(sides, dtype=np.int64)[_which(column)]

    @cached_property
    def complaint(self) -> BoolArray:
        """Whether each contact felt bad."""
        column = self.rows.column("sentiment").told_apart()
        bad = [isinstance(each, int) and each < 0 for each in column.values]
        return np.array(bad, dtype=np.bool)[_which(column)]

    @cached_property
    def depth(self) -> FloatArray:
        """How deep each contact went, from 0 to 1; 0 where nobody said, and for a complaint."""
        return self._without_complaints("depth") / 5

    @cached_property
    def expertise(self) -> FloatArray:
        """How much our expertise was of use in each contact, from 0 to 1; 0 where nobody said, and for a complaint."""
        return self._without_complaints("expertise")

    def _without_complaints(self, name: str) -> FloatArray:
        values = np.array(self.rows.column(name).all, dtype=np.float64)
        return np.where(self.complaint, 0.0, np.nan_to_num(values))


def _which(column: Column) -> IntArray:
    return np.array(column.which, dtype=np.int64)


def contact_log(account: AccountGraph) -> ContactLog:
    """Return the contacts of an account, of all times.

    Raises
    ------
    TooLarge
        When there are too many contacts to be computed in seconds.
    """
    rows = account.interactions
    if not isinstance(rows, Table):  # which is in order
        rows = Table.of(InteractionNode, sorted(rows, key=itemgetter(1, 0)))
    log = ContactLog(rows, account.timezone)
    check_contacts(account, int((log.members.many * log.people.many).sum()))
    return log
