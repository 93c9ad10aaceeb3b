"""Deprecations: an operation that will go says since when, until when, and where to read what to use instead."""

import asyncio
from datetime import date, timedelta

import httpx

from app.http.gate.deprecations import deprecated
from app.main import create_app
from app.settings import Settings

SINCE, UNTIL = date(2026, 11, 11), date(2027, 11, 11)


def answers_of_an_old_operation() -> dict[str, httpx.Response]:
    """Return what an application with an operation that will go answers there and elsewhere."""
    app = create_app(Settings())

    @app.get("/old", **deprecated(SINCE, UNTIL, see="/docs"))
    async def old() -> dict[str, str]:
        return {"still": "here"}

    async def ask() -> dict[str, httpx.Response]:
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
            asked = {"GET": "/old", "HEAD": "/old", "other": "/docs"}
            return {
                name: await client.request("GET" if name == "other" else name, path) for name, path in asked.items()
            }

    return asyncio.run(ask())


def test_each_of_its_answers_says_when_it_goes_and_no_other_does():
    answers = answers_of_an_old_operation()
    for method in ("GET", "HEAD"):
        headers = answers[method].headers
        # date -u -d 2026-11-11 +%s
        assert headers["deprecation"] == "@1794355200"
        # date -u -R -d 2027-11-11
        assert headers["sunset"] == "Thu, 11 Nov 2027 00:00:00 GMT"
        assert answers[method].links["deprecation"]["url"] == "/docs"
    assert answers["GET"].json() == {"still": "here"}
    assert not {"deprecation", "sunset"} & answers["other"].headers.keys()


def test_nothing_goes_within_half_a_year():
    marked = deprecated(SINCE, SINCE + timedelta(days=1), see="/docs")
    # date -u -R -d "2026-11-11 + 180 days"
    assert marked["openapi_extra"]["x-deprecation"]["sunset"] == "Mon, 10 May 2027 00:00:00 GMT"
