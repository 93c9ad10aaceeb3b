"""Fields that a change from an earlier instant on replaced, as answers list them."""

from pydantic import BaseModel, Field

from schemas.instants import Instant

REPLACED = "What had been recorded for a later time and the change, which goes on, says otherwise now."
"""Of the answers that list these."""


class ReplacedField(BaseModel):
    """A value that was recorded for later and holds no more; bound a change with ``effective_until`` to keep it."""

    field: str = Field(description="The field.", examples=["title"])
    state_from: Instant = Field(description="When the other value would have begun to hold.")
    state_to: Instant | None = Field(None, description="Until when; null: still.")
