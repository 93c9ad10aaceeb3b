"""Which operations are made from the resource pattern, and of which kind of record."""

from fastapi.routing import APIRoute

from app.main import ROUTERS
from schemas.registry import RESOURCES

_KINDS = {
    ("/accounts/{account_id}" if resource.scope == "account" else "") + f"/{resource.path}": resource.kind
    for resource in RESOURCES
}
"""Below which address the pattern has its operations, and of which kind they are."""

KIND_OF = {
    f"{method} /v1{route.path}": _KINDS[router.prefix]
    for router in ROUTERS
    if router.prefix in _KINDS
    for route in router.routes
    if isinstance(route, APIRoute)
    for method in route.methods or ()
}
"""Method and path of each operation of the pattern, and the kind of record that it is about."""
