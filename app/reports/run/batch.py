"""Batches of accounts: all that travels to a worker, and what comes back from it."""

from typing import NamedTuple

from schemas.instants import Instant
from schemas.reports.dates import ReportDate
from schemas.reports.runs import Failure
from schemas.reports.snapshot import Snapshot


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
    """

    date: ReportDate
    as_of: Instant
    accounts: tuple[AccountOfRun, ...]


class Computed(NamedTuple):
    """What came of a batch.

    Attributes
    ----------
    failed : tuple of Failure
        Accounts of which nothing could be said.
    gone : tuple of str
        Accounts that were deleted meanwhile.
    """

    snapshots: tuple[Snapshot, ...] = ()
    failed: tuple[Failure, ...] = ()
    gone: tuple[str, ...] = ()


class Sent(NamedTuple):
    """The same as it travels: snapshots as JSON, for generic models cannot be pickled."""

    snapshots: tuple[bytes, ...]
    failed: tuple[Failure, ...]
    gone: tuple[str, ...]


def sent(computed: Computed) -> Sent:
    """Return what came of a batch as it travels."""
    return Sent(tuple(each.model_dump_json().encode() for each in computed.snapshots), computed.failed, computed.gone)


def received(found: Sent) -> Computed:
    """Return what came of a batch from how it travelled."""
    return Computed(tuple(map(Snapshot.model_validate_json, found.snapshots)), found.failed, found.gone)
