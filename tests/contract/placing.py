"""Writes of tests, whose problems point to where callers of the service would be pointed to."""

from collections.abc import Awaitable, Sequence

from app.writing.places import Place, errors_located, in_the_batch, in_the_body, located
from schemas.writes import WriteItem, WriteOutcome


def place_in(items: Sequence[WriteItem]) -> Place:
    """Return how the items of a write are named: the one item is the body, several stand in a batch."""
    return in_the_batch if len(items) > 1 else in_the_body


def with_places(outcome: WriteOutcome, place: Place) -> WriteOutcome:
    """Return an outcome whose problems point to where the items stood."""
    for result in outcome.results:
        result.problems = located(result.problems, place)
    return outcome


async def placed(items: Sequence[WriteItem], writing: Awaitable[WriteOutcome]) -> WriteOutcome:
    """Return the outcome of a write whose problems point to where the items stood; errors point there too."""
    place = place_in(items)
    with errors_located(place):
        return with_places(await writing, place)
