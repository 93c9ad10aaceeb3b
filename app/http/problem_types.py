"""Types of problems as addresses: each is that of a page of this service which says what it means and what to do."""

import re
from typing import Any

from schemas.errors import ServiceError

PATH = "/problems"
"""Where the pages are."""

_HOST = re.compile(r"[A-Za-z0-9._-]+(:\d{1,5})?|\[[0-9A-Fa-f:.]+\](:\d{1,5})?")


def problem_code(error: type[ServiceError]) -> str:
    """Return the word by which programs know a problem.

    Examples
    --------
    >>> from schemas.errors import InvalidInput
    >>> problem_code(InvalidInput)
    'InvalidInput'
    """
    return error.__name__


def problem_type(scope: Any, code: str) -> str:
    """Return the address of the page of a problem, at the host that the request was sent to.

    Parameters
    ----------
    scope : mapping
        The ASGI scope of the request, as far as there is one: of a request that could not be read there may be neither
        headers nor server. A ``Host`` that names none is passed over.
    code : str
        As `problem_code` has it.

    Returns
    -------
    str
        An absolute address; without any host one that is relative to that of the request (RFC 9457, section 3.1.1).

    Examples
    --------
    >>> problem_type({"scheme": "https", "headers": [(b"host", b"map.example.com")]}, "NotFound")
    'https://map.example.com/problems/NotFound'
    >>> problem_type({"server": ("127.0.0.1", 8000), "headers": [(b"host", b'">')]}, "NotFound")
    'http://127.0.0.1:8000/problems/NotFound'
    >>> problem_type({}, "NotFound")
    '/problems/NotFound'
    """
    host = _host(scope)
    return f"{scope.get('scheme') or 'http'}://{host}{PATH}/{code}" if host else f"{PATH}/{code}"


def _host(scope: Any) -> str:
    sent = next((value.decode("latin-1") for name, value in scope.get("headers") or () if name == b"host"), "")
    if _HOST.fullmatch(sent):
        return sent
    address, port = scope.get("server") or ("", None)
    if not address or port is None:  # a socket of this machine has a path in place of an address
        return ""
    return f"[{address}]:{port}" if ":" in address else f"{address}:{port}"
