"""The gate that makes a span of each request, where traces are wanted."""

from typing import Any

from starlette.types import ASGIApp, Receive, Scope, Send

from app.http.declared_route import declared_route
from app.http.errors import ANSWERED
from app.http.gate.request_names import TRACE
from app.metrics.instruments import METHODS

NO_METHOD = "_OTHER"
"""How OpenTelemetry names a method that nobody has."""


class TraceGate:
    """Begins the span of a request before all else and ends it after all else."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, within its span."""
        spans: Any = scope["app"].state.spans if scope["type"] == "http" else None
        if spans is None:
            await self._app(scope, receive, send)
            return
        method = scope["method"] if scope["method"] in METHODS else NO_METHOD
        with spans.request(method, scope["headers"]) as span:
            scope.setdefault("state", {})[TRACE] = spans.trace_of(span)
            try:
                await self._app(scope, receive, send)
            finally:
                state = scope["state"]
                spans.describe(span, method, declared_route(scope), state[ANSWERED], state["request_id"])
