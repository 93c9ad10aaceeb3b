"""Sessions of browsers as they are answered."""

from pydantic import BaseModel, ConfigDict

from schemas.fields import open_field
from schemas.instants import Instant


class Session(BaseModel):
    """A session that was begun; its text is in the cookie alone."""

    model_config = ConfigDict(frozen=True)

    expires_at: Instant = open_field("When it ends: with its key, where that ends earlier.", default=...)
