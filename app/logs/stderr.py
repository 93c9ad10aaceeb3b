"""Where the log goes: to standard error, as lines of text or of JSON."""

import logging
import sys

from app.limits.repeated_lines import RepeatedLines
from app.logs.discreet import DiscreetFormatter
from app.logs.json_lines import JsonFormatter
from app.settings import Settings

REPEATING = (
    "uvicorn.error",
    "asyncio",
    "stakegraph.connections",
    "stakegraph.memory",
    "opentelemetry.exporter.otlp.proto.http.trace_exporter",
)
"""Loggers of which others decide how often they write: one line of a kind a minute."""

LIBRARIES = ("neo4j", "uvicorn", "asyncio", "opentelemetry", "urllib3")
"""Loggers of which only warnings are written."""

REQUESTS = "stakegraph.requests"


def log_to_stderr(settings: Settings) -> None:
    """Write the log of this process to standard error; for JSON, what Python warns of too."""
    as_json = settings.log_format == "json"
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonFormatter() if as_json else DiscreetFormatter())
    logging.basicConfig(level=settings.log_level.upper(), handlers=[handler])
    logging.captureWarnings(as_json)
    for name in LIBRARIES:
        logging.getLogger(name).setLevel(max(logging.WARNING, logging.getLogger().level))
    for name in REPEATING:
        logging.getLogger(name).addFilter(RepeatedLines())


def log_of_worker(settings: Settings) -> None:
    """Write the log of a process that the service asks questions: its requests are those that the service logs."""
    log_to_stderr(settings)
    logging.getLogger(REQUESTS).setLevel(logging.WARNING)
