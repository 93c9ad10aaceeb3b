"""How much of the influence we reach: a Lorenz curve with the hole below the diagonal, and a bar a department."""

from app.messages.sentences import Language, Sentences
from app.pictures.inks import FAINT_INK, HOLE, LINE, PALE, PAPER, REACHED
from app.pictures.marks import BODY, SMALL, Face, Point
from app.pictures.page import MARGIN, TOP, WIDTH, Page, empty_page, named, percent, score
from app.pictures.text_width import text_width
from schemas.analysis.coverage import CoverageAnalysis, CoverageDepartment

SHOWN = 12
ROW = 18.0
_LEFT, _HIGH, _SIDE = 56.0, TOP + 16, 160.0
_NAMES, _BARS, _BAR, _NUMBER = 262.0, 392.0, 72.0, 490.0
_STRONG = Face(9.5, bold=True)


def coverage_picture(coverage: CoverageAnalysis, place: str, language: Language) -> bytes:
    """Return the coverage of an account as SVG.

    Parameters
    ----------
    place : str
        What the picture is of, in words.
    """
    sentences = Sentences("pictures", language)
    title = sentences.say("coverage_title", place=place)
    reached = coverage.account.coverage
    if reached is None:
        return empty_page(title, coverage, language).svg()
    rows = min(len(coverage.departments), SHOWN) + (len(coverage.departments) > SHOWN)
    height = max(_HIGH + _SIDE + 52, TOP + 8 + ROW * rows + 12)
    page = Page(height, title, _summary(coverage, reached, sentences), coverage, language)
    _place_curve(page, coverage, reached, sentences)
    _place_departments(page, coverage, sentences)
    return page.svg()


def _summary(coverage: CoverageAnalysis, reached: float, sentences: Sentences) -> str:
    unknown = coverage.account.unknown
    return sentences.say(
        "coverage_numbers",
        coverage=score(reached),
        people=unknown.people,
        all=len(coverage.people),
        share=percent(unknown.influence or 0),
    )


def _place_curve(page: Page, coverage: CoverageAnalysis, reached: float, sentences: Sentences) -> None:
    curve = [_place(x, y) for x, y in coverage.lorenz]
    page.words((MARGIN, TOP), sentences.say("lorenz_title"), SMALL, room=_NAMES - MARGIN - 16)
    page.box(_place(0, 1), _SIDE, _SIDE, PAPER, LINE)
    page.area([*curve, _place(1, 1)], PAPER, HOLE, hatched=True)
    page.area([*curve, _place(1, 0)], PALE)
    page.stroke([_place(0, 0), _place(1, 1)], FAINT_INK, 1, dashed=True)
    page.stroke(curve, REACHED, 2)
    across, down = curve[-1]
    page.words((across + 5, min(down + 3, _place(0, 0)[1] - 1)), f"{score(reached)}%", _STRONG)
    for share in (0.0, 0.5, 1.0):
        x, y = _place(share, 0)
        page.words((x, y + 12), f"{100 * share:.0f}%", SMALL, "middle")
        page.words((_LEFT - 5, _place(0, share)[1] + 2.5), f"{100 * share:.0f}%", SMALL, "end")
    middle, below = _place(0.5, 0)
    page.words((middle, below + 24), sentences.say("lorenz_across"), SMALL, "middle")
    page.words((MARGIN + 6, _place(0, 0.5)[1]), sentences.say("lorenz_up"), SMALL, "middle", upright=True)
    _place_legend(page, (_LEFT - 20, below + 40), sentences)


def _place(share: float, reached: float) -> Point:
    return _LEFT + share * _SIDE, _HIGH + (1 - reached) * _SIDE


def _place_legend(page: Page, at: Point, sentences: Sentences) -> None:
    x, y = at
    for name in ("legend_all", "legend_reached", "legend_hole"):
        if name == "legend_hole":
            page.box((x, y - 8), 16, 9, PAPER, HOLE, hatched=True)
        else:
            ink, width = (REACHED, 2.0) if name == "legend_reached" else (FAINT_INK, 1.0)
            page.stroke([(x, y - 3), (x + 16, y - 3)], ink, width, dashed=name == "legend_all")
        label = sentences.say(name)
        page.words((x + 20, y), label, SMALL)
        x += 20 + text_width(label, SMALL.size) + 10


def _place_departments(page: Page, coverage: CoverageAnalysis, sentences: Sentences) -> None:
    page.words((_NAMES, TOP), sentences.say("departments_title"), SMALL, room=_NUMBER - _NAMES - 14)
    page.words((WIDTH - MARGIN, TOP), sentences.say("column_covered"), SMALL, "end")
    page.stroke([(_NAMES, TOP + 4.5), (WIDTH - MARGIN, TOP + 4.5)], PALE, 1)
    if not coverage.departments:
        page.words((_NAMES, _HIGH + 8), sentences.say("no_departments"), SMALL)
    lowest = sorted(coverage.departments, key=lambda unit: (unit.coverage is None, unit.coverage, unit.id))
    for number, unit in enumerate(lowest[:SHOWN]):
        _place_department(page, TOP + 8 + ROW * number, unit, sentences)
    if len(lowest) > SHOWN:
        more = sentences.say("more_departments", count=len(lowest) - SHOWN)
        page.words((_NAMES, TOP + 8 + ROW * SHOWN + 12), more, SMALL)


def _place_department(page: Page, y: float, unit: CoverageDepartment, sentences: Sentences) -> None:
    base = y + 12
    page.words((_NAMES, base), named(unit.name, unit.id), room=_BARS - _NAMES - 6)
    if unit.coverage is None:
        page.box((_BARS, y + 3), WIDTH - MARGIN - _BARS, ROW - 5, PAPER, FAINT_INK, dashed=True)
        page.words((_BARS + 6, base), sentences.say("department_nobody"), SMALL)
        return
    page.box((_BARS, y + 4), _BAR, ROW - 7, PAPER, LINE)
    page.box((_BARS, y + 4), _BAR * unit.coverage / 100, ROW - 7, REACHED)
    page.words((_NUMBER, base), score(unit.coverage), BODY, "end")
    page.words((WIDTH - MARGIN, base), f"{unit.covered}/{unit.known}", BODY, "end")
