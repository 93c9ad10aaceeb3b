"""Spans of requests and of their statements, sent by OTLP over HTTP as the ``OTEL_`` variables say.

The only module that imports OpenTelemetry, and it is imported only where traces are wanted.
"""

import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from importlib.metadata import version
from typing import Any

from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import OTELResourceDetector, Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.trace import SpanKind, Status, StatusCode, format_span_id, format_trace_id, get_current_span
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

from app.http.gate.request_names import Trace
from graph.statement_times import RanStatement

NANOSECONDS = 1_000_000_000
FAULT = 500
CLOSE_SECONDS = 3.0

PASSED_ON = (b"traceparent", b"tracestate")


class Spans:
    """Makes spans and sends them, in a thread of its own and in batches.

    A span names the route and the statement, never an address, a parameter or a record: what is about people stays.
    """

    def __init__(self) -> None:
        named = Resource({"service.name": "stakegraph", "service.version": version("stakegraph")})
        resource = named.merge(OTELResourceDetector().detect())  # OTEL_SERVICE_NAME, OTEL_RESOURCE_ATTRIBUTES
        self._provider = TracerProvider(resource=resource, shutdown_on_exit=False)
        self._exporter = OTLPSpanExporter()
        self._provider.add_span_processor(BatchSpanProcessor(self._exporter))
        self._tracer = self._provider.get_tracer("stakegraph", version("stakegraph"))
        self._propagator = TraceContextTextMapPropagator()

    @contextmanager
    def request(self, method: str, headers: Iterable[tuple[bytes, bytes]]) -> Iterator[Any]:
        """Give the span of a request, to be described at its end; it continues the trace of a valid ``traceparent``."""
        with self._tracer.start_as_current_span(
            method,
            context=self._propagator.extract(_carried(headers)),
            kind=SpanKind.SERVER,
            attributes={"http.request.method": method},
            record_exception=False,  # its words may quote what is stored
            set_status_on_exception=False,
        ) as span:
            yield span

    @staticmethod
    def trace_of(span: Any) -> Trace:
        """Return a span as log and answers name it."""
        of = span.get_span_context()
        return Trace(format_trace_id(of.trace_id), format_span_id(of.span_id), bool(of.trace_flags.sampled))

    @staticmethod
    def describe(span: Any, method: str, route: str | None, status: int, request_id: str) -> None:
        """Say what a request came to; above 499 it is a fault of ours."""
        if route is not None:
            span.update_name(f"{method} {route}")
            span.set_attribute("http.route", route)
        span.set_attribute("http.response.status_code", status)
        span.set_attribute("stakegraph.request_id", request_id)
        if status >= FAULT:
            span.set_status(Status(StatusCode.ERROR))

    def statement(self, ran: RanStatement) -> None:
        """Make a span of a statement that just ended, below that of its request; without a request there is none."""
        if not get_current_span().is_recording():
            return
        ended = time.time_ns()
        span = self._tracer.start_span(
            ran.name,
            kind=SpanKind.CLIENT,
            attributes={"db.system.name": "neo4j", "db.operation.name": ran.name, "db.operation.batch.size": ran.rows},
            start_time=ended - int(ran.seconds * NANOSECONDS),
        )
        if ran.failed:
            span.set_status(Status(StatusCode.ERROR))
        span.end(ended)

    def close(self) -> None:
        """Send what was not sent yet; a collector that does not answer is waited for some seconds."""
        giving_up = threading.Timer(CLOSE_SECONDS, self._exporter.shutdown)
        giving_up.daemon = True
        giving_up.start()
        self._provider.shutdown()
        giving_up.cancel()


def _carried(headers: Iterable[tuple[bytes, bytes]]) -> Mapping[str, str]:
    """Return the headers of a trace; one that comes twice counts as not sent."""
    found: dict[bytes, list[str]] = {name: [] for name in PASSED_ON}
    for name, value in headers:
        if name in found:
            found[name].append(value.decode("latin-1"))
    return {name.decode(): values[0] for name, values in found.items() if len(values) == 1}
