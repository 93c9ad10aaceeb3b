"""Packed accounts: what analytics reads of an account, as one text that holds until account or calendar change it."""

from typing import NamedTuple


class KeptAccount(NamedTuple):
    """What is kept of an account, and the instant until which that holds; None: for good."""

    body: str
    until: str | None


class PackedAccount(NamedTuple):
    """What was read of an account.

    Attributes
    ----------
    format : str
        Names the kinds and fields that are packed, and how; what another version packed has another one.
    revision : int
        That of the account when it was read; at another one it says nothing.
    as_of : str
        The instant from which on it is so.
    until : str or None
        The instant at which something of the account begins or ends next; None: nothing ever does.
    body : str
        Its rows, packed.
    """

    account_id: str
    format: str
    revision: int
    as_of: str
    until: str | None
    body: str
