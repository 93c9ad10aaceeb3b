"""`stakegraph gaps`: what is missing, and who does what about it, in a terminal, in both languages."""

import json
import re
from typing import Any

import httpx
import pytest
from rich.cells import cell_len

from tests.api.serving import Service
from tests.cli.running import FAILED, stakegraph
from tests.conftest import Serve

STORY = ("--as-of", "2026-07-01T00:00:00Z")
"""The instant at which the story of the sample stands."""

PIPE = {"COLUMNS": "100"}
HAN = re.compile(r"[\u4e00-\u9fff]")


@pytest.fixture(scope="module")
def running(serve: Serve) -> Service:
    """A service with the sample, that commands work beside."""
    return serve("gaps", arguments=["--sample"])


def gaps(service: Service, *words: str, **more: Any) -> Any:
    return stakegraph("gaps", *words, *STORY, "--data", service.folder, settings=PIPE, **more)


def unwrapped(said: str) -> str:
    return " ".join(said.split())


def test_it_shows_what_the_service_answers_with_the_action_below_each(running):
    url = f"{running.url}/v1/accounts/halden-pumps/analysis/gaps"
    answer = httpx.get(url, params={"as_of": STORY[1], "lang": "en"}, trust_env=False, timeout=60).json()
    said = unwrapped(gaps(running, "Halden Pumps", "--lang", "en").stdout)
    place = 0
    for text in (one for gap in answer["gaps"][:20] for one in (gap["finding"], gap["action"]["sentence"])):
        assert text in said[place:]  # two gaps may ask for the same
        place = said.index(text, place) + len(text)
    shown = json.loads(gaps(running, "halden-pumps", "--json").stdout)["accounts"]
    assert [gap["id"] for gap in shown[0]["gaps"]] == [gap["id"] for gap in answer["gaps"]]


def test_of_all_accounts_the_one_with_the_most_to_do_comes_first_and_no_line_is_too_wide(running):
    said = gaps(running, "--lang", "zh").stdout
    assert HAN.search(said)
    assert max(map(cell_len, said.splitlines())) <= int(PIPE["COLUMNS"])
    first = json.loads(gaps(running, "--json").stdout)["accounts"]
    important = [sum(gap["priority"] for gap in account["gaps"][:5]) for account in first]
    assert important == sorted(important, reverse=True)


def test_one_of_us_sees_what_they_are_to_do_and_one_rule_is_shown_alone(running):
    mine = json.loads(gaps(running, "--owner", "Ingrid Falkenberg", "--rule", "stale-belief", "--json").stdout)
    listed = [gap for account in mine["accounts"] for gap in account["gaps"]]
    assert {gap["action"]["member"] for gap in listed} == {"ingrid-falkenberg"}
    assert {gap["rule"] for gap in listed} == {"stale-belief"}


def test_below_a_gap_stands_who_is_on_it_and_what_is_overdue(running):
    halden = unwrapped(gaps(running, "halden-pumps", "--rule", "overdue-contact", "--lang", "en").stdout)
    yunhe = unwrapped(gaps(running, "yunhe-zhonggong", "--lang", "zh").stdout)
    assert "In hand (Ingrid Falkenberg, by 2026-07-03): “Ring Helena Brandvold and ask" in halden
    assert "自 2026-06-26 起逾期（顾承岳）：“请穆清岚引荐财务总监郑怀瑜" in yunhe


def test_a_profile_is_asked_for_and_named(running):
    full, light = (
        json.loads(gaps(running, "halden-pumps", "--profile", name, "--json").stdout)["accounts"][0]
        for name in ("full", "light")
    )
    assert (light["profile"], light["chosen_by"]) == ("light", "asked")
    assert 0 < len({gap["rule"] for gap in light["gaps"]}) < len({gap["rule"] for gap in full["gaps"]})
    assert "“light”, as asked" in gaps(running, "halden-pumps", "--profile", "light", "--lang", "en").stdout


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("--rule", "stale"), "Did you mean stale-belief?"),
        (("--owner", "ingrid"), "Did you mean Ingrid Falkenberg?"),
        (("--profile", "everything"), "there are full, light, starter"),
        (("halden",), "Did you mean Halden Pumps"),
    ],
)
def test_what_is_not_there_is_refused_with_what_is_near(running, words, expected):
    refused = gaps(running, *words, "--lang", "en", status=FAILED)
    assert expected in refused.stderr


def test_after_a_refresh_it_says_since_when_each_gap_is_open_and_how_many_are_muted(running):
    url = f"{running.url}/v1/accounts/halden-suzhou/analysis/gaps"
    refreshed = httpx.post(f"{url}/refresh", trust_env=False, timeout=60).json()
    body = {"reason": "He goes back to Munich.", "until": "2099-01-01T00:00:00Z"}
    gap = refreshed["opened"][0]["id"]
    httpx.put(f"{url}/{gap}/mute", json=body, trust_env=False, timeout=60).raise_for_status()
    now = ("halden-suzhou", "--data", running.folder)
    said = stakegraph("gaps", *now, "--lang", "en", settings=PIPE).stdout
    assert f"open since {refreshed['at'][:10]}" in said
    assert "Muted: 1 gap; it is listed again when its mute ends." in unwrapped(said)
    chinese = stakegraph("gaps", *now, "--lang", "zh", settings=PIPE).stdout
    assert "已静音：1 个缺口" in chinese
    assert f"自 {refreshed['at'][:10]} 起存在" in chinese
    shown = json.loads(stakegraph("gaps", *now, "--json", settings=PIPE).stdout)["accounts"][0]
    assert gap not in {each["id"] for each in shown["gaps"]}
