"""What the log says of a fault, as text and as JSON."""

import logging
import sys

from app.logs.discreet import DiscreetFormatter


def formatted_fault() -> str:
    """Return a line about an exception whose message, and whose cause's, quote a person."""
    try:
        try:
            raise KeyError("Edda Morwick")
        except KeyError as cause:
            raise ValueError("edda.morwick@example.com") from cause
    except ValueError:
        record = logging.LogRecord("stakegraph.app", logging.ERROR, __file__, 1, "fault", None, sys.exc_info())
        return DiscreetFormatter().format(record)


def test_a_fault_is_logged_by_its_place_and_class():
    line = formatted_fault()
    assert "formatted_fault" in line
    assert "ValueError\ncaused by\n" in line
    assert "KeyError" in line


def test_no_line_quotes_what_an_exception_says():
    messages = [text for text in formatted_fault().splitlines() if "raise " not in text]
    assert not any("edda" in text.lower() for text in messages)
