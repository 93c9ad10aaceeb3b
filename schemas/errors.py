"""Everything that can go wrong for a caller; knows no HTTP and no database.

The tree::

    ServiceError
    ├── NotFound               what was asked for does not exist
    ├── Conflict               it contradicts what is stored (an ended record, a taken id)
    │   └── FolderTaken        another process owns the data folder
    ├── RevisionMismatch       If-Match named a revision that is no longer the current one
    ├── InvalidInput           the request is wrong in itself; ``problems`` say where
    ├── NoHttp                 not a request at all, so that nothing of it was read
    ├── NotAllowed             the principal may not do this
    ├── NotAuthenticated       nobody is known to be asking
    ├── NotAcceptable          it excludes every form in which it could be answered
    ├── TooLarge               more than one request may carry
    │   └── HeadTooLarge       more than its address and headers may be
    ├── TooSlow                a request that did not arrive in time
    ├── TooMany                more requests than one caller may send
    ├── Overloaded             more than the service can do now
    ├── DiskFull               no room on disk for what was sent or would be written
    ├── AnalysisTimeout        an analysis took longer than it may
    └── StoreError             the store, not the request
        ├── StoreUnavailable   cannot be reached now; try again
        │   └── ClockInDoubt   takes no writes until somebody confirms the clock
        ├── StoreTimeout       took longer than a statement or a unit of work may
        └── StatementRejected  refused by the engine: our bug

The class name is the ``type`` of the problem on the wire; ``app/http/errors.py`` maps it to a status.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Self

from schemas.messages.message import Message

PROBLEMS_SHOWN = 100
"""How many problems one answer lists; their count is always given."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong in a request.

    Attributes
    ----------
    pointer : str
        JSON pointer into the body (``/items/3/data/name``), or the name of a parameter (``?limit``); of an item of a
        write a pointer into the item (``/data/name``, empty for the item itself).
    detail : Message
        What is wrong and what to do, for a person.
    item : int or None
        Place of the item in its write; whoever sent the items knows where that stood. None for the request itself.
    """

    pointer: str
    detail: Message
    item: int | None = None


def of_item(problems: Iterable[Problem], item: int) -> tuple[Problem, ...]:
    """Return what is wrong as that of one item of a write."""
    return tuple(replace(problem, item=item) for problem in problems)


class ServiceError(Exception):
    """Anything that a caller is answered with; ``detail`` is the message for a person."""

    def __init__(self, detail: Message, problems: Sequence[Problem] = (), count: int | None = None) -> None:
        super().__init__(detail)
        self.detail = detail
        self.problems = tuple(problems[:PROBLEMS_SHOWN])
        self.count = len(problems) if count is None else count


class NotFound(ServiceError):
    """The thing that was asked for does not exist."""


class Conflict(ServiceError):
    """The request contradicts what is stored."""


class FolderTaken(Conflict):
    """Another process owns the data folder."""


@dataclass(frozen=True, slots=True)
class StaleRecord:
    """A record that is not in the state that a write starts from, and the number of that state."""

    ledger: str
    kind: str
    id: str
    sequence: int


class RevisionMismatch(ServiceError):
    """If-Match named another revision than the current one, or another state of the record.

    Attributes
    ----------
    revision : int
        Of the account, or the book, now.
    changed : tuple of dict
        What changed since; of ``stale`` records only what changed of them.
    """

    def __init__(
        self,
        detail: Message,
        revision: int,
        changed: Sequence[dict[str, object]] = (),
        stale: Sequence[StaleRecord] = (),
        problems: Sequence[Problem] = (),
    ) -> None:
        super().__init__(detail, problems)
        self.revision = revision
        self.changed = tuple(changed)
        self.stale = tuple(stale)


class InvalidInput(ServiceError):
    """The request is wrong in itself; ``problems`` say where and what to do."""

    @classmethod
    def at(cls, pointer: str, detail: Message) -> Self:
        """Return the refusal of one thing, which stands at a pointer."""
        return cls(detail, [Problem(pointer, detail)])


class NoHttp(ServiceError):
    """Not a request as HTTP writes one; nothing of it was read."""


class NotAllowed(ServiceError):
    """The principal may not do this."""


class NotAuthenticated(ServiceError):
    """Nobody is known to be asking."""


class NotAcceptable(ServiceError):
    """The request excludes every form in which it could be answered; nothing was done."""


class TooLarge(ServiceError):
    """More than one request may carry."""


class HeadTooLarge(TooLarge):
    """More than the address and the headers of one request may be."""


class UnsupportedMediaType(ServiceError):
    """A body that is sent as something that is not read here; ``accepted`` is, and ``header`` is where that stands."""

    def __init__(self, problem: Problem, accepted: str, header: str = "Accept") -> None:
        super().__init__(problem.detail, [problem])
        self.accepted = accepted
        self.header = header


class TooSlow(ServiceError):
    """A request that did not arrive in time; nothing of it was done."""


class Overloaded(ServiceError):
    """More than the service can do now, whoever asks; ``retry_after`` is in whole seconds. Nothing was done."""

    def __init__(self, detail: Message, retry_after: int) -> None:
        super().__init__(detail)
        self.retry_after = retry_after


class TooMany(ServiceError):
    """More requests than one caller may send; ``retry_after`` is in whole seconds, ``limits`` its limit as headers."""

    def __init__(self, detail: Message, retry_after: int, limits: Mapping[str, str] | None = None) -> None:
        super().__init__(detail)
        self.retry_after = retry_after
        self.limits = dict(limits or {})


class DiskFull(ServiceError):
    """There is no room on disk for what was sent or would be written; nothing of it was kept."""


class AnalysisTimeout(ServiceError):
    """An analysis took longer than it may, and was ended."""


class StoreError(ServiceError):
    """The store, not the request, is the reason; ``in_doubt`` where nobody knows whether the write was stored."""

    def __init__(self, detail: Message, *, in_doubt: bool = False) -> None:
        super().__init__(detail)
        self.in_doubt = in_doubt


class StoreUnavailable(StoreError):
    """The store cannot be reached now; unless it is in doubt, nothing was written."""


class ClockInDoubt(StoreUnavailable):
    """The clock is off by more than a day: nothing is written until somebody has confirmed or mended it."""


class StoreTimeout(StoreError):
    """A statement or unit of work took longer than it may; unless it is in doubt, nothing was written."""


class StatementRejected(StoreError):
    """The engine refused a statement: a bug of this service."""
