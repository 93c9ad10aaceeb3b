"""Deliveries: what was or will be sent to whom about which date, as it is kept; no address, no content, no secret."""

from dataclasses import dataclass
from typing import Literal

DeliveryState = Literal["waiting", "sending", "sent", "quiet", "dead"]
"""`quiet`: nothing had changed, and this receiver wants nothing then. `dead`: given up after the last attempt."""

DeliveryFault = Literal[
    "no_answer",
    "unreachable",
    "closed",
    "status",
    "gone",
    "redirect",
    "refused",
    "busy",
    "login",
    "certificate",
    "no_tls",
    "private",
    "no_report",
    "no_receiver",
    "cut_off",
    "unexpected",
]
"""Why an attempt failed."""

ENDED_DELIVERY: frozenset[DeliveryState] = frozenset({"sent", "quiet", "dead"})
"""States in which nothing is done any more, unless somebody asks for what was given up."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """The mark of one receiver and date: there is one, so nothing is sent twice.

    Attributes
    ----------
    receiver : str
        Name of the receiver in the file; where it goes to stands there alone.
    date : str
        Date of the report.
    token : str
        Drawn once. Message-ID of the mail and id of the webhook are made of it, so that each attempt bears the same
        and whoever got it already can drop it.
    attempts : int
        Begun so far.
    due_at : str or None
        When the next attempt may begin; while one is on, when its process counts as dead; None where all is done.
    fault, code : str or None, int or None
        Why the last attempt failed, and with which status.
    """

    receiver: str
    date: str
    token: str
    created_at: str
    state: DeliveryState = "waiting"
    attempts: int = 0
    due_at: str | None = None
    ended_at: str | None = None
    fault: DeliveryFault | None = None
    code: int | None = None

    @property
    def id(self) -> str:
        """Its key in the store."""
        return delivery_id(self.receiver, self.date)


def delivery_id(receiver: str, date: str) -> str:
    """Return the key of the mark of a receiver and date.

    Examples
    --------
    >>> delivery_id("lead", "2026-07-01")
    '2026-07-01/lead'
    """
    return f"{date}/{receiver}"
