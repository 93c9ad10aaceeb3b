"""Routes as they are declared: what may be said of a request where addresses, which hold ids, may not."""

from collections.abc import Callable
from typing import Any, TypeVar

from starlette.types import Scope

Endpoint = TypeVar("Endpoint", bound=Callable[..., Any])
"""A function that answers the requests of a route; what declares it gives it back as it is."""


def declared_route(scope: Scope) -> str | None:
    """Return the route in full, its parameters in braces; None where the request reached none."""
    path: str | None = getattr(scope.get("route"), "path", None)
    return f"/v1{path}" if path is not None and scope["path"].startswith("/v1/") else path
