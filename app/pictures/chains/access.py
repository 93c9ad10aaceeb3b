"""Through whom we reach those who decide: ways from us at the left, over people, to the voters at the right."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from types import MappingProxyType

from app.messages.sentences import Language, Sentences
from app.pictures.chains.access_layout import Line, Stop, Way, layout
from app.pictures.chains.words import ChainWords
from app.pictures.inks import FAINT_INK, HOLE, LINE, PALE, PAPER, REACHED
from app.pictures.marks import BODY, SMALL, Face, Point
from app.pictures.page import MARGIN, PERSON_ROW, TOP, Page, title_beside
from app.pictures.page import WIDTH as LEAST_WIDTH
from app.pictures.text_width import text_width
from schemas.analysis.chains.access import AccessAnalysis, AccessOfPerson, AccessRoute

VOTERS_SHOWN = 25
FEW = 2
"""So many without whom nobody is reached are marked; more of them are hardly lost at once."""

_BOX, _GAP, _VOTER = 112.0, 48.0, 244.0
_BOX_HEIGHT, _ROW = 19.0, 11.0
_NONE: Mapping[str, str | None] = MappingProxyType({})
_STRONG, _NAME = Face(8.5, bold=True), Face(8.0)
_OTHERS = "#8a9aa7"
_STEPS = 12


def access_picture(
    access: AccessAnalysis, account: str, language: Language, titles: Mapping[str, str | None] = _NONE
) -> bytes:
    """Return the ways to each voter of a chain as SVG.

    Parameters
    ----------
    account : str
        Name of the account.
    titles : mapping
        Titles of theirs by id, for below the names of those who are passed.
    """
    return _Drawing(access, account, language, titles).svg()


class _Drawing:
    def __init__(
        self, access: AccessAnalysis, account: str, language: Language, titles: Mapping[str, str | None]
    ) -> None:
        self._words, self._say = ChainWords(language), Sentences("pictures", language).say
        shown = sorted(access.voters, key=_by_member)[:VOTERS_SHOWN]
        self._voters = {row.person: row for row in shown}
        self._boxes = {
            (side, person): self._box_of(name, titles.get(person) if side == "theirs" else None)
            for (side, person), name in _names(shown)
        }
        self._notes = {row.person: list(self._notes_of(row)) for row in shown}
        heights = {person: 14 + _ROW * (1 + len(notes)) for person, notes in self._notes.items()}
        self._placed = layout(list(_ways(shown)), heights, self._tallest_box())
        self._cut = {(one.side, one.id) for row in shown if len(row.cut) <= FEW for one in row.cut}
        columns = len(self._placed.columns)
        width = max(LEAST_WIDTH, 2 * MARGIN + (columns - 1) * (_BOX + _GAP) + _VOTER)
        self._top = TOP + 12
        height = self._top + max(40.0, self._placed.height) + (48 if shown else 12)
        title = self._say("access_title", place=self._words.place(account, access.chain, closest_first=True))
        self._page = Page(height, title, self._summary(access), access, language, width=width)
        if not shown:
            self._page.words((MARGIN, self._top + 8), self._say("access_nobody"), BODY)
            return
        self._place_heads()
        for line in sorted(self._placed.lines, key=lambda line: (line.best, line)):
            self._place_line(line)
        for stop in (stop for column in self._placed.columns for stop in column):
            self._place_stop(stop)
        self._place_legend(len(access.voters) - len(shown))

    def svg(self) -> bytes:
        """Return the picture."""
        return self._page.svg()

    def _box_of(self, name: str | None, title: str | None) -> tuple[str, str | None]:
        """Return what to call somebody who is passed, and the title below it."""
        called = self._words.called(name, title)
        return called, title_beside(called, title)

    def _tallest_box(self) -> float:
        return max((_box_height(title) for _, title in self._boxes.values()), default=_BOX_HEIGHT)

    def _summary(self, access: AccessAnalysis) -> str:
        reached = sum(row.best is not None for row in access.voters)
        lone = sum(row.disjoint_paths == 1 for row in access.voters)
        said = self._say("access_numbers", reached=reached, voters=len(access.voters))
        return said if not lone else said + self._say("gap") + self._say("access_lone", count=lone)

    def _notes_of(self, row: AccessOfPerson) -> Iterator[tuple[str, Face]]:
        """Yield what is said below the name of a voter: title, weakest step, and what all ways depend on."""
        bad = Face(7.5, ink=HOLE)
        if title := title_beside(self._words.called(row.name, row.title), row.title):
            yield title, SMALL
        if row.best is None:
            left = row.reasons.get("best") == "left"
            yield self._say("access_left" if left else "access_none"), bad
            return
        if len(row.best.steps) > 1:
            yield self._weakest(row.best), SMALL
        against = tuple(self._words.called(one.name) for one in row.dominated_by)
        if against:
            yield self._say("access_against", names=against), bad
        elif not row.cut:
            yield self._say("access_unsure"), bad
        elif len(row.cut) <= FEW:
            yield self._say("access_cut", names=tuple(self._words.called(one.name) for one in row.cut)), bad
        else:
            yield self._say("access_ways", count=row.disjoint_paths), SMALL

    def _weakest(self, route: AccessRoute) -> str:
        source, target = list(pairwise(route.names))[route.weakest]
        strength = _strength(route.steps[route.weakest].strength)
        ends = {"source": self._words.called(source), "target": self._words.called(target)}
        return self._say("access_weakest", **ends, strength=strength)

    def _left(self, stop: Stop) -> float:
        return MARGIN + (_BOX + _GAP) * stop.column

    def _middle(self, stop: Stop) -> float:
        return self._top + self._placed.middles[stop]

    def _place_heads(self) -> None:
        last = len(self._placed.columns) - 1
        heads = {0: "column_ours", last: "column_voters"} | ({1: "column_passed"} if last > 1 else {})
        for column, name in heads.items():
            at = MARGIN + (_BOX + _GAP) * column, TOP + 2
            self._page.words(at, self._say(name), SMALL, room=_BOX + _GAP - 8)

    def _place_line(self, line: Line) -> None:
        points: list[Point] = []
        for here, there in pairwise(line.stops):
            begin = self._left(here) + _BOX, self._middle(here)
            points += _curve(begin, (self._left(there), self._middle(there)))
        ink, width = (REACHED, 2.2) if line.best else (_OTHERS, 0.7)
        self._page.stroke(points, ink, width, dashed=line.weakest)

    def _place_stop(self, stop: Stop) -> None:
        if stop.kind == "voter":
            self._place_voter(stop, self._voters[stop.id])
        elif stop.kind != "bend":
            self._place_person(stop)

    def _place_person(self, stop: Stop) -> None:
        side = "ours" if stop.kind == "ours" else "theirs"
        name, title = self._boxes[side, stop.id]
        high = _box_height(title)
        page, x, y = self._page, self._left(stop), self._middle(stop) - high / 2
        fill, edge = (REACHED, REACHED) if side == "ours" else (PAPER, FAINT_INK)
        if (side, stop.id) in self._cut:
            page.box((x - 3, y - 3), _BOX + 6, high + 6, PAPER, HOLE)
            page.box((x - 1.8, y - 1.8), _BOX + 3.6, high + 3.6, PAPER, HOLE)
            edge = HOLE
        page.box((x, y), _BOX, high, fill, edge)
        face = Face(8.0, ink=PAPER) if side == "ours" else _NAME
        page.words((x + _BOX / 2, y + 12.5 - (title is not None)), name, face, "middle", room=_BOX - 10)
        if title is not None:
            page.words((x + _BOX / 2, y + 21.5), title, SMALL, "middle", room=_BOX - 10)

    def _place_voter(self, stop: Stop, row: AccessOfPerson) -> None:
        page, x = self._page, self._left(stop)
        notes = self._notes[stop.id]
        height = 14 + _ROW * (1 + len(notes))
        y = self._middle(stop) - height / 2
        unreached = row.best is None
        page.box((x, y), _VOTER, height, PAPER if unreached else PALE, HOLE if unreached else LINE, dashed=unreached)
        strength = "" if row.best is None else _strength(row.best.strength)
        room = _VOTER - 20 - text_width(strength, _STRONG.size, bold=True)
        page.words((x + 7, y + 14), self._words.called(row.name, row.title), _STRONG, room=room)
        if strength:
            page.words((x + _VOTER - 7, y + 14), strength, _STRONG, "end")
        for number, (said, face) in enumerate(notes):
            page.words((x + 7, y + 14 + _ROW * (number + 1)), said, face, room=_VOTER - 14)

    def _place_legend(self, hidden: int) -> None:
        page, base = self._page, self._page.height - 26
        x = MARGIN
        marks: tuple[tuple[str, str, float, bool], ...] = (
            ("legend_best", REACHED, 2.2, False),
            ("legend_weakest", REACHED, 2.2, True),
            ("legend_others", _OTHERS, 0.7, False),
        )
        for name, ink, width, dashed in marks:
            page.stroke([(x, base - 3), (x + 22, base - 3)], ink, width, dashed=dashed)
            x = self._place_label(x + 26, base, self._say(name))
        page.box((x, base - 8), 22, 10, PAPER, HOLE)
        page.box((x + 1.5, base - 6.5), 19, 7, PAPER, HOLE)
        self._place_label(x + 26, base, self._say("legend_cut"))
        left_out = {"more_voters": hidden, "more_ways": self._placed.left_out}
        parts = [self._say(name, count=count) for name, count in left_out.items() if count > 0]
        said = self._say("gap").join([*parts, self._say("access_strength")])
        page.words((MARGIN, base + 14), said, SMALL, room=page.width - 2 * MARGIN)

    def _place_label(self, x: float, base: float, label: str) -> float:
        """Place a label and return where the next one may begin."""
        self._page.words((x, base), label, SMALL)
        return x + text_width(label, SMALL.size) + 12


def _box_height(title: str | None) -> float:
    return _BOX_HEIGHT if title is None else PERSON_ROW


def _by_member(row: AccessOfPerson) -> tuple[bool, Sequence[str], float, str]:
    """Return the order in which voters begin: who shares a way stands together, the strongest first."""
    if row.best is None:
        return True, (), 0.0, row.person
    return False, row.best.people[:-1], -round(row.best.strength, 9), row.person


def _routes(rows: Sequence[AccessOfPerson]) -> Iterator[tuple[AccessRoute, bool]]:
    yield from ((row.best, True) for row in rows if row.best is not None)
    yield from ((route, False) for row in rows for route in row.alternatives)


def _ways(rows: Sequence[AccessOfPerson]) -> Iterator[Way]:
    for route, best in _routes(rows):
        yield Way(route.people, best, route.weakest if len(route.steps) > 1 else None)


def _names(rows: Sequence[AccessOfPerson]) -> Iterator[tuple[tuple[str, str], str | None]]:
    for route, _ in _routes(rows):
        for place, (person, name) in enumerate(zip(route.people, route.names, strict=True)):
            yield ("theirs" if place else "ours", person), name


def _curve(begin: Point, end: Point) -> list[Point]:
    """Return points of a curve that leaves and arrives level."""
    (left, high), (right, low) = begin, end
    shares = [step / _STEPS for step in range(_STEPS + 1)]
    return [(left + (right - left) * share, high + (low - high) * _eased(share)) for share in shares]


def _eased(share: float) -> float:
    return share * share * (3 - 2 * share)


def _strength(value: float) -> str:
    return f"{value:.2f}" if value >= 0.01 else f"{value:.2g}"
