"""Exceptions of the driver as errors of this service; database text stays in the log."""

import asyncio
import logging

from neo4j.exceptions import (
    ClientError,
    ConstraintError,
    DatabaseError,
    DriverError,
    IncompleteCommit,
    Neo4jError,
    ServiceUnavailable,
    SessionExpired,
    TransientError,
)

from schemas.errors import Conflict, ServiceError, StatementRejected, StoreTimeout, StoreUnavailable
from schemas.messages.message import Message

logger = logging.getLogger("stakegraph.store")

_TIMEOUT_CODES = ("TransactionTimedOut", "TransactionTerminated", "LockAcquisitionTimeout")
_LEADS_NOWHERE = "Neo.ClientError.Statement.EntityNotFound"
"""An edge leads to no node, or the other way round: erased at this very moment, or a damaged file."""
_TIMEOUT_WORDS = ("timeout", "timed out", "interrupted")


def service_error(error: BaseException) -> ServiceError:
    """Return the error that a caller gets for an exception of the driver.

    The exception itself is logged by its class and code only: its message may quote data.
    """
    logger.warning("store error class=%s code=%s", type(error).__name__, getattr(error, "code", None))
    if isinstance(error, TimeoutError | asyncio.TimeoutError) or _is_timeout(error):
        return StoreTimeout(Message("store.too_long"))
    if isinstance(error, ConstraintError):
        return Conflict(Message("store.written_twice"))
    if isinstance(error, IncompleteCommit):
        return StoreUnavailable(Message("store.lost_in_doubt"), in_doubt=True)
    if isinstance(error, TransientError | ServiceUnavailable | SessionExpired | OSError):
        return _unavailable()
    if isinstance(error, DatabaseError) or getattr(error, "code", None) == _LEADS_NOWHERE:
        return StoreUnavailable(Message("store.unreadable"))
    return StatementRejected(Message("store.statement_refused")) if isinstance(error, ClientError) else _unavailable()


def is_store_exception(error: BaseException) -> bool:
    """Whether an exception came from the driver or the way to the store."""
    return isinstance(error, Neo4jError | DriverError | OSError | TimeoutError)


def _is_timeout(error: BaseException) -> bool:
    if not isinstance(error, Neo4jError):
        return False
    if any(code in (error.code or "") for code in _TIMEOUT_CODES):
        return True
    return any(word in (error.message or "").lower() for word in _TIMEOUT_WORDS)


def _unavailable() -> StoreUnavailable:
    return StoreUnavailable(Message("store.unreachable"))
