"""The short form of the hour of mixed load of ``make soak``: readers, writers and an import side by side."""

import pytest

from tests.nightly import NIGHTLY
from tests.soak.report import table
from tests.soak.runs.mixed import run_mixed
from tests.soak.served import Engine

pytestmark = pytest.mark.slow

SECONDS = 60.0 if NIGHTLY else 3.0


async def test_readers_writers_and_an_import_side_by_side_are_answered(tmp_path):
    report = await run_mixed(tmp_path, Engine("native"), 1, readers=6, writers=2, seconds=SECONDS, pause=0.3)
    assert report.passed, table([report])
    assert report.numbers["imports done"] == 1
