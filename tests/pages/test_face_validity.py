"""`docs/face_validity.md` is what the service says, and what a planner expects."""

import pytest

from tests.architecture.sources import ROOT
from tests.pages.face_validity import SECTIONS, page

CASES = [case for section in SECTIONS for case in section.cases]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_every_case_comes_out_as_a_planner_expects(case):
    found = case.judge()
    assert found.as_expected, f"{case.happened}\nexpected: {case.expects}\nfound: {found.said} ({found.why})"


def test_the_page_is_made_of_the_cases():
    shown = (ROOT / "docs" / "face_validity.md").read_text(encoding="utf-8")
    assert shown == page(), "make it anew: python -m tests.pages.face_validity > docs/face_validity.md"
