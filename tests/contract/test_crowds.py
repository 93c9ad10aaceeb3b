"""The short form of the crowds of ``make soak``: nobody is refused who comes in numbers that a service bears."""

import pytest

from tests.soak.report import table
from tests.soak.runs.crowd import run_crowd
from tests.soak.runs.questions import run_questions
from tests.soak.served import Engine

pytestmark = pytest.mark.slow


async def test_neither_readers_nor_those_who_write_among_them_are_refused(tmp_path):
    report = await run_crowd(tmp_path, Engine("native"), readers=20, writers=2, seconds=3.0)
    assert report.passed, table([report])
    assert report.numbers["batches_a_second"] > 0


async def test_nothing_is_computed_for_those_who_hung_up_and_others_are_answered_meanwhile(tmp_path):
    report = await run_questions(tmp_path, Engine("native"), people=1_150, askers=3, hang_up_seconds=1.0)
    assert report.passed, table([report])
