"""Which operations are made from the resource pattern, and of which kind of record."""

from fastapi.routing import APIRoute

from app.records.endpoints import record_router
from schemas.registry import BY_KIND

KIND_OF = {
    f"{method} /v1{route.path}": kind
    for kind, resource in BY_KIND.items()
    for route in record_router(resource).routes
    if isinstance(route, APIRoute)
    for method in route.methods or ()
}
"""Method and path of each operation of the pattern, and the kind of record that it is about."""
