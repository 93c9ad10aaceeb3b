"""What files say of people who were merged: it is led on to who survived, before it is compared with what is stored."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from app.imports.staging.staged_records import Staged
from app.writing.groups import Placed
from graph.ledger.following import PERSON, followed, survivors_of
from graph.ledger.stored_form import flat_item
from graph.store import Store
from schemas.links import end_links, reference_links
from schemas.writes import WriteItem

Group = Sequence[Placed[Staged]]


async def led_on(store: Store, group: Group) -> Group:
    """Return a group in which nobody is named who was merged into somebody; the group itself where nobody was."""
    people = {(item.ledger, person) for _, item in group for person in _people(item)}
    merged = await store.repository.merged(people) if people else {}
    if not merged:
        return group
    of_ledger: dict[str, dict[str, str]] = defaultdict(dict)
    for (ledger, person), into in merged.items():
        of_ledger[ledger][person] = into
    survivors = {ledger: survivors_of(found) for ledger, found in of_ledger.items()}
    return [
        Placed(origin, followed(flat_item(item), survivors[item.ledger]) if item.ledger in survivors else item)
        for origin, item in group
    ]


def _people(item: WriteItem) -> Iterator[str]:
    """Yield the people whom an item is about or names."""
    if item.resource.kind == PERSON and item.id is not None:
        yield item.id
    if item.resource.scope == "account":
        values = flat_item(item).data
        for link in (*end_links(item.resource, values), *reference_links(item.resource, values)):
            if link.kind == PERSON:
                yield link.id
