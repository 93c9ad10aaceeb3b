"""How close each of us is to each of them, as a heat map: their most influential people by our closest members."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from app.messages.sentences import Language, Sentences
from app.pictures.inks import LINE, PALE, PAPER, REACHED, blended, ink_on
from app.pictures.marks import BODY, SMALL, Face
from app.pictures.page import INSIDE, MARGIN, TOP, WIDTH, Page, empty_page, named, percent, score
from app.pictures.rung_marks import MARK_WIDTH, place_rung, place_rung_legend
from app.pictures.text_width import text_width
from schemas.analysis.closeness import ClosenessAnalysis, ClosenessPerson
from schemas.analysis.influence import InfluenceAnalysis

PEOPLE_SHOWN, MEMBERS_SHOWN = 12, 10
ROW = 20.0
_NAMES, _CELLS, _RUNG = MARGIN, 160.0, 462.0
_WIDEST, _LONGEST_HEAD = 60.0, 92.0
_NUMBER = 8.5


class _Grid(NamedTuple):
    """Where the cells stand: the first row's top, and the width of a column."""

    top: float
    column: float


def closeness_picture(
    influence: InfluenceAnalysis,
    closeness: ClosenessAnalysis,
    members: Mapping[str, str | None],
    place: str,
    language: Language,
) -> bytes:
    """Return member by person as SVG.

    Parameters
    ----------
    influence : InfluenceAnalysis
        Of the same account, moment and scope: the order of the people.
    members : mapping
        Names of ours by id.
    place : str
        What the picture is of, in words.
    """
    sentences = Sentences("pictures", language)
    title = sentences.say("closeness_title", place=place)
    if not influence.people:
        return empty_page(title, closeness, language).svg()
    known = {person.id: person for person in closeness.people}
    people = [known[person.id] for person in influence.people[:PEOPLE_SHOWN]]
    ours = _closest_members(closeness)
    heads = [named(members.get(member), member) for member in ours[:MEMBERS_SHOWN]]
    column = min(_WIDEST, (_RUNG - 10 - _CELLS) / max(1, len(heads)))
    upright = any(text_width(head, SMALL.size) > column - 4 for head in heads)
    grid = _Grid(TOP + (_head_height(heads) if upright else 8), column)
    page = Page(grid.top + ROW * len(people) + 68, title, _summary(closeness, sentences), closeness, language)
    _place_unknown(page, closeness, sentences)
    _place_heads(page, grid, heads, upright, sentences)
    pairs = {(pair.member, pair.person): pair.closeness for pair in closeness.pairs}
    for number, person in enumerate(people):
        row = [pairs.get((member, person.id)) for member in ours[:MEMBERS_SHOWN]]
        _place_person(page, grid.top + ROW * number, grid.column, person, row)
    hidden = len(influence.people) - len(people), len(ours) - len(heads)
    _place_foot(page, grid.top + ROW * len(people), hidden, sentences)
    return page.svg()


def _closest_members(closeness: ClosenessAnalysis) -> list[str]:
    """Return ours by the sum of their closeness, the closest first; equal ones in order of id."""
    sums: dict[str, float] = {}
    for pair in closeness.pairs:
        sums[pair.member] = sums.get(pair.member, 0.0) + pair.closeness
    return sorted(sums, key=lambda member: (-round(sums[member], 9), member))


def _summary(closeness: ClosenessAnalysis, sentences: Sentences) -> str:
    whole = closeness.account
    if whole.closeness is None or whole.threads is None:
        return sentences.say("closeness_none")
    threads, ours, theirs = (round(one or 0) for one in (whole.threads, whole.threads_ours, whole.threads_theirs))
    if threads == 1:
        return sentences.say("closeness_single", closeness=score(whole.closeness))
    values = {"threads": threads, "count": ours, "theirs": theirs}
    return sentences.say("closeness_numbers", closeness=score(whole.closeness), **values)


def _head_height(heads: Sequence[str]) -> float:
    return min(_LONGEST_HEAD, max(text_width(head, SMALL.size) for head in heads)) + 6


def _place_heads(page: Page, grid: _Grid, heads: Sequence[str], upright: bool, sentences: Sentences) -> None:
    base = grid.top - 6
    page.words((_NAMES, base), sentences.say("column_person"), SMALL)
    page.words((WIDTH - MARGIN, base), sentences.say("column_closest"), SMALL, "end")
    for number, head in enumerate(heads):
        middle = _CELLS + grid.column * (number + 0.5)
        if upright:
            page.words((middle + 2.5, base), head, SMALL, room=_LONGEST_HEAD, upright=True)
        else:
            page.words((middle, base), head, SMALL, "middle")
    page.stroke([(MARGIN, grid.top - 1), (WIDTH - MARGIN, grid.top - 1)], PALE, 1)


def _place_person(page: Page, y: float, column: float, person: ClosenessPerson, row: Sequence[float | None]) -> None:
    base = y + 13.5
    page.words((_NAMES, base), named(person.name, person.id), room=_CELLS - _NAMES - 8)
    for number, value in enumerate(row):
        _place_cell(page, (_CELLS + column * number, y), column, value)
    place_rung(page, (_RUNG, base + 1), person.rung)
    if person.closeness is not None:
        page.words((_RUNG + MARK_WIDTH + 30, base), score(person.closeness), BODY, "end")


def _place_cell(page: Page, at: tuple[float, float], column: float, value: float | None) -> None:
    corner = at[0] + 1, at[1] + 1
    if value is None:
        page.box(corner, column - 2, ROW - 2, PAPER, LINE, hatched=True)
        return
    paper = blended(value / 100)
    page.box(corner, column - 2, ROW - 2, paper)
    page.words((at[0] + column / 2, at[1] + 13.5), score(value), Face(_NUMBER, ink=ink_on(paper)), "middle")


def _place_unknown(page: Page, closeness: ClosenessAnalysis, sentences: Sentences) -> None:
    """Place below everything who is known to none of us."""
    unknown = closeness.account.unknown
    share = percent(unknown.influence or 0)
    said = sentences.say("closeness_unknown", people=unknown.people, all=len(closeness.people), share=share)
    page.words((MARGIN, page.height - 12), said, SMALL, room=INSIDE)


def _place_foot(page: Page, y: float, hidden: tuple[int, int], sentences: Sentences) -> None:
    """Place the legend of the cells, and how many are not shown."""
    page.box((MARGIN, y + 10), 16, 10, PAPER, LINE, hatched=True)
    label = sentences.say("legend_none")
    page.words((MARGIN + 20, y + 18), label, SMALL)
    x = MARGIN + 20 + text_width(label, SMALL.size) + 16
    for step in range(5):
        page.box((x + 12 * step, y + 10), 12, 10, blended(step / 4), REACHED)
    scale = sentences.say("legend_scale")
    page.words((x + 66, y + 18), scale, SMALL)
    if any(hidden):
        x += 66 + text_width(scale, SMALL.size) + 16
        page.words((x, y + 18), sentences.say("more_cells", people=hidden[0], members=hidden[1]), SMALL)
    place_rung_legend(page, (MARGIN, y + 38), sentences.language)
