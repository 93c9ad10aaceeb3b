"""Which profile of rules an answer about gaps is asked for."""

from typing import Annotated

from fastapi import Query

from schemas.fields import Identifier

AskedProfile = Annotated[
    Identifier | None,
    Query(
        alias="profile",
        description="Rules to use: `full`, `light`, `starter`, or the id of a stored profile. Default: the stored one "
        "that fits the account most closely, else `starter` for an account that is young or has few people, else "
        "`full`.",
    ),
]
