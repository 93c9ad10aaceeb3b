"""Provenance: the inputs that an answer was computed from, and why a value in it is missing."""

from collections.abc import Mapping
from typing import TypedDict

from analytics.context import Context, NetworkContext
from schemas.analysis.answer import Reasons
from schemas.vocabularies import NullReason


class WhatWasRead(TypedDict):
    """The account, its moment and the revisions that something was computed from."""

    account_id: str
    as_of: str
    revision: int
    book_revision: int
    settings: str


class Provenance(WhatWasRead):
    """The fields that every answer begins with."""

    known_at: str


class InfluenceProvenance(Provenance):
    """The same, of an answer that rests on influence."""

    assumed_lines: int


def what_was_read(context: Context | NetworkContext) -> WhatWasRead:
    """Return what this context is computed from."""
    account = context.account
    return WhatWasRead(
        account_id=account.account_id,
        as_of=account.as_of,
        revision=account.revision,
        book_revision=account.book_revision,
        settings=context.settings.fingerprint(),
    )


def provenance(context: Context | NetworkContext) -> Provenance:
    """Return the fields that every answer about this context begins with."""
    return Provenance(**what_was_read(context), known_at=context.account.known_at)


def influence_provenance(context: Context) -> InfluenceProvenance:
    """Return the fields that every answer begins with that rests on the influence of this context."""
    return InfluenceProvenance(**provenance(context), assumed_lines=len(context.assumed_lines.lines))


def reasons_of(values: Mapping[str, object], reasons: Mapping[str, NullReason]) -> Reasons:
    """Return the reason for each value that is None, in order of name.

    Examples
    --------
    >>> reasons_of({"brokerage": None, "constraint": 0.5}, {"brokerage": "too_few_people", "constraint": "no_edges"})
    {'brokerage': 'too_few_people'}
    """
    return {name: reasons[name] for name in sorted(values) if values[name] is None}
