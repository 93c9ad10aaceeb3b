"""How close each of us is to each of them, as a heat map: their most influential people by our closest members."""

from collections.abc import Sequence
from typing import NamedTuple

from app.messages.sentences import Language, Sentences
from app.pictures.inks import LINE, PALE, PAPER, REACHED, blended, ink_on
from app.pictures.marks import BODY, SMALL, Face
from app.pictures.page import INSIDE, MARGIN, PERSON_ROW, TOP, WIDTH, Names, Page, empty_page, named, percent, score
from app.pictures.rung_marks import MARK_WIDTH, place_rung, place_rung_legend
from app.pictures.text_width import text_width
from schemas.analysis.closeness import ClosenessAnalysis, ClosenessPair, ClosenessPerson
from schemas.analysis.influence import InfluenceAnalysis

PEOPLE_SHOWN, MEMBERS_SHOWN = 12, 10
ROW = PERSON_ROW
_NAMES, _CELLS, _RUNG = MARGIN, 170.0, 462.0
_WIDEST, _LONGEST_HEAD = 60.0, 92.0
_NUMBER = 8.5

_LIMITS = {
    "two_way_contacts": ("*", "limit_two_way_contacts"),
    "depth": ("†", "limit_depth"),
    "their_initiative": ("‡", "limit_their_initiative"),
}
"""What holds a number back: the mark behind it, and the sentence that explains the mark."""


class _Grid(NamedTuple):
    """Where the cells stand: the first row's top, and the width of a column."""

    top: float
    column: float


def closeness_picture(
    influence: InfluenceAnalysis,
    closeness: ClosenessAnalysis,
    members: Names,
    place: str,
    language: Language,
    titles: Names,
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
    titles : mapping
        Titles of theirs by id, for below the names.
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
    page = Page(grid.top + ROW * len(people) + 83, title, _summary(closeness, sentences), closeness, language)
    _place_unknown(page, closeness, sentences)
    _place_heads(page, grid, heads, upright, sentences)
    pairs = {(pair.member, pair.person): pair for pair in closeness.pairs}
    rows = [[pairs.get((member, person.id)) for member in ours[:MEMBERS_SHOWN]] for person in people]
    for number, (person, row) in enumerate(zip(people, rows, strict=True)):
        _place_person(page, grid.top + ROW * number, grid.column, person, titles.get(person.id), row)
    hidden = len(influence.people) - len(people), len(ours) - len(heads)
    _place_foot(page, grid.top + ROW * len(people), hidden, sentences)
    _place_limits(page, rows, sentences)
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


def _place_person(
    page: Page,
    y: float,
    column: float,
    person: ClosenessPerson,
    title: str | None,
    row: Sequence[ClosenessPair | None],
) -> None:
    base = y + 16.5
    page.person((_NAMES, y), named(person.name or title, person.id), title, _CELLS - _NAMES - 8)
    for number, pair in enumerate(row):
        _place_cell(page, (_CELLS + column * number, y), column, pair)
    place_rung(page, (_RUNG, base + 1), person.rung)
    if person.closeness is not None:
        page.words((_RUNG + MARK_WIDTH + 30, base), score(person.closeness), BODY, "end")
    closest = [pair for pair in row if pair is not None and pair.member in person.members[:1]]
    if mark := "".join(map(_mark, closest)):
        page.words((_RUNG + MARK_WIDTH + 30, base), mark)


def _place_cell(page: Page, at: tuple[float, float], column: float, pair: ClosenessPair | None) -> None:
    corner = at[0] + 1, at[1] + 1
    if pair is None:
        page.box(corner, column - 2, ROW - 2, PAPER, LINE, hatched=True)
        return
    paper = blended(pair.closeness / 100)
    page.box(corner, column - 2, ROW - 2, paper)
    said = score(pair.closeness) + _mark(pair)
    page.words((at[0] + column / 2, at[1] + 16.5), said, Face(_NUMBER, ink=ink_on(paper)), "middle")


def _mark(pair: ClosenessPair) -> str:
    """Return the mark of what holds a number back; none of one that somebody's word puts above what contacts carry."""
    limit = _limit(pair)
    return "" if limit is None else _LIMITS[limit][0]


def _limit(pair: ClosenessPair) -> str | None:
    carried = pair.ceiling is not None and round(pair.closeness - pair.ceiling, 9) <= 0
    return pair.limited_by if carried else None


def _place_limits(page: Page, rows: Sequence[Sequence[ClosenessPair | None]], sentences: Sentences) -> None:
    """Explain the marks that are shown, on one line."""
    shown = {_limit(pair) for row in rows for pair in row if pair is not None}
    limits = [f"{mark} {sentences.say(name)}" for limit, (mark, name) in _LIMITS.items() if limit in shown]
    if limits:
        said = sentences.say("legend_limits", limits=" · ".join(limits))
        page.words((MARGIN, page.height - 27), said, SMALL, room=INSIDE)


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
