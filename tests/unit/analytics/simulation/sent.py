"""Changes as they are sent, for tests."""

from typing import Any

from pydantic import TypeAdapter

from schemas.analysis.simulations.change import AnyChange, Change

ADAPTER: TypeAdapter[Change] = TypeAdapter(AnyChange)


def change_of(sent: dict[str, Any]) -> Change:
    return ADAPTER.validate_python(sent)
