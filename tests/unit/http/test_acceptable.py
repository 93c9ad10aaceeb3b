"""Which coding a header asks for, by RFC 9110, section 12.5.3, whose examples these are first."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.http.codings.acceptable import OFFERED, wanted_coding
from schemas.errors import NotAcceptable
from tests.nightly import examples

EXAMPLES = {
    "compress, gzip": "gzip",
    "": "identity",
    "*": "br",
    "compress;q=0.5, gzip;q=1.0": "gzip",
    "gzip;q=1.0, identity; q=0.5, *;q=0": "gzip",
    "GZIP": "gzip",
    "x-gzip": "gzip",
    "br;q=0.2, gzip;q=0.9": "gzip",
    "gzip;q=0.5, identity": "identity",
    "gzip;q=0": "identity",
    "gzip, gzip;q=0": "identity",
    "gzip;q=1.5, br;q=banana": "identity",
    "br;q=0.001": "br",
}


@pytest.mark.parametrize(("accepted", "coding"), EXAMPLES.items())
def test_the_coding_that_is_liked_best_is_sent(accepted, coding):
    assert wanted_coding(accepted).coding == coding


@pytest.mark.parametrize("accepted", ["identity;q=0", "*;q=0", "zstd, *;q=0", "identity, identity;q=0.0"])
def test_what_excludes_everything_is_not_acceptable(accepted):
    with pytest.raises(NotAcceptable):
        wanted_coding(accepted)


entries = st.builds(
    "{}{}".format,
    st.sampled_from([*OFFERED, "*", "zstd", ""]),
    st.sampled_from(["", ";q=0", ";q=0.5", ";q=1", "; Q=0.25", ";q=-1", ";x"]) | st.text(max_size=4),
)


@settings(max_examples=examples(100), deadline=None)
@given(st.lists(entries, max_size=6))
def test_what_is_refused_by_name_is_never_sent_whatever_else_is_said(parts):
    try:
        wanted = wanted_coding(",".join(parts))
    except NotAcceptable:
        return
    assert f"{wanted.coding};q=0" not in ",".join(parts).split(",")
