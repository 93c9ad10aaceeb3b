"""Which profile of rules an answer about gaps is asked for."""

from typing import Annotated, Literal

from fastapi import Query

ProfileName = Literal["full", "light", "starter"]

AskedProfile = Annotated[
    ProfileName | None,
    Query(
        alias="profile",
        description="Rules to use; default `starter` for an account that is young or has few people, else `full`.",
    ),
]
