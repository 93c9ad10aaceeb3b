"""The reason why an operating system refuses a file or folder, as a message."""

import errno

from schemas.messages.message import Message

_REASONS = {
    errno.EACCES: Message("disk.not_permitted"),
    errno.EPERM: Message("disk.not_permitted"),
    errno.ENOENT: Message("disk.missing"),
    errno.EEXIST: Message("disk.there_already"),
    errno.ENOTDIR: Message("disk.no_folder"),
    errno.EISDIR: Message("disk.folder"),
    errno.ENOSPC: Message("disk.full"),
    errno.EDQUOT: Message("disk.full"),
    errno.EFBIG: Message("disk.full"),
    errno.EROFS: Message("disk.read_only"),
    errno.EPIPE: Message("disk.closed"),
}

NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
"""Faults that say there is no room, for this user or this file."""


def disk_fault(error: OSError) -> Message:
    """Return why a file or folder cannot be used; in the system's own words where we have none.

    Examples
    --------
    >>> print(disk_fault(PermissionError(13, "Permission denied")))
    disk.not_permitted()
    """
    return _REASONS.get(error.errno or 0) or Message("disk.other", reason=error.strerror or type(error).__name__)
