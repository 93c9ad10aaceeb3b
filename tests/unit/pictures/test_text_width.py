"""The estimate of widths is from above: no common font needs more room than a picture leaves."""

from pathlib import Path

import matplotlib
import pytest
from matplotlib.ft2font import FT2Font

from app.pictures.text_width import text_width
from tests.unit.pictures.organisations import HARMFUL, LATIN

FONTS = Path(matplotlib.get_data_path(), "fonts", "ttf")
TEXTS = [*LATIN, *HARMFUL[:4], "The quick brown fox jumps over the lazy dog", "MMMM WWWW @@@@ %%%%", "0123456789.,:;"]


@pytest.mark.parametrize(("name", "bold"), [("DejaVuSans.ttf", False), ("DejaVuSans-Bold.ttf", True)])
@pytest.mark.parametrize("text", TEXTS)
def test_no_text_is_wider_than_estimated_in_the_widest_common_font(name, bold, text):
    """DejaVu Sans has the proportions of Verdana, which is wider than Helvetica, Arial, Segoe, Roboto and Noto."""
    font = FT2Font(str(FONTS / name))
    font.set_size(10, 72)
    measured = sum(font.load_char(ord(character)).linearHoriAdvance for character in text) / 65536
    assert measured <= text_width(text, 10, bold=bold) < 1.6 * measured


def test_an_ideograph_is_as_wide_as_high():
    assert text_width("云河重工", 10) == 40
