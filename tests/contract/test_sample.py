"""The sample book goes into an empty store whole, once, with its history, and we are as close as its story says."""

import pytest_asyncio

from analytics.context import Context
from app.sample.loading import TODAY, load_sample_when_empty
from graph.cache import Cache
from graph.read.account_graph import AccountGraphs
from graph.store import Store
from schemas.instants import LAST_INSTANT, canonical_instant
from schemas.reads import PageRequest
from schemas.records.accounts import ACCOUNTS
from schemas.rows.account_graph import AccountGraph
from schemas.settings.analysis_settings import AnalysisSettings
from tests.conftest import OpenStore

NOW = canonical_instant(TODAY)

BEFORE = "2026-06-01T00:00:00.000000Z"
"""Ten days before the specification of the test bench was reopened."""


@pytest_asyncio.fixture
async def sample(open_empty: OpenStore) -> Store:
    """A store that was empty and got the sample."""
    store = await open_empty()
    assert await load_sample_when_empty(store)
    return store


async def read(store: Store, account: str, as_of: str = NOW) -> AccountGraph:
    snapshot = await store.repository.snapshot(account, as_of)
    return await AccountGraphs(store._client, Cache(0)).read(snapshot)


async def test_an_empty_store_takes_the_whole_sample_and_only_once(sample: Store):
    assert not await load_sample_when_empty(sample)
    snapshot = await sample.repository.accounts_snapshot(LAST_INSTANT)
    accounts = (await sample.repository.page(ACCOUNTS, snapshot, PageRequest(limit=10))).items
    assert [account["id"] for account in accounts] == ["halden-pumps", "halden-suzhou", "yunhe-zhonggong"]


async def test_a_change_of_june_stands_since_june(sample: Store):
    outcomes = [
        {step.id: step.outcome for step in (await read(sample, "halden-suzhou", as_of)).steps}["bench-spec"]
        for as_of in (BEFORE, NOW)
    ]
    assert outcomes == ["passed", "reopened"]


async def test_we_are_as_close_as_the_story_says(sample: Store):
    story = {
        "halden-pumps": {
            "edda-morwick": "interdependent",
            "bjorn-hallowell": "trusted",
            "helena-brandvold": "known",
            "vera-lindqvist": "acquainted",
            "rafael-montclair": "acquainted",
        },
        "halden-suzhou": {"cao-zhengting": "trusted", "adrian-wexcombe": "acquainted", "luo-yichen": "acquainted"},
        "yunhe-zhonggong": {"shen-muqiao": "interdependent", "mu-qinglan": "trusted", "zheng-huaiyu": "acquainted"},
    }
    for account, rungs in story.items():
        closeness = Context(await read(sample, account), AnalysisSettings()).people_closeness
        assert {person: closeness[person].rung for person in rungs} == rungs


async def test_key_players_are_covered_here_and_missed_there(sample: Store):
    found = {}
    for account in ("halden-pumps", "halden-suzhou", "yunhe-zhonggong"):
        context = Context(await read(sample, account), AnalysisSettings())
        found[account] = context.key_players - set(context.covered)
    assert found == {
        "halden-pumps": {"vera-lindqvist"},
        "halden-suzhou": {"adrian-wexcombe", "dai-ruoning"},
        "yunhe-zhonggong": {"ding-xueheng", "lu-jingtang", "zheng-huaiyu"},
    }
