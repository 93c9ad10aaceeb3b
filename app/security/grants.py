"""What each role may do: the one table that every request is held against."""

from collections.abc import Iterable, Mapping

from app.security.principals import Principal
from schemas.api_keys import Role
from schemas.errors import NotAllowed
from schemas.messages.message import Message
from schemas.registry import RESOURCES
from schemas.screens.me import Rights

CONFIGURATION = frozenset(resource.kind for resource in RESOURCES if resource.configures)
"""Kinds of records that change what every account's numbers mean: an admin writes them, alone or in a batch."""

_READS = frozenset({"GET", "HEAD"})
_REMEMBERED = frozenset({"refresh", "feedback"})
"""Last parts of addresses below ``analysis`` where a POST stores something."""

_NO = frozenset({"false", "0", "off", "f", "n", "no"})


def role_needed(method: str, path: str) -> Role:
    """Return the role that an operation needs.

    Parameters
    ----------
    path : str
        As the route declares it, below ``/v1``, its parameters in braces: what a caller sends has no say.

    Examples
    --------
    >>> role_needed("GET", "/accounts/{account_id}/people")
    <Role.READER: 'reader'>
    >>> role_needed("PUT", "/accounts/{account_id}/people/{record_id}")
    <Role.EDITOR: 'editor'>
    >>> role_needed("PATCH", "/settings/{record_id}")
    <Role.ADMIN: 'admin'>

    Whatever is computed is read, also where what to compute is sent as a body; what is remembered of it is written.

    >>> role_needed("POST", "/accounts/{account_id}/analysis/simulate")
    <Role.READER: 'reader'>
    >>> role_needed("POST", "/accounts/{account_id}/analysis/gaps/refresh")
    <Role.EDITOR: 'editor'>
    """
    parts = path.strip("/").split("/")
    if method in _READS or ("analysis" in parts and method == "POST" and parts[-1] not in _REMEMBERED):
        return Role.READER
    if parts == ["sessions"]:
        return Role.READER
    if parts[0] in {resource.path for resource in RESOURCES if resource.configures}:
        return Role.ADMIN
    return Role.EDITOR


def role_of_parameters(given: Mapping[str, Iterable[str]]) -> Role:
    """Return the role that the parameters of a request need: what ``?purge`` erases, no history brings back.

    Examples
    --------
    >>> role_of_parameters({"purge": ["true"]})
    <Role.ADMIN: 'admin'>
    """
    purges = any(value.lower() not in _NO for value in given.get("purge", ()))
    return Role.ADMIN if purges else Role.READER


def role_of_kinds(kinds: Iterable[str]) -> Role:
    """Return the role that it needs to write records of these kinds."""
    return Role.EDITOR if CONFIGURATION.isdisjoint(kinds) else Role.ADMIN


def check_role(principal: Principal, *needed: Role) -> None:
    """Let pass whose role covers every one needed.

    Raises
    ------
    NotAllowed
        Whose does not; the sentence names the strictest.
    """
    strictest = max(needed, key=list(Role).index)
    if not principal.role.covers(strictest):
        raise NotAllowed(Message("keys.role_needed", needed=strictest.value, role=principal.role.value))


def rights_of(principal: Principal) -> Rights:
    """Return what somebody may do.

    Examples
    --------
    >>> rights_of(Principal("key:1", Role.EDITOR))
    Rights(read=True, write=True, configure=False, erase=False)
    """
    editor, admin = (principal.role.covers(role) for role in (Role.EDITOR, Role.ADMIN))
    return Rights(read=True, write=editor, configure=admin, erase=admin)
