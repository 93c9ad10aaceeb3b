"""The steps of a chain from the first to the last, those of equal order side by side, each with what it takes."""

from collections.abc import Mapping, Sequence
from itertools import groupby
from math import ceil

from app.pictures.chains.words import ChainWords, chance, step_numbers
from app.pictures.inks import FAINT_INK, HOLE, LINE, PALE, PAPER, REACHED
from app.pictures.marks import BODY, Face, Point
from app.pictures.page import MARGIN, Page
from schemas.analysis.chains.forecast import ForecastStep

WIDTH = 660.0
SIDE_BY_SIDE = 3
"""How many steps of one order stand in a row; more of them take several rows."""

ROW, SHARED_ROW = 20.0, 34.0
RULE, CHANCE = 236.0, WIDTH - MARGIN
_NAME, _BAR, _BAR_WIDTH, _GAP = 26.0, 490.0, 110.0, 14.0
STRONG, _NUMBER = Face(8.5, bold=True), Face(8.5, bold=True, ink=PAPER)
_BARE = Face(8.5, ink=HOLE)
_MIND = {"passed": REACHED, "skipped": FAINT_INK, "failed": HOLE}

StepRow = Sequence[ForecastStep]


def rows_of(steps: Sequence[ForecastStep]) -> list[StepRow]:
    """Return the rows of steps: one step each, but those of equal order beside each other, as evenly as they fit."""
    rows: list[StepRow] = []
    for _, found in groupby(steps, key=lambda step: step.order):
        together = list(found)
        room = ceil(len(together) / ceil(len(together) / SIDE_BY_SIDE))
        rows += [together[first : first + room] for first in range(0, len(together), room)]
    return rows


def height_of(steps: Sequence[ForecastStep]) -> float:
    """Return how high the rows of steps are, in points; that of one row where there is none."""
    return sum(_height(row) for row in rows_of(steps)) or ROW


def place_steps(page: Page, top: float, shown: Sequence[ForecastStep], of: Sequence[ForecastStep]) -> None:
    """Place some steps of a chain below each other, and side by side where their order is equal.

    Parameters
    ----------
    of : sequence of ForecastStep
        All steps of the chain, by which they are numbered.
    """
    words, numbers = ChainWords(page.language), step_numbers(of)
    for row in rows_of(shown):
        if len(row) == 1:
            _place_alone(page, top, row[0], numbers[row[0].id], words)
        else:
            _place_together(page, top, row, numbers, words)
        top += _height(row)
        page.stroke([(MARGIN, top), (WIDTH - MARGIN, top)], PALE, 0.6)


def place_order(page: Page, at: Point, step: ForecastStep, number: str) -> None:
    """Place the number of a step: filled where it is decided or not needed, framed where it is open."""
    (x, y), mind = at, FAINT_INK if step.applies == "no" else _MIND.get(step.outcome)
    page.box((x, y), 18, 14, mind or PAPER, mind or FAINT_INK)
    page.words((x + 9, y + 10), number if len(number) < 4 else "…", _NUMBER if mind else STRONG, "middle")


def _height(row: StepRow) -> float:
    return ROW if len(row) == 1 else SHARED_ROW


def _is_bare(step: ForecastStep) -> bool:
    """Whether a step is to be decided and cannot be, as it is recorded."""
    decided = step.outcome in _MIND or step.applies == "no"
    return not decided and (not step.voters or step.possible is False)


def _place_alone(page: Page, y: float, step: ForecastStep, number: str, words: ChainWords) -> None:
    base, name = y + 12.5, MARGIN + _NAME
    place_order(page, (MARGIN, y + 2), step, number)
    page.words((name, base), words.step_name(step), STRONG, room=RULE - name - 10)
    room = (_BAR if step.probability is not None else CHANCE) - RULE - 10
    page.words((RULE, base), words.rule(step), _BARE if _is_bare(step) else BODY, room=room)
    if step.probability is not None and not _is_bare(step):
        page.box((_BAR, y + 4), _BAR_WIDTH, ROW - 9, PAPER, LINE)
        page.box((_BAR, y + 4), _BAR_WIDTH * step.probability, ROW - 9, REACHED)
        page.words((CHANCE, base), chance(step.probability), STRONG, "end")


def _place_together(page: Page, y: float, row: StepRow, numbers: Mapping[str, str], words: ChainWords) -> None:
    width = (WIDTH - 2 * MARGIN - _GAP * (len(row) - 1)) / len(row)
    for place, step in enumerate(row):
        x = MARGIN + place * (width + _GAP)
        if place:
            page.stroke([(x - _GAP / 2, y + 3), (x - _GAP / 2, y + SHARED_ROW - 3)], LINE, 0.8)
        place_order(page, (x, y + 2), step, numbers[step.id])
        likely = None if _is_bare(step) else step.probability
        room = width - _NAME - (0 if likely is None else 36)
        page.words((x + _NAME, y + 12.5), words.step_name(step), STRONG, room=room)
        if likely is not None:
            page.words((x + width, y + 12.5), chance(likely), STRONG, "end")
        page.words((x + _NAME, y + 26), words.rule(step), _BARE if _is_bare(step) else BODY, room=width - _NAME)
