"""Names of requests: a caller's own are taken where they can do no harm, and traces as W3C has them."""

import pytest

from app.http.gate.request_names import RequestNames, names_of

# The example of W3C Trace Context, section 3.2.4 (Recommendation of 23 November 2021).
TRACE = "4bf92f3577b34da6a3ce929d0e0e4736"
PARENT = "00f067aa0ba902b7"
VALID = f"00-{TRACE}-{PARENT}-01"

RUBBISH = {
    "nothing": "",
    "words": "rubbish",
    "capitals": VALID.upper(),
    "too short a trace": f"00-{TRACE[1:]}-{PARENT}-01",
    "a trace of zeros": f"00-{'0' * 32}-{PARENT}-01",
    "a parent of zeros": f"00-{TRACE}-{'0' * 16}-01",
    "the version that there is none of": f"ff-{TRACE}-{PARENT}-01",
    "more parts than version 00 has": f"{VALID}-more",
    "a later version whose flags go on": f"01-{TRACE}-{PARENT}-01more",
    "a line that would be another one in the log": f"{VALID}\nrequest=forged",
}


def sent(**headers: str) -> RequestNames:
    """Return the names of a request with these headers."""
    return names_of([(name.replace("_", "-").encode(), value.encode("latin-1")) for name, value in headers.items()])


@pytest.mark.parametrize("header", RUBBISH.values(), ids=list(RUBBISH))
def test_a_trace_of_rubbish_is_as_none(header):
    names = sent(traceparent=header)
    assert names.trace is None
    assert "traceresponse" not in names.headers
    assert names.of_others == {}


@pytest.mark.parametrize("header", [VALID, f"01-{TRACE}-{PARENT}-01", f"cc-{TRACE}-{PARENT}-01-what-comes-later"])
def test_a_request_of_a_trace_gets_a_span_of_its_own_in_it(header):
    names, others = sent(traceparent=header), sent(traceparent=header)
    assert names.trace
    assert others.trace
    assert (names.trace.trace, names.trace.sampled) == (TRACE, True)
    assert len({PARENT, names.trace.span, others.trace.span}) == 3
    assert names.headers["traceresponse"] == f"00-{TRACE}-{names.trace.span}-01"
    assert names.of_others == {"trace": TRACE, "span": names.trace.span}


def test_of_two_traces_none_counts():
    assert names_of([(b"traceparent", VALID.encode())] * 2).trace is None


@pytest.mark.parametrize("given", ["", "a b", "a" * 129, "a\nb", "é", "a,b", '"a"', "a;b"])
def test_an_id_that_would_not_read_well_in_the_log_gives_way_to_ours(given):
    names = sent(x_request_id=given)
    assert names.given is None
    assert names.headers == {"X-Request-ID": names.own}


def test_an_id_is_said_back_and_logged_beside_ours():
    names = sent(x_request_id="Root=1-67891233-abcdef012345678912345678")
    assert names.headers["X-Request-ID"] == "Root=1-67891233-abcdef012345678912345678"
    assert names.of_others == {"given": "Root=1-67891233-abcdef012345678912345678"}
