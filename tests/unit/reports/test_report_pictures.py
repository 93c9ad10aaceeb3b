"""Pictures of a report: no text on another, none beyond the edge, each clear on what it stands on."""

import re

import pytest

from app.pictures.inks import contrast
from app.reports.forms.pictures.trend import Step, trend_picture
from tests.unit.pictures.svg_reading import Picture, assert_only_drawn
from tests.unit.reports.sample_reports import harmful, page_of, reports
from tests.unit.reports.test_page import named

CLEAR = 4.5
"""WCAG 2.2, level AA, for text."""


def pictures(page: bytes) -> list[bytes]:
    return re.findall(rb"<svg.*?</svg>", page, re.DOTALL)


@pytest.mark.parametrize("of", [*reports(), harmful()], ids=named)
def test_every_picture_of_a_page_is_legible(of):
    found = pictures(page_of(of))
    assert len(found) >= 3
    for svg in found:
        picture = Picture(svg)
        assert picture.overlapping() == []
        assert picture.outside() == []
        assert [text.said for text in picture.texts if contrast(text.ink, text.paper) < CLEAR] == []
        assert_only_drawn(svg)


def test_a_trend_needs_two_known_values_and_breaks_where_one_is_not_known():
    values = [40.0, None, 50.5, 47.0]
    steps = [Step(f"2026-06-0{number}", value) for number, value in enumerate(values, start=1)]
    assert trend_picture("Health", steps[:2], "en", "t") is None
    drawn = trend_picture("Health", steps, "en", "t")
    assert drawn is not None
    text = Picture(str(drawn).encode()).said
    assert {"40.0", "47.0", "between 40.0 and 50.5", "2026-06-01", "2026-06-04"} <= set(text.split("\n"))
