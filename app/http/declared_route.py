"""The route of a request as it is declared: what may be said of it where addresses, which hold ids, may not."""

from starlette.types import Scope


def declared_route(scope: Scope) -> str | None:
    """Return the route in full, its parameters in braces; None where the request reached none."""
    path: str | None = getattr(scope.get("route"), "path", None)
    return f"/v1{path}" if path is not None and scope["path"].startswith("/v1/") else path
