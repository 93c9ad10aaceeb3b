"""Until when a key is good, as a person writes it."""

from datetime import UTC, datetime

import pytest
from pydantic_core import PydanticCustomError

from app.security.expiries import parse_expiry, parse_span
from schemas.messages.message import message_of
from tests.sentences import english

NOW = datetime(2026, 6, 30, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("1s", "2026-06-30T12:00:01.000000Z"),
        ("90m", "2026-06-30T13:30:00.000000Z"),
        ("12h", "2026-07-01T00:00:00.000000Z"),
        ("90d", "2026-09-28T12:00:00.000000Z"),
        ("2w", "2026-07-14T12:00:00.000000Z"),
        ("3653d", "2036-06-30T12:00:00.000000Z"),
        ("2026-07-01", "2026-07-01T00:00:00.000000Z"),
        ("2026-07-01T00:00:00+08:00", "2026-06-30T16:00:00.000000Z"),
    ],
)
def test_spans_days_and_instants_are_understood(text, instant):
    assert parse_expiry(text, NOW) == instant


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("never", "such as 90d"),
        ("", "such as 90d"),
        ("90", "such as 90d"),
        ("-1d", "such as 90d"),
        ("1y", "such as 90d"),
        ("1.5d", "such as 90d"),
        ("९०d", "such as 90d"),
        ("90d\n", "such as 90d"),
        ("2026-02-30", "such as 90d"),
        ("2026-07-01T00:00:00", "such as 90d"),
        ("0d", "in the future"),
        ("2026-06-30", "in the future"),
        ("2026-06-30T12:00:00Z", "in the future"),
        ("3654d", "10 years"),
        ("999999999w", "10 years"),
        ("2036-07-01", "10 years"),
        ("9999-12-31", "10 years"),
    ],
)
def test_an_invalid_end_of_a_key_is_refused_with_what_to_write(text, says):
    with pytest.raises(PydanticCustomError) as refused:
        parse_expiry(text, NOW)
    assert says in english(message_of(refused.value))


@pytest.mark.parametrize("text", ["", "24", "h", "1d12h", "99999999999s", "1H"])
def test_an_invalid_span_is_refused(text):
    with pytest.raises(PydanticCustomError) as refused:
        parse_span(text)
    assert "must be" in english(message_of(refused.value))
