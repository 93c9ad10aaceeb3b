"""How the service is, as its probes answer it."""

from typing import Literal

from pydantic import BaseModel

from schemas.fields import open_field


class Health(BaseModel):
    """How the service is."""

    status: str = open_field("In one word.", default=..., examples=["alive"])


class ClockState(BaseModel):
    """How the clock of the service is off, by more than a minute."""

    against: Literal["clock", "records", "store"] = open_field(
        "What speaks against it: itself a while ago, the last recorded instant, or the clock of a Neo4j.",
        default=...,
        examples=["records"],
    )
    off_seconds: float = open_field("How far it is ahead; behind where negative.", default=..., examples=[-34560000.0])
    writes: Literal["go_on", "refused"] = open_field(
        "Beyond a day writes are refused until it is confirmed.", default=..., examples=["refused"]
    )
    detail: str = open_field(
        "The same in words, and what to do.", default=..., examples=["The clock is a year ahead; set it right."]
    )


class Readiness(Health):
    """Whether the service can serve."""

    clock: ClockState | None = open_field("How the clock is off; absent where nothing speaks against it.")
