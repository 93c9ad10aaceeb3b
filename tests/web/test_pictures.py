"""Pictures of answers as a real browser draws them, with the fonts that this machine has."""

from pathlib import Path

import pytest

from tests.legs import require
from tests.unit.pictures.chains import CHAIN_PICTURES, COMMITTEES, drawn_chain
from tests.unit.pictures.organisations import LANGUAGES, ORGANISATIONS, PICTURES, drawn
from tests.unit.pictures.svg_reading import Picture, overlapping
from tests.web.chromium import text_boxes, unavailable


@pytest.mark.parametrize("picture", PICTURES)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["chinese", "harmful", "many"])
def test_a_browser_draws_every_text_beside_the_others(tmp_path, picture, language, name):
    require("a browser", unavailable())
    svg = drawn(picture, ORGANISATIONS[name], language)
    assert_legible(svg, tmp_path)


@pytest.mark.parametrize("picture", CHAIN_PICTURES)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["chinese", "harmful", "many", "most"])
def test_a_browser_draws_every_text_of_a_chain_beside_the_others(tmp_path, picture, language, name):
    require("a browser", unavailable())
    assert_legible(drawn_chain(picture, COMMITTEES[name], language), tmp_path)


def assert_legible(svg: bytes, tmp_path: Path) -> None:
    boxes, width, height = text_boxes(svg, tmp_path)
    assert [said for said, _ in boxes] == [text.said for text in Picture(svg).texts]
    assert not overlapping(boxes)
    for said, (left, top, right, bottom) in boxes:
        assert left >= 0 <= top, said
        assert right <= width, said
        assert bottom <= height, said
        assert right > left, said
