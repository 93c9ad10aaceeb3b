"""Everything that can go wrong for a caller; knows no HTTP and no database.

The tree::

    ServiceError
    ├── NotFound               what was asked for does not exist
    ├── Conflict               it contradicts what is stored (an ended record, a taken id)
    │   └── FolderTaken        another process owns the data folder
    ├── RevisionMismatch       If-Match named a revision that is no longer the current one
    ├── InvalidInput           the request is wrong in itself; ``problems`` say where
    ├── NotAllowed             the principal may not do this
    ├── NotAuthenticated       nobody is known to be asking
    ├── TooLarge               more than one request may carry
    ├── TooMany                more requests than one caller may send
    ├── DiskFull               no room on disk for what was sent
    └── StoreError             the store, not the request
        ├── StoreUnavailable   cannot be reached now; try again
        ├── StoreTimeout       took longer than a statement or a unit of work may
        └── StatementRejected  refused by the engine: our bug

The class name is the ``type`` of the problem on the wire; ``app/http/errors.py`` maps it to a status.
"""

from collections.abc import Sequence
from dataclasses import dataclass

PROBLEMS_SHOWN = 100
"""How many problems one answer lists; their count is always given."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong in a request.

    Attributes
    ----------
    pointer : str
        JSON pointer into the body (``/items/3/data/name``), or the name of a parameter (``?limit``).
    detail : str
        What is wrong and what to do, for a person.
    """

    pointer: str
    detail: str


class ServiceError(Exception):
    """Anything that a caller is answered with; ``detail`` is a sentence for a person."""

    title = "The request could not be done"

    def __init__(self, detail: str, problems: Sequence[Problem] = (), count: int | None = None) -> None:
        super().__init__(detail)
        self.detail = detail
        self.problems = tuple(problems[:PROBLEMS_SHOWN])
        self.count = len(problems) if count is None else count


class NotFound(ServiceError):
    """What was asked for does not exist."""

    title = "Not found"


class Conflict(ServiceError):
    """The request contradicts what is stored."""

    title = "In conflict with what is stored"


class FolderTaken(Conflict):
    """Another process owns the data folder."""

    title = "The data folder has an owner"


class RevisionMismatch(ServiceError):
    """If-Match named another revision than the current one."""

    title = "Changed since you read it"

    def __init__(self, detail: str, revision: int, changed: Sequence[dict[str, object]] = ()) -> None:
        super().__init__(detail)
        self.revision = revision
        self.changed = tuple(changed)


class InvalidInput(ServiceError):
    """The request is wrong in itself; ``problems`` say where and what to do."""

    title = "The request is not valid"


class NotAllowed(ServiceError):
    """The principal may not do this."""

    title = "Not allowed"


class NotAuthenticated(ServiceError):
    """Nobody is known to be asking."""

    title = "Not authenticated"


class TooLarge(ServiceError):
    """More than one request may carry."""

    title = "Too large"


class TooMany(ServiceError):
    """More requests than one caller may send; ``retry_after`` is in whole seconds."""

    title = "Too many requests"

    def __init__(self, detail: str, retry_after: int) -> None:
        super().__init__(detail)
        self.retry_after = retry_after


class DiskFull(ServiceError):
    """There is no room on disk for what was sent; nothing of it was kept."""

    title = "No room on disk"


class StoreError(ServiceError):
    """The store, not the request, is the reason."""

    title = "The store could not answer"


class StoreUnavailable(StoreError):
    """The store cannot be reached now; nothing was written."""

    title = "The store is not reachable"


class StoreTimeout(StoreError):
    """A statement or unit of work took longer than it may; nothing was written."""

    title = "The store took too long"


class StatementRejected(StoreError):
    """The engine refused a statement: a bug of this service."""

    title = "The store refused a statement"
