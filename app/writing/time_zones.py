"""Time zones of accounts: where a date that somebody sends begins."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from graph.store import Store
from schemas.instants import known_zone

_DATE_IN_JSON = re.compile(rb'"(?:[0-9-]|\\u00(?:2[dD]|3[0-9])){10}"')


@dataclass(frozen=True, slots=True)
class TimeZones:
    """Where days begin.

    Attributes
    ----------
    service : tzinfo
        For what is of no account, and for accounts that say none.
    accounts : mapping
        For accounts, by id.
    """

    service: tzinfo
    accounts: Mapping[str, str]

    def of(self, account: str | None, sent: Any = None) -> tzinfo:
        """Return where the days of an account begin.

        Parameters
        ----------
        sent
            Fields of its own record that are about to be written: a time zone among them counts already.
        """
        own = sent["timezone"] if isinstance(sent, dict) and "timezone" in sent else self.accounts.get(account or "")
        return known_zone(own) or self.service


async def time_zones(store: Store, accounts: Collection[str]) -> TimeZones:
    """Return where the days of accounts begin, as they were last written, and those of the service."""
    return TimeZones(ZoneInfo(store.time_zone), await store.repository.time_zones(list(accounts)) if accounts else {})


def holds_dates(text: bytes) -> bool:
    r"""Whether a JSON text may hold a date without a time, however it is written.

    Examples
    --------
    >>> holds_dates(b'{"due": "2027-01-29"}'), holds_dates(b'{"due": "2027-01-29T00:00:00Z"}')
    (True, False)
    >>> holds_dates(rb'{"due": "2027\u002d01-29"}')
    True
    """
    return _DATE_IN_JSON.search(text) is not None
