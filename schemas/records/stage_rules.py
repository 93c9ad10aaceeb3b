"""Rules that the stages of one model must satisfy together."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from schemas.messages.message import Message
from schemas.resource import Fault

FIELDS_A_TIER = 3
"""A stage may ask so many fields of a tier: whoever must fill in more stops filling in."""

Stages = Sequence[Mapping[str, Any]]


def check_stages(values: Mapping[str, Any]) -> Iterator[Fault]:
    """Yield what is wrong with the stages of a model: what stands twice, asks too much, or is named in a circle."""
    stages: Stages = values.get("stages") or ()
    for name in ("key", "name", "order"):
        yield from _repeated(stages, name)
    for place, stage in enumerate(stages):
        yield from _repeated_roles(place, stage)
        yield from _too_many_fields(place, stage)
    yield from _circles(stages)


def _repeated(stages: Stages, name: str) -> Iterator[Fault]:
    first: dict[object, int] = {}
    for place, stage in enumerate(stages):
        value = stage.get(name)
        if value is not None and first.setdefault(value, place) != place:
            taken = f"/stages/{first[value]}"
            yield f"/stages/{place}/{name}", Message("records.stage_twice", name=name, value=str(value), first=taken)


def _repeated_roles(place: int, stage: Mapping[str, Any]) -> Iterator[Fault]:
    seen: set[object] = set()
    for index, goal in enumerate(stage.get("role_goals") or ()):
        role = goal.get("role")
        if role in seen:
            detail = Message("records.role_twice", role=str(role), stage=str(stage.get("key")))
            yield f"/stages/{place}/role_goals/{index}/role", detail
        seen.add(role)


def _too_many_fields(place: int, stage: Mapping[str, Any]) -> Iterator[Fault]:
    for tier, pointers in (stage.get("required_fields") or {}).items():
        if len(pointers) > FIELDS_A_TIER:
            detail = Message(
                "records.many_fields",
                stage=str(stage.get("key")),
                asked=len(pointers),
                tier=tier,
                most=FIELDS_A_TIER,
            )
            yield f"/stages/{place}/required_fields/{tier}", detail


def _circles(stages: Stages) -> Iterator[Fault]:
    """Yield where names lead back: the name of a stage is the key of the next, and so on to the first.

    Nobody can say whether an opportunity is in such a stage or in another, because people and imports mix names and
    keys. A stage whose name is its own key is not a circle.
    """
    places = {stage.get("key"): place for place, stage in enumerate(stages)}
    done: set[int] = set()
    for start in range(len(stages)):
        way: list[int] = []
        place: int | None = start
        while place is not None and place not in done:
            done.add(place)
            way.append(place)
            place = places.get(stages[place].get("name"))
        if place in way and len(circle := way[way.index(place) :]) > 1:
            keys = [f"'{stages[each].get('key')}'" for each in circle]
            yield f"/stages/{circle[0]}/name", Message("records.stage_circle", stages=keys)
