"""Clocks and trust as ``make soak`` tries them, at night; `tests/api` does so in parts for every change."""

from tests.soak.report import table
from tests.soak.runs.clocks import run_clocks
from tests.soak.runs.trust import run_trust
from tests.soak.served import Engine


async def test_now_keys_and_the_feed_are_of_today_after_clocks_were_wrong(tmp_path):
    report = await run_clocks(tmp_path, Engine("native"))
    assert report.passed, table([report])


async def test_nobody_is_answered_in_the_name_of_another_and_nothing_outlives_its_key(tmp_path):
    report = await run_trust(tmp_path, Engine("native"))
    assert report.passed, table([report])
