"""Contacts: interactions as arrays, with one row for each pair of ours and theirs who took part."""

from collections.abc import Collection, Sequence

import numpy as np

from analytics.ages import MICROSECONDS_A_DAY, moments
from analytics.graphs.people_graph import IntArray
from analytics.inputs.contact_log import ContactLog
from analytics.inputs.contacts import Contacts, Pair
from schemas.rows.account_graph import AccountGraph
from schemas.settings.analysis_settings import AnalysisSettings


def contacts(
    account: AccountGraph,
    log: ContactLog,
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
    log : ContactLog
        What was logged, of all times.
    asserted, assumed : collection of (member, person)
        Further pairs, which may have no contact.
    """
    ours, theirs = sorted(members), sorted(present)
    place, member, person = _of_the_present(log, log.until(account.as_of), ours, theirs)
    pairs, pair = _numbered(member, person, ours, theirs, {*asserted, *assumed})
    order = np.argsort(pair, kind="stable")
    place, now = place[order], moments([account.as_of])[0]
    names, channel = log.channels
    weights = np.array([getattr(settings, f"channel_{name}") for name in names], dtype=np.float64)
    return Contacts(
        pairs,
        pair[order],
        log.ids,
        log.instants,
        place,
        age=(now - log.moment[place]) / MICROSECONDS_A_DAY,
        two_way=log.both_ways[place] | (log.answered[place] <= now),
        share=np.minimum(1.0, settings.crowd / np.maximum(log.people.many[place], 1)),
        value=weights[channel[place]],
        depth=log.depth[place],
        expertise=log.expertise[place],
        initiator=log.initiator[place],
        complaint=log.complaint[place],
        day=log.day[place],
    )


def _of_the_present(
    log: ContactLog, until: int, ours: Sequence[str], theirs: Sequence[str]
) -> tuple[IntArray, IntArray, IntArray]:
    """Return contact, member and person of every pair in the first contacts, of those who are present."""
    contact, member, person = log.pairs
    size = int(np.searchsorted(contact, until))
    member = log.members.places_in(ours)[member[:size]]
    person = log.people.places_in(theirs)[person[:size]]
    are_present = (member >= 0) & (person >= 0)
    return contact[:size][are_present], member[are_present], person[are_present]


def _numbered(
    member: IntArray, person: IntArray, ours: Sequence[str], theirs: Sequence[str], asserted: Collection[Pair]
) -> tuple[tuple[Pair, ...], IntArray]:
    """Return the pairs in order, and the position among them of the pair of each contact."""
    at_member, at_person = ({name: index for index, name in enumerate(names)} for names in (ours, theirs))
    further = [at_member[one] * len(theirs) + at_person[other] for one, other in asserted]
    own = member * len(theirs) + person
    is_there = np.zeros(len(ours) * len(theirs), dtype=np.bool)
    is_there[own] = is_there[further] = True
    codes = np.flatnonzero(is_there)
    firsts, seconds = np.divmod(codes, max(1, len(theirs)))
    named = zip(firsts.tolist(), seconds.tolist(), strict=True)
    return tuple((ours[one], theirs[other]) for one, other in named), (np.cumsum(is_there) - 1)[own]
