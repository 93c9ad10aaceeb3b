"""Items sent of somebody who was merged: they are led on to the person who survived."""

from collections.abc import Mapping
from dataclasses import replace

from schemas.links import renamed
from schemas.writes import WriteItem

PERSON = "person"

TAKEN = frozenset({"title", "seniority", "desired_rung", "identity", "mails", "phones", "messaging", "tags"})
"""Values of somebody who was merged that fill gaps of the survivor: not what state they are in, nor their ids."""


def survivors_of(merged: Mapping[str, str]) -> dict[str, str]:
    """Return the survivor of each person who was merged, through others too.

    Whoever was merged in a circle, as only a damaged history says, has no survivor.

    Examples
    --------
    >>> survivors_of({"p1": "p2", "p2": "p3"})
    {'p1': 'p3', 'p2': 'p3'}
    >>> survivors_of({"p1": "p2", "p2": "p1"})
    {}
    """
    found: dict[str, str] = {}
    for person in merged:
        met, survivor = {person}, merged[person]
        while survivor in merged and survivor not in met:
            met.add(survivor)
            survivor = merged[survivor]
        if survivor not in met:
            found[person] = survivor
    return found


def followed(item: WriteItem, survivors: Mapping[str, str]) -> WriteItem:
    """Return an item of who survived where it was sent of who was merged; any other item as it is.

    Of values only those of `TAKEN` are led on, for where the survivor says nothing. An edge that comes with an id of
    its own gets the one of the survivor's. What ends a record is not led on, nor what is about just that person
    (``exact``).

    Parameters
    ----------
    survivors : mapping
        From `survivors_of`.
    """
    if item.merges or item.action == "end":
        return item
    data = renamed(item.resource, item.data, PERSON, survivors)
    if item.resource.kind == PERSON and not item.exact and item.id is not None and item.id in survivors:
        taken = {name: value for name, value in data.items() if name in TAKEN}
        return replace(item, id=survivors[item.id], data=taken, silent=(), followed=True)
    if data == item.data:
        return item
    return replace(item, id=None if item.resource.is_edge else item.id, data=data, followed=item.resource.is_edge)
