"""Batches of accounts: all that travels to a worker, and what comes back from it."""

from typing import NamedTuple

from schemas.instants import Instant
from schemas.reports.dates import ReportDate
from schemas.reports.runs import Failure
from schemas.reports.snapshot import Snapshot
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
    """What came of a batch.

    Attributes
    ----------
    failed : tuple of Failure
        Accounts of which nothing could be said.
    gone : tuple of str
        Accounts that were deleted meanwhile.
    packed : tuple of PackedAccount
        What was read of the accounts that no earlier run packed.
    """

    snapshots: tuple[Snapshot, ...] = ()
    failed: tuple[Failure, ...] = ()
    gone: tuple[str, ...] = ()
    packed: tuple[PackedAccount, ...] = ()


class Sent(NamedTuple):
    """The same as it travels: snapshots as JSON, for generic models cannot be pickled."""

    snapshots: tuple[bytes, ...]
    failed: tuple[Failure, ...]
    gone: tuple[str, ...]
    packed: tuple[PackedAccount, ...]


def sent(computed: Computed) -> Sent:
    """Return what came of a batch as it travels."""
    snapshots = tuple(each.model_dump_json().encode() for each in computed.snapshots)
    return Sent(snapshots, computed.failed, computed.gone, computed.packed)


def received(found: Sent) -> Computed:
    """Return what came of a batch from how it travelled."""
    snapshots = tuple(map(Snapshot.model_validate_json, found.snapshots))
    return Computed(snapshots, found.failed, found.gone, found.packed)
