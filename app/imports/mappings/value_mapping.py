"""A value of a mapping that is more than a template: what may be said of it."""

import unicodedata
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field

from app.imports.cells.identifiers import IdForm
from app.imports.mappings.mapping import Condition, Part
from schemas.messages.message import Message, misfit


def _no_part_of_words(sign: str) -> str:
    if any(unicodedata.category(one)[0] in "LNM" for one in sign):
        raise misfit(Message("imports.split_sign"))
    return sign


SplitSign = Annotated[str, Field(min_length=1, max_length=8), AfterValidator(_no_part_of_words)]
"""What stands between the values of a cell: neither letters nor digits, which would cut words and numbers."""


class ValueMapping(Part):
    """A value that is more than a template."""

    value: Any = Field(None, description="Where it comes from: a template, or several of which the first counts.")
    given: str | None = Field(None, description="A given name, to be joined with ``family``.")
    family: str | None = None
    split: SplitSign | None = Field(None, description="In a list: the sign between the values that one cell holds.")
    crosswalk: str | None = Field(None, description="What it is called here.")
    otherwise: str | None = Field(None, description="What a value is that the crosswalk does not know.")
    read: Literal["seniority", "function", "department"] | None = Field(None, description="Read it from a title.")
    by: IdForm | None = Field(None, description="How the id is written; else as the mapping says.")
    lookup: str | None = Field(None, description="Take it from another file of the mapping ...")
    key: Any = Field(None, description="... from the row with this key.")
    when: Condition | None = None


SPECIAL = frozenset(ValueMapping.model_fields)
