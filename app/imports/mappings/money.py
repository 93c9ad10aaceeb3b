"""Amounts of money: their cells may say a currency, which must be that of their record."""

from collections.abc import Collection, Mapping
from typing import Any

from app.imports.cells.dates import Unreadable
from app.imports.numbers.number_column import Money
from app.writing.places import fault_at
from schemas.messages.message import Message

CURRENCY = "currency"


def settled(data: Mapping[str, Any], fields: Collection[str], needed: Collection[str] = ()) -> dict[str, Any]:
    """Return the values of a record, or of a part of it, with amounts as plain numbers and the currency they say.

    Parameters
    ----------
    fields : collection of str
        All that it may have.
    needed : collection of str
        Those without which it is nothing.

    Raises
    ------
    Unreadable
        When the record has another currency, several are possible and it has none, or its kind has none at all.
    """
    found = dict(data)
    for name, value in data.items():
        if isinstance(value, Money):
            found[name] = float(value)
            if not value.currencies and CURRENCY in needed and CURRENCY not in found:
                raise Unreadable(fault_at(name, Message("imports.currency_missing", text=value.text)))
            if value.currencies:
                found[CURRENCY] = _currency(name, value, found.get(CURRENCY), CURRENCY in fields)
    return found


def _currency(name: str, money: Money, said: str | None, has_currency: bool) -> str:
    """Return the currency of an amount."""
    fault = None
    if not has_currency:
        fault = Message("imports.currency_out_of_place", text=money.text)
    elif said is None and len(money.currencies) > 1:
        fault = Message("imports.currency_unclear", text=money.text, currencies=sorted(money.currencies))
    elif said is not None and said not in money.currencies:
        fault = Message("imports.currency_contradicted", text=money.text, currency=said)
    if fault:
        raise Unreadable(fault_at(name, fault))
    return said or next(iter(money.currencies))
