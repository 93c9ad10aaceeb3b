"""A number from date to date, as a line: its first and last values stand beside it, its range below."""

from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

from markupsafe import Markup

from app.messages.sentences import Language, Sentences
from app.pictures.inks import FAINT_INK, PALE, REACHED
from app.pictures.marks import Point
from app.pictures.sheet import Sheet
from app.reports.forms.numbers import shown
from app.reports.forms.pictures.narrow import HEADING, MARGIN, NAME, NOTE, WIDTH, inline

HEIGHT = 122.0
_TOP, _BOTTOM = 30.0, 88.0
_LEFT, _RIGHT = 46.0, WIDTH - 46.0
_DOT = 2.2


class Step(NamedTuple):
    """A value at a date; None where it is not known."""

    date: str
    value: float | int | None


def trend_picture(title: str, steps: Sequence[Step], language: Language, prefix: str) -> Markup | None:
    """Return how a number moved as SVG; None where it is known at fewer than two dates.

    Dates stand at equal distances. Where a value is not known, the line is broken.
    """
    known = [(place, float(step.value)) for place, step in enumerate(steps) if step.value is not None]
    if len(known) < 2:
        return None
    sheet, values = Sheet(WIDTH, HEIGHT, title), [value for _, value in known]
    least, most = min(values), max(values)

    def at(place: int, value: float) -> Point:
        share = (value - least) / (most - least) if most > least else 0.5
        return _LEFT + (_RIGHT - _LEFT) * place / (len(steps) - 1), _BOTTOM - (_BOTTOM - _TOP) * share

    sheet.words((MARGIN, 13), title, HEADING, room=WIDTH - 2 * MARGIN)
    for height in (_TOP, _BOTTOM):
        sheet.stroke([(_LEFT, height), (_RIGHT, height)], PALE, 0.8)
    for _, run in groupby(enumerate(known), key=lambda each: each[1][0] - each[0]):
        points = [at(*point) for _, point in run]
        if len(points) > 1:
            sheet.stroke(points, REACHED, 1.8)
        for x, y in points:
            sheet.box((x - _DOT, y - _DOT), 2 * _DOT, 2 * _DOT, REACHED)
    first, last = at(*known[0]), at(*known[-1])
    sheet.words((first[0] - 6, first[1] + 3), _shown(steps[known[0][0]]), NAME, "end")
    sheet.words((last[0] + 6, last[1] + 3), _shown(steps[known[-1][0]]), NAME._replace(bold=True))
    _dates(sheet, steps, least, most, language)
    return inline(sheet, prefix)


def _dates(sheet: Sheet, steps: Sequence[Step], least: float, most: float, language: Language) -> None:
    sheet.words((MARGIN, _BOTTOM + 15), steps[0].date, NOTE)
    sheet.words((WIDTH - MARGIN, _BOTTOM + 15), steps[-1].date, NOTE, "end")
    whole = all(isinstance(step.value, int | None) for step in steps)
    low, high = (shown(int(value) if whole else value) for value in (least, most))
    span = Sentences("report_page", language).say("trend_range", low=low, high=high)
    sheet.words((WIDTH / 2, _BOTTOM + 29), span, NOTE._replace(ink=FAINT_INK), "middle", room=WIDTH - 2 * MARGIN)


def _shown(step: Step) -> str:
    return "" if step.value is None else shown(step.value)
