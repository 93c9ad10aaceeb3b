"""Who asks, and what they may do: the answer of ``/v1/me``."""

from schemas.analysis.answer import Amount, Result, Whole
from schemas.api_keys import Role
from schemas.fields import Identifier, ShownLine, open_field
from schemas.instants import Instant


class OwnKey(Result):
    """The key that was sent; its secret is kept nowhere."""

    id: str = open_field("Its public part.", default=..., examples=["3f9c0a1b2c4d"])
    name: ShownLine | None = open_field("Its name.", default=..., examples=["CRM front end"])
    created_at: Instant = open_field("When it was made.", default=..., examples=["2026-06-01T00:00:00.000000Z"])
    expires_at: Instant = open_field(
        "It is refused from then on.", default=..., examples=["2026-12-01T00:00:00.000000Z"]
    )


class Rights(Result):
    """What the role allows, in every account; each of these includes those before it."""

    read: bool = open_field("Records, judgements of people and analyses.", default=..., examples=[True])
    write: bool = open_field("Records of accounts, imports and reports.", default=..., examples=[True])
    configure: bool = open_field("Records that change what numbers mean.", default=..., examples=[False])
    erase: bool = open_field("Records, for good: `?purge=true`.", default=..., examples=[False])


class Limits(Result):
    """How much may be sent and asked; what is beyond is refused in words (413, 422, 429, 503)."""

    body_bytes: Whole = open_field("Largest body.", default=..., examples=[10_000_000])
    upload_bytes: Whole = open_field("Largest archive of an import.", default=..., examples=[200_000_000])
    batch_items: Whole = open_field("Items of one batch.", default=..., examples=[10_000])
    page_items: Whole = open_field("Items of one page of a list.", default=..., examples=[500])
    requests_per_second: Amount = open_field("Twice as many at once after a pause.", default=..., examples=[1000.0])
    analyses_at_once: Whole = open_field("About large accounts, of one caller.", default=..., examples=[1])
    analysis_seconds: Amount = open_field("Longest analysis of these.", default=..., examples=[120.0])


class Me(Result):
    """Whoever sends this request."""

    id: str = open_field("Author of what they write.", default=..., examples=["key:3f9c0a1b2c4d"])
    role: Role = open_field("Their role.", default=..., examples=["reader"])
    member: Identifier | None = open_field(
        "Which of us they speak for; null: nobody in particular.", default=..., examples=["t1"]
    )
    member_name: ShownLine | None = open_field("Their name.", default=..., examples=["Kim Vale"])
    key: OwnKey | None = open_field("The key they send; null while the service needs none.", default=...)
    rights: Rights = open_field("What they may do.", default=...)
    limits: Limits = open_field("How much they may send and ask.", default=...)
