"""Batches of accounts: all that travels to a worker, and what comes back from it."""

from typing import NamedTuple

from graph.snapshots.stored_form import StoredSnapshot
from schemas.instants import Instant
from schemas.reports.dates import ReportDate
from schemas.reports.runs import Failure
from schemas.rows.packed_account import PackedAccount


class AccountOfRun(NamedTuple):
    """An account of a run; its name is for saying of which one something failed."""

    id: str
    name: str | None


class Batch(NamedTuple):
    """Accounts whose snapshots are to be computed.

    Attributes
    ----------
    date : str
        Date of the run.
    as_of : str
        The instant at which it begins.
    anew : bool
        Whether accounts are read record by record, also where an earlier run packed them.
    """

    date: ReportDate
    as_of: Instant
    accounts: tuple[AccountOfRun, ...]
    anew: bool = False


class Computed(NamedTuple):
    """What came of a batch, as it travels.

    Attributes
    ----------
    snapshots : tuple of StoredSnapshot
        As they are stored: whoever keeps them need not make them once more.
    failed : tuple of Failure
        Accounts of which nothing could be said.
    gone : tuple of str
        Accounts that were deleted meanwhile.
    packed : tuple of PackedAccount
        What was read of the accounts that no earlier run packed.
    """

    snapshots: tuple[StoredSnapshot, ...] = ()
    failed: tuple[Failure, ...] = ()
    gone: tuple[str, ...] = ()
    packed: tuple[PackedAccount, ...] = ()
