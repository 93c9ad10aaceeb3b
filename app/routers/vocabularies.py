"""Vocabularies: `GET /v1/vocabularies`."""

from functools import cache

from fastapi import Response
from pydantic import BaseModel, Field
from pydantic_core import to_json

from app.dependencies import CallDep, strict_router
from app.http.etags import conditional_read
from app.messages.vocabularies import labelled, values_by_name

router = strict_router("vocabularies")


class VocabularyLabel(BaseModel):
    """What a person reads, in each language."""

    en: str = Field(description="In English.", examples=["Economic buyer"])
    zh: str = Field(description="In Simplified Chinese.", examples=["经济购买者"])


class VocabularyValue(BaseModel):
    """One value that may be chosen."""

    value: int | float | str = Field(description="What is sent and stored.", examples=["economic_buyer"])
    label: VocabularyLabel
    order: int = Field(description="Its place in the list, from 1.", examples=[1])


class Vocabulary(BaseModel):
    """One closed list of values."""

    name: str = Field(
        description="Its name, also ``x-vocabulary`` of the fields that use it.", examples=["buying_role"]
    )
    values: list[VocabularyValue] = Field(description="In the order to show them in.")


class VocabularyList(BaseModel):
    """Every vocabulary."""

    items: list[Vocabulary]


@conditional_read(
    router,
    "/vocabularies",
    "list_vocabularies",
    "Every closed list of values, with English and Chinese labels",
    VocabularyList,
)
async def list_vocabularies(call: CallDep) -> Response:
    """The values of a field marked `x-vocabulary`, in order; they change with the version of the service only."""
    return call.answer(_body())


@cache
def _body() -> bytes:
    return to_json({"items": [labelled(name) for name in values_by_name()]})
