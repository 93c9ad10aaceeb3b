"""The short form of ``--run together`` of ``make soak``, at night: the bodies that grow take half a minute to make."""

from tests.api.small_disk import unavailable
from tests.legs import require
from tests.soak.report import table
from tests.soak.rude.together import run_together
from tests.soak.served import Engine


async def test_whatever_comes_at_once_nobody_is_lost_and_a_reader_is_answered(tmp_path):
    require("a small disk", unavailable())
    report = await run_together(tmp_path, Engine("native"), people=200, seconds=16, quiet=True, client_seconds="2")
    assert report.passed, table([report])
