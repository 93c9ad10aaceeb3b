"""Log lines as JSON: one object each, whatever is in them."""

import json
import logging
import sys
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from app.logs.json_lines import JsonFormatter
from tests.nightly import examples


def line(msg: str, *args: object, **more: Any) -> dict[str, Any]:
    """Return the object that a record is written as."""
    written = JsonFormatter().format(logging.makeLogRecord({"msg": msg, "args": args, "levelname": "INFO", **more}))
    assert "\n" not in written
    found: dict[str, Any] = json.loads(written)
    return found


def test_what_a_line_says_by_name_are_fields_with_numbers_as_numbers():
    found = line("job=%s state=%s rows=%d", "019a", "-", 200)
    assert {name: found[name] for name in ("job", "state", "rows")} == {"job": "019a", "state": None, "rows": 200}


def test_a_line_made_of_fields_is_when_and_these():
    fields = {"request": "019a", "route": None, "status": 404, "ms": 3.1}
    assert line("019a GET - 404", created=0, fields=fields) == {"time": "1970-01-01T00:00:00.000Z", **fields}


def test_an_id_of_digits_alone_stays_text():
    assert line("job=%s state=%s", "123456789012", "done")["job"] == "123456789012"


def test_a_field_hides_nothing_of_the_line():
    found = line("time=%s level=%s class=%s class=%s", "noon", "sea", "A", "B", levelname="WARNING")
    assert (found["level"], found["class"]) == ("warning", "A")
    assert found["message"] == "time=noon level=sea class=B"


def test_a_fault_is_one_field_that_quotes_nothing():
    try:
        raise ValueError("Edda Morwick")
    except ValueError:
        found = line("class=%s", "ValueError", exc_info=sys.exc_info())
    assert found["stack"].splitlines()[-1] == "ValueError"
    assert "test_json_lines.py" in found["stack"]
    assert not any("Morwick" in text for text in found["stack"].splitlines() if "raise " not in text)


@settings(max_examples=examples(20))
@given(st.text())
def test_any_text_is_one_object_in_one_line(text: str):
    assert line("%s", text)["level"] == "info"
