"""Traces: a real collector receives the spans of requests and of their statements, and nothing about people."""

import sys
from pathlib import Path

import httpx
import pytest

from app.tracing.wanted import open_spans
from schemas.errors import InvalidInput
from tests.api.serving import Service, wait_until
from tests.api.tracing.collector import collecting

SERVER = 2
"""The kind of a span of a request that is answered (opentelemetry.proto.trace.v1.Span.SpanKind)."""

TRACE, PARENT = "4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7"
"""Of the example of W3C Trace Context, 3.2.2."""

PEOPLE = "GET /v1/accounts/{account_id}/people"


def test_a_request_continues_the_trace_of_its_caller_and_its_statements_are_below_it(tmp_path: Path):
    with collecting() as collector:
        given = {"OTEL_EXPORTER_OTLP_ENDPOINT": collector.url, "OTEL_BSP_SCHEDULE_DELAY": "100"}
        with (
            Service(tmp_path / "data", given) as service,
            httpx.Client(base_url=service.url, trust_env=False) as client,
        ):
            client.put("/v1/accounts/secret-firm", json={"name": "Secret Corp"}).raise_for_status()
            path = "/v1/accounts/secret-firm/people"
            answer = client.get(path, headers={"traceparent": f"00-{TRACE}-{PARENT}-01"}).raise_for_status()
            for rubbish in ("rubbish", f"ff-{TRACE}-{PARENT}-01", f"00-{TRACE}-{'0' * 16}-01"):
                client.get(path, headers={"traceparent": rubbish}).raise_for_status()
            wait_until(lambda: len([span for span in collector.spans if span.name == PEOPLE]) == 4)
        requests = [span for span in collector.spans if span.name == PEOPLE]
        [continued] = [span for span in requests if span.trace == TRACE]
        assert (continued.parent, continued.kind, continued.failed) == (PARENT, SERVER, False)
        assert answer.headers["traceresponse"] == f"00-{TRACE}-{continued.id}-01"
        assert f"trace={TRACE} span={continued.id}" in service.said
        assert continued.service == "stakegraph"
        assert continued.attributes["http.response.status_code"] == 200
        assert {span.parent for span in requests if span.trace != TRACE} == {""}
        below = [span for span in collector.spans if span.parent == continued.id]
        assert any(span.name.startswith("people.") for span in below)
        assert all(span.trace == TRACE and 0 < span.seconds <= continued.seconds for span in below)
        assert all(span.kind == SERVER or span.parent for span in collector.spans)
        assert not any(b"secret" in body.lower() for body in collector.bodies)


def test_a_collector_that_is_away_holds_up_neither_requests_nor_the_end(tmp_path: Path):
    given = {"OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:9", "OTEL_BSP_SCHEDULE_DELAY": "100"}
    with Service(tmp_path / "data", given) as service:
        for _ in range(20):
            assert httpx.get(f"{service.url}/healthz", trust_env=False).status_code == 200
        assert service.stop() == 0
        assert "Traceback" not in service.said
    assert service.said.count("127.0.0.1") < 20


def test_a_collector_without_the_library_is_refused_at_the_start_in_words(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:4318")
    monkeypatch.setitem(sys.modules, "opentelemetry.sdk.resources", None)  # as where it is not installed
    monkeypatch.delitem(sys.modules, "app.tracing.spans", raising=False)
    with pytest.raises(InvalidInput) as refused:
        open_spans()
    assert refused.value.detail.id == "commands.traces_not_installed"


def test_without_a_collector_there_are_no_traces(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", " ")
    assert open_spans() is None
