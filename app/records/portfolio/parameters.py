"""The parameters of the list of accounts: those of every list, and what scores are chosen by."""

from functools import cache
from typing import Annotated, Any, Literal

from pydantic import Field, create_model

from app.records.list_parameters import ListParameters, list_parameters
from schemas.analysis.gap_words import Severity
from schemas.analysis.health import Grade
from schemas.fields import Identifier
from schemas.records.accounts import ACCOUNTS

MEASURES = ("health", "coverage", "closeness")
"""Scores that a range is asked of."""

_Percent = Annotated[float, Field(ge=0, le=100)]


@cache
def portfolio_parameters() -> type[ListParameters]:
    """Return the URL parameters of the list of accounts: those of every list, and what scores are chosen by."""
    own: dict[str, Any] = {
        "include": (
            Literal["scores"] | None,
            Field(
                None,
                description="Scores too: of the newest snapshots, computed now for up to 50 that changed since. Then"
                " `sort` is `id`, `name`, `health`, `coverage`, `closeness`, `worst_gap` or `owner`.",
            ),
        ),
        "grade": (Grade | None, Field(None, description="Of this grade.")),
        "severity": (Severity | None, Field(None, description="Whose worst gap is of this severity.")),
        "owner": (Identifier | None, Field(None, description="Owned by this one of us.")),
    }
    for name in MEASURES:
        own |= {f"{name}_{end}": (_Percent | None, None) for end in ("min", "below")}
    return create_model("AccountListParameters", __base__=list_parameters(ACCOUNTS), **own)
