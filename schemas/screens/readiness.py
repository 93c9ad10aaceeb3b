"""How the service is, as its probes answer it."""

from typing import Literal

from pydantic import BaseModel, Field


class Health(BaseModel):
    """How the service is."""

    status: str = Field(examples=["alive"])


class ClockState(BaseModel):
    """How the clock of the service is off, by more than a minute."""

    against: Literal["clock", "records", "store"] = Field(
        description="What speaks against it: itself a while ago, the last recorded instant, or the clock of a Neo4j."
    )
    off_seconds: float = Field(description="How far it is ahead; behind where negative.", examples=[-34560000.0])
    writes: Literal["go_on", "refused"] = Field(description="Beyond a day writes are refused until it is confirmed.")
    detail: str = Field(description="The same in words, and what to do.")


class Readiness(Health):
    """Whether the service can serve."""

    clock: ClockState | None = Field(None, description="How the clock is off; absent where nothing speaks against it.")
