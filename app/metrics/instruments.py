"""What is counted and timed as it happens, and all figures as Prometheus reads them."""

from collections.abc import Callable
from functools import partial

from prometheus_client import CollectorRegistry, Counter, Histogram, ProcessCollector, disable_created_metrics
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4, generate_latest
from prometheus_client.openmetrics import exposition as openmetrics

from app.metrics.figures import Figures, FiguresCollector

OTHER = "other"
"""The one label of everything that a caller may choose at will: addresses that are not there, methods nobody has."""

METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})

OPENMETRICS = "application/openmetrics-text"

REQUEST_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)
STATEMENT_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5, 30)


class Instruments:
    """Counts and times of one service.

    Labels are routes as they are declared, names of statements, states and lanes: none is an id, a name or anything
    else that a caller chose, so that their number is bounded and none says anything about people or accounts.

    Attributes
    ----------
    engine_pid : callable
        Gives the process of the embedded engine; 0 where there is none.

    Examples
    --------
    >>> instruments = Instruments()
    >>> instruments.note_request("BREW", None, 404, 0.002)
    >>> text, content_type = instruments.exposition(Figures(), "")
    >>> [line for line in text.decode().splitlines() if line.startswith("stakegraph_requests_total")]
    ['stakegraph_requests_total{method="other",route="other",status="404"} 1.0']
    """

    def __init__(self) -> None:
        disable_created_metrics()  # type: ignore[no-untyped-call]
        self.engine_pid: Callable[[], int] = lambda: 0
        self._registry = registry = CollectorRegistry()
        self._figures = FiguresCollector()
        registry.register(self._figures)
        ProcessCollector(registry=registry)
        ProcessCollector("stakegraph_engine", self._engine_process, registry=registry)
        self._requests = Counter(
            "stakegraph_requests", "Requests that were answered.", ("method", "route", "status"), registry=registry
        )
        timed = partial(Histogram, registry=registry)
        text = "Time from a request to the end of its answer; a stream lasts as long as it is open."
        self._request_seconds = timed("stakegraph_request_seconds", text, ("method", "route"), buckets=REQUEST_SECONDS)
        text = "Time of a statement, from the call to its last row."
        labels = ("statement", "mode")
        self._statement_seconds = timed("stakegraph_statement_seconds", text, labels, buckets=STATEMENT_SECONDS)
        self._failed = Counter(
            "stakegraph_statements_failed", "Statements that gave no answer.", labels, registry=registry
        )

    def _engine_process(self) -> int:
        return self.engine_pid()

    def note_request(self, method: str, route: str | None, status: int, seconds: float) -> None:
        """Count a request that was answered.

        Parameters
        ----------
        route : str or None
            As it is declared, its parameters in braces; None where the request reached none.
        """
        labels = (method if method in METHODS else OTHER, route or OTHER)
        self._requests.labels(*labels, str(status)).inc()
        self._request_seconds.labels(*labels).observe(seconds)

    def note_statement(self, name: str, mode: str, seconds: float, *, failed: bool) -> None:
        """Count a statement that ended."""
        self._statement_seconds.labels(name, mode).observe(seconds)
        if failed:
            self._failed.labels(name, mode).inc()

    def exposition(self, figures: Figures, accept: str) -> tuple[bytes, str]:
        """Return everything as text, and its content type: that of OpenMetrics where ``accept`` asks for it."""
        self._figures.newest = figures
        if OPENMETRICS in accept.lower():  # the library's own choice fails on versions that are not one
            text: bytes = openmetrics.generate_latest(self._registry)  # type: ignore[no-untyped-call]
            return text, openmetrics.CONTENT_TYPE_LATEST
        return generate_latest(self._registry), CONTENT_TYPE_PLAIN_0_0_4
