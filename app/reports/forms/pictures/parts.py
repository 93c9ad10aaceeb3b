"""The parts of an account's health as bars, with where each ended at the last report."""

from markupsafe import Markup

from app.messages.sentences import Language, Sentences
from app.pictures.inks import FAINT_INK, INK, LINE, PAPER, REACHED
from app.pictures.sheet import Sheet
from app.reports.forms.numbers import shown
from app.reports.forms.pictures.heat_map import PARTS
from app.reports.forms.pictures.narrow import HEADING, MARGIN, NAME, NOTE, WIDTH, inline
from schemas.messages.signed import signed
from schemas.reports.report import AccountReport

_TOP, _ROW = 24.0, 20.0
_BARS, _BAR, _NOW, _CHANGE = 92.0, 140.0, 276.0, WIDTH - MARGIN


def parts_picture(account: AccountReport, language: Language, prefix: str) -> Markup:
    """Return the parts of the health of an account as SVG; a part that is not known has a dashed box."""
    say, part = Sentences("report_page", language).say, Sentences("reports", language).say
    moved = any(account.component_changes.values())
    sheet = Sheet(WIDTH, _TOP + _ROW * len(PARTS) + (18 if moved else 4), say("picture_health"))
    sheet.words((MARGIN, 13), say("picture_health"), HEADING, room=WIDTH - 2 * MARGIN)
    for number, name in enumerate(PARTS):
        y = _TOP + _ROW * number
        sheet.words((MARGIN, y + 14), part(f"part_{name}"), NAME, room=_BARS - MARGIN - 4)
        _place_part(sheet, y, getattr(account.components, name), account.component_changes.get(name))
    if moved:
        y = _TOP + _ROW * len(PARTS) + 12
        sheet.stroke([(_BARS + 2, y - 9), (_BARS + 2, y)], INK, 1.6)
        sheet.words((_BARS + 8, y - 1), say("legend_last"), NOTE, room=WIDTH - _BARS - 12)
    return inline(sheet, prefix)


def _place_part(sheet: Sheet, y: float, now: float | None, change: float | None) -> None:
    if now is None:
        sheet.box((_BARS, y + 4), _BAR, 12, PAPER, FAINT_INK, dashed=True)
        sheet.words((_NOW, y + 14), "?", NAME, "end")
        return
    sheet.box((_BARS, y + 4), _BAR, 12, PAPER, LINE)
    sheet.box((_BARS, y + 4), _BAR * now / 100, 12, REACHED)
    sheet.words((_NOW, y + 14), shown(now), NAME._replace(bold=True), "end")
    if change:
        before = _BARS + _BAR * (now - change) / 100
        sheet.stroke([(before, y + 2), (before, y + 18)], INK, 1.6)
        sheet.words((_CHANGE, y + 14), signed(change), NAME, "end")
