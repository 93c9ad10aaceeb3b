"""The page at `/docs` in a real browser that can reach no other machine."""

import re
from pathlib import Path

import pytest

from tests.conftest import Serve
from tests.legs import require
from tests.web.chromium import loaded_page, unavailable


@pytest.fixture(scope="module")
def url(serve: Serve) -> str:
    """Where a service answers."""
    require("a browser", unavailable())
    return serve("documentation").url


def test_the_page_lists_the_operations_and_asks_no_other_machine(url, tmp_path):
    page = loaded_page(f"{url}/docs", tmp_path)
    assert 'data-path="/v1/accounts"' in page.elements
    assert "Accounts: the customer organisations that everything else belongs to." in page.elements
    assert not page.console
    assert f"{url}/openapi.json" in page.requested
    assert all(address.startswith((f"{url}/", "data:")) for address in page.requested), page.requested


def test_an_operation_shows_what_it_refers_to(url, tmp_path):
    page = loaded_page(f"{url}/docs#/departments/put_department", tmp_path)
    words = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.elements))
    shown = words[words.index("Create or change a department under your id") :]
    for said in (
        "Id of the record.",
        "only create, 412 when it is there already",
        "采购部 Procurement",
        "Any request may",
    ):
        assert said in shown, said
    assert "Could not resolve" not in words
    assert "any ()" not in words


def test_a_request_to_another_machine_would_be_noticed(tmp_path: Path):
    require("a browser", unavailable())
    page = tmp_path / "page.html"
    page.write_text('<script src="https://assets.example/bundle.js"></script>', encoding="utf-8")
    assert "https://assets.example/bundle.js" in loaded_page(page.as_uri(), tmp_path).requested
