"""Hints at people who may be recorded already: a creation is taken, and says whom it resembles."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

from fastapi import Response

from app.http.calls import Call
from schemas.instants import instant_text
from schemas.names.alike import Recorded, alike
from schemas.records.people import PEOPLE
from schemas.writes import WriteItem, WriteOutcome

HEADER = "Stakegraph-Similar"


async def people_there(call: Call, account_id: str, items: Sequence[WriteItem]) -> list[Recorded] | None:
    """Return who is recorded before a write; None where it brings nobody, so that nothing is read."""
    if not any(item.resource is PEOPLE and item.action == "upsert" and item.data.get("name") for item in items):
        return None
    return await call.store.repository.named(account_id, instant_text(call.store.clock()))


def hinting(
    answer: Callable[[WriteOutcome], Response], items: Sequence[WriteItem], there: Sequence[Recorded] | None
) -> Callable[[WriteOutcome], Response]:
    """Return how a single write is answered, with a header that names whom somebody resembles who was created."""

    def hinted(outcome: WriteOutcome) -> Response:
        response = answer(outcome)
        for ids in similar(items, outcome, there).values():
            response.headers[HEADER] = ", ".join(ids)
        return response

    return hinted


def similar(
    items: Sequence[WriteItem], outcome: WriteOutcome, there: Sequence[Recorded] | None
) -> Mapping[str, list[str]]:
    """Return for each person whom a write created the ids of those who may be the same human, the likeliest first.

    Parameters
    ----------
    there : sequence of Recorded or None
        From `people_there`.
    """
    if there is None:
        return {}
    everybody = {one.id: one for one in there}
    created = [result for result in outcome.results if result.kind == PEOPLE.kind and result.outcome == "created"]
    for result in created:
        data = items[result.index].data
        everybody[result.id or ""] = Recorded(result.id or "", data.get("name"), data.get("mails"), data.get("phones"))
    new = {result.id or "" for result in created}
    found: dict[str, list[str]] = defaultdict(list)
    for pair in alike(everybody.values(), new) if new else ():
        for one, other in ((pair.first, pair.second), (pair.second, pair.first)):
            if one in new:
                found[one].append(other)
    return found
