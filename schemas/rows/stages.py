"""Rows of a stage model: what each stage of a kind of opportunity asks for, as plain typed data."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple


class StageRow(NamedTuple):
    """A stage: roles with how many people of each, fields of the opportunity by tier, functions of departments.

    Fields are names, not pointers; ``order`` is its place among the stages, ``expected_external`` the kinds of
    outsiders to be expected.
    """

    key: str
    role_goals: Mapping[str, int]
    required_fields: Mapping[str, Sequence[str]]
    required_departments: Sequence[str]
    order: int = 1
    expected_external: Sequence[str] = ()


class StageModelRow(NamedTuple):
    """A stage model, and the type of opportunities that follow it unless they name another."""

    id: str
    opportunity_type: str | None
    stages: Sequence[StageRow]


def stage_model_row(record: Mapping[str, Any]) -> StageModelRow:
    """Return the row of a stage model from the values of its record.

    Examples
    --------
    >>> stage_model_row({"id": "sm1", "stages": [{"key": "qualify", "order": 1, "role_goals": []}]}).stages[0].key
    'qualify'
    """
    stages = tuple(
        StageRow(
            key=stage["key"],
            role_goals={goal["role"]: goal["min"] for goal in stage.get("role_goals") or ()},
            required_fields={
                tier: tuple(pointer.removeprefix("/") for pointer in pointers)
                for tier, pointers in (stage.get("required_fields") or {}).items()
            },
            required_departments=tuple(stage.get("required_departments") or ()),
            order=stage.get("order", 1),
            expected_external=tuple(stage.get("expected_external") or ()),
        )
        for stage in record.get("stages") or ()
    )
    return StageModelRow(record["id"], record.get("opportunity_type"), stages)
