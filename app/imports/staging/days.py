"""Dates of rows that say no time and no zone: each begins where its account is, once that is known."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import tzinfo
from typing import Any

from pydantic import BaseModel

from app.imports.mappings.field_types import FieldType, field_types
from app.imports.staging.staged_records import Staging
from app.writing.time_zones import time_zones
from graph.store import Store
from schemas.instants import beginning
from schemas.writes import BOOK, WriteItem

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Days:
    """Makes instants of the dates of rows.

    Parameters
    ----------
    accounts_unstored : bool
        Whether accounts are not stored before what belongs to them, as in a dry run: they have the time zones, then,
        that the files say.
    """

    def __init__(self, staging: Staging, store: Store, *, accounts_unstored: bool) -> None:
        self._staging = staging
        self._store = store
        self._accounts_unstored = accounts_unstored

    async def begun(self, items: Sequence[WriteItem]) -> list[WriteItem]:
        """Return items, in their order, whose dates are the instants at which they begin.

        In the time zone of their account, in that of the service where it says none and for what is of no account.
        """
        dated = {item.ledger for item in items if _holds_date(item.data)}
        if not dated:
            return list(items)
        zones = await time_zones(self._store, dated - {BOOK})
        return [
            replace(item, data=_begun(item.data, item.resource.fields, zones.of(item.ledger, self._said(item))))
            if item.ledger in dated
            else item
            for item in items
        ]

    def _said(self, item: WriteItem) -> Mapping[str, Any] | None:
        """Return what the files say of the account of an item, as far as it is not stored yet."""
        if item.resource.scope == "self":
            return item.data
        account = self._staging.node("account", item.ledger, item.ledger) if self._accounts_unstored else None
        return account.fields() if account else None


def _holds_date(value: Any) -> bool:
    if isinstance(value, str):
        return len(value) == 10 and _DATE.fullmatch(value) is not None
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return any(map(_holds_date, parts))


def _begun(data: Mapping[str, Any], model: type[BaseModel], zone: tzinfo) -> dict[str, Any]:
    types = field_types(model)
    return {name: _value_begun(value, types[name], zone) if name in types else value for name, value in data.items()}


def _value_begun(value: Any, wanted: FieldType, zone: tzinfo) -> Any:
    if wanted.form == "instant" and _holds_date(value):
        return beginning(value, zone)
    if wanted.model is not None and isinstance(value, dict):
        return _begun(value, wanted.model, zone)
    if wanted.form == "list" and wanted.inner is not None and isinstance(value, list):
        return [_value_begun(one, wanted.inner, zone) for one in value]
    return value
