"""A small map of an account: the people of most influence, under whom they are, and how close we are to each."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from markupsafe import Markup

from app.messages.sentences import Language, Sentences
from app.messages.vocabularies import labels_of
from app.pictures.inks import LINE, PALE, REACHED
from app.pictures.page import title_beside
from app.pictures.rung_marks import MARK_WIDTH, RUNGS, place_rung
from app.pictures.sheet import Sheet
from app.reports.forms.numbers import shown_share
from app.reports.forms.pictures.narrow import HEADING, MARGIN, NAME, NOTE, ROW, WIDTH, inline
from schemas.reports.lists import LeadingPerson

_TOP = 40.0
_INDENT, _DEEPEST = 11.0, 4
_BARS, _BAR, _SHARE, _RUNG = 174.0, 30.0, 230.0, 237.0


class _Placed(NamedTuple):
    person: LeadingPerson
    depth: int


def small_map(people: Sequence[LeadingPerson], due: Collection[str], language: Language, prefix: str) -> Markup | None:
    """Return the people of most influence as SVG, each below whom they report to; None of none.

    Parameters
    ----------
    due : collection of str
        Ids of those who are due for a contact: they are marked by a word.
    """
    if not people:
        return None
    say = Sentences("report_page", language).say
    rows = list(_in_order(people))
    sheet = Sheet(WIDTH, _TOP + ROW * len(rows) + 4, say("picture_people"))
    sheet.words((MARGIN, 13), say("picture_people"), HEADING, room=WIDTH - 2 * MARGIN)
    sheet.words((_BARS, _TOP - 7), say("column_influence"), NOTE)
    sheet.words((_RUNG, _TOP - 7), say("column_rung"), NOTE, room=WIDTH - MARGIN - _RUNG)
    sheet.stroke([(MARGIN, _TOP - 2), (WIDTH - MARGIN, _TOP - 2)], PALE, 1)
    lowest: dict[str, float] = {}
    for number, (person, depth) in enumerate(rows):
        y = _TOP + ROW * number
        _place_person(sheet, y, person, depth, say("mark_due") if person.person in due else None)
        _place_numbers(sheet, y, person, people[0].influence, labels_of(language)["rung"])
        if person.manager is not None and depth:
            _place_line(sheet, lowest[person.manager], y, depth)
        lowest[person.person] = y
    return inline(sheet, prefix)


def _in_order(people: Sequence[LeadingPerson]) -> Iterator[_Placed]:
    """Yield each person after whom they report to; where lines go in a circle, the first of it by influence leads."""
    reports: dict[str | None, list[LeadingPerson]] = {}
    for person in people:
        reports.setdefault(person.manager, []).append(person)
    placed: set[str] = set()

    def below(person: LeadingPerson, depth: int) -> Iterator[_Placed]:
        if person.person not in placed:
            placed.add(person.person)
            yield _Placed(person, min(depth, _DEEPEST))
            for report in reports.get(person.person, ()):
                yield from below(report, depth + 1)

    for first in (*reports.get(None, ()), *people):
        yield from below(first, 0)


def _place_person(sheet: Sheet, y: float, person: LeadingPerson, depth: int, due: str | None) -> None:
    x = MARGIN + _INDENT * depth
    called = person.person_name or person.title or person.person
    room = _BARS - x - 6
    below = title_beside(called, person.title)
    note = " · ".join(filter(None, [due, below]))
    sheet.words((x, y + (10.3 if note else 15.5)), called, NAME, room=room)
    if note:
        sheet.words((x, y + 21.2), note, NOTE, room=room)


def _place_numbers(sheet: Sheet, y: float, person: LeadingPerson, most: float, rungs: Mapping[str, str]) -> None:
    sheet.box((_BARS, y + 7), _BAR * (person.influence / most if most else 0.0), 9, REACHED)
    sheet.words((_SHARE, y + 15), shown_share(person.influence), NOTE, "end")
    rung = next((rung for rung in RUNGS if rung == person.rung), RUNGS[0])
    place_rung(sheet, (_RUNG, y + 17), rung)
    x = _RUNG + MARK_WIDTH + 4
    sheet.words((x, y + 15), rungs[rung], NOTE, room=WIDTH - MARGIN - x)


def _place_line(sheet: Sheet, above: float, y: float, depth: int) -> None:
    x = MARGIN + _INDENT * depth - 7
    sheet.stroke([(x, above + ROW - 2), (x, y + 8), (x + 5, y + 8)], LINE, 0.9)
