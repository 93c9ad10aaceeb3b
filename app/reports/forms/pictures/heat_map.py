"""Accounts by the parts of their health: a cell each, with its number in it."""

from collections.abc import Sequence

from markupsafe import Markup

from app.messages.sentences import Language, Sentences
from app.pictures.inks import FAINT_INK, INK, PAPER, blended, ink_on
from app.pictures.marks import Face
from app.pictures.sheet import Sheet
from app.reports.forms.numbers import shown
from app.reports.forms.pictures.narrow import HEADING, MARGIN, NAME, NOTE, WIDTH, inline
from schemas.analysis.health import HealthComponents
from schemas.reports.report import AccountReport

SHOWN = 30
"""Accounts that are shown, those of least health."""

PARTS = tuple(HealthComponents.model_fields)

_NAMES = 122.0
_CELL = (WIDTH - _NAMES - 2 * MARGIN) / (len(PARTS) + 1)
_HEAD, _ROW = 96.0, 18.0
_NUMBER = Face(7.5)


def by_health(account: AccountReport) -> tuple[bool, float, str]:
    """Sort accounts: those of least health first, those whose health is not known last."""
    return account.health is None, account.health or 0.0, account.account_id


def heat_map(accounts: Sequence[AccountReport], language: Language, prefix: str) -> Markup | None:
    """Return the accounts of least health by the parts of it, as SVG; None of none."""
    say, part = Sentences("report_page", language).say, Sentences("reports", language).say
    rows = sorted(accounts, key=by_health)[:SHOWN]
    if not rows:
        return None
    sheet = Sheet(WIDTH, _HEAD + _ROW * len(rows) + 8, say("picture_parts"))
    sheet.words((MARGIN, 13), say("picture_parts"), HEADING, room=WIDTH - 2 * MARGIN)
    heads = [say("column_health"), *(part(f"part_{each}") for each in PARTS)]
    for place, head in enumerate(heads):
        middle = MARGIN + _NAMES + _CELL * (place + 0.5)
        sheet.words((middle + 3, _HEAD - 6), head, NOTE._replace(bold=place == 0, ink=INK), upright=True)
    for number, account in enumerate(rows):
        y = _HEAD + _ROW * number
        sheet.words((MARGIN, y + 12), account.name or account.account_id, NAME, room=_NAMES - 6)
        _place_row(sheet, y, [account.health, *(getattr(account.components, each) for each in PARTS)])
    return inline(sheet, prefix)


def _place_row(sheet: Sheet, y: float, values: Sequence[float | None]) -> None:
    for place, value in enumerate(values):
        x = MARGIN + _NAMES + _CELL * place
        fill = PAPER if value is None else blended(value / 100)
        edge = FAINT_INK if value is None else PAPER
        sheet.box((x + 0.5, y + 0.5), _CELL - 1, _ROW - 1, fill, edge, dashed=value is None)
        face = _NUMBER._replace(ink=ink_on(fill), bold=place == 0)
        sheet.words((x + _CELL / 2, y + 12), "?" if value is None else shown(value), face, "middle")
