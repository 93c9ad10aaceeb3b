"""Marks of closeness: steps of a ladder, as many filled as climbed; a dashed box with a question mark is unknown."""

from typing import get_args

from app.messages.sentences import Language, Sentences
from app.messages.vocabularies import labels_of
from app.pictures.inks import FAINT_INK, PAPER, REACHED
from app.pictures.marks import SMALL, Face, Point
from app.pictures.sheet import Sheet
from app.pictures.text_width import text_width
from schemas.vocabularies import Rung

RUNGS: tuple[Rung, ...] = get_args(Rung)
MARK_WIDTH, MARK_HEIGHT = 20.0, 11.0
_STEP, _GAP = 4.25, 1.0
_QUESTION = Face(8, bold=True)


def place_rung(sheet: Sheet, at: Point, rung: Rung) -> None:
    """Place the mark of a rung by its bottom left corner."""
    x, y = at
    climbed = RUNGS.index(rung)
    if climbed == 0:
        sheet.box((x, y - MARK_HEIGHT), MARK_WIDTH, MARK_HEIGHT, PAPER, FAINT_INK, dashed=True)
        sheet.words((x + MARK_WIDTH / 2, y - 2.6), "?", _QUESTION, "middle")
        return
    for step in range(1, len(RUNGS)):
        height = MARK_HEIGHT * step / (len(RUNGS) - 1)
        fill = REACHED if step <= climbed else PAPER
        sheet.box((x + (step - 1) * (_STEP + _GAP), y - height), _STEP, height, fill, REACHED)


def place_rung_legend(sheet: Sheet, at: Point, language: Language) -> None:
    """Place every mark with its label on one line."""
    x, y = at
    lead = Sentences("pictures", language).say("legend_rungs")
    sheet.words((x, y), lead, SMALL)
    x += text_width(lead, SMALL.size) + 6
    for rung in RUNGS:
        label = labels_of(language)["rung"][rung]
        place_rung(sheet, (x, y + 1), rung)
        sheet.words((x + MARK_WIDTH + 4, y), label, SMALL)
        x += MARK_WIDTH + text_width(label, SMALL.size) + 14
