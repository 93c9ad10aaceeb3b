"""Who has influence, as bars: the most influential people with their titles, share, rank and our closeness."""

from collections.abc import Sequence

from app.messages.sentences import Language, Sentences
from app.pictures.inks import PALE, REACHED
from app.pictures.marks import BODY, SMALL
from app.pictures.page import INSIDE, MARGIN, PERSON_ROW, TOP, WIDTH, Names, Page, empty_page, named, percent, score
from app.pictures.rung_marks import MARK_WIDTH, place_rung, place_rung_legend
from schemas.analysis.closeness import ClosenessAnalysis, ClosenessPerson
from schemas.analysis.influence import InfluenceAnalysis, InfluencePerson

_RANKS = {1: "rank_1", 2: "rank_2", 3: "rank_3"}
"""Sentences of places with an ending of their own; of the first twenty no others have one."""

SHOWN = 12
ROW = PERSON_ROW
_NAMES, _BARS, _SHARE, _RANK, _RUNG = MARGIN, 172.0, 384.0, 456.0, 466.0
_LONGEST = 164.0


def influence_picture(
    influence: InfluenceAnalysis, closeness: ClosenessAnalysis, place: str, language: Language, titles: Names
) -> bytes:
    """Return the most influential people as SVG.

    Parameters
    ----------
    closeness : ClosenessAnalysis
        Of the same account, moment and scope.
    place : str
        The account, or a part of it, in words: the end of the title.
    titles : mapping
        Titles by id, for below the names.
    """
    sentences = Sentences("pictures", language)
    title = sentences.say("influence_title", place=place)
    if not influence.people:
        return empty_page(title, influence, language).svg()
    shown = influence.people[:SHOWN]
    rest = influence.people[SHOWN:]
    whole = sum(person.influence for person in influence.people)
    held = percent(sum(person.influence for person in shown) / whole)
    summary = sentences.say(
        "shown" if rest else "shown_all", shown=len(shown), people=len(influence.people), share=held
    )
    end = TOP + 8 + ROW * len(shown)
    page = Page(end + (50 if rest else 34), title, summary, influence, language)
    _place_columns(page, sentences)
    known = {person.id: person for person in closeness.people}
    for number, person in enumerate(shown):
        y = TOP + 8 + ROW * number
        job = titles.get(person.id)
        page.person((_NAMES, y), named(person.name or job, person.id), job, _BARS - _NAMES - 8)
        _place_person(page, y, person, shown[0].influence, known[person.id])
        page.words((_RANK, y + 15), _rank(person, influence.people, sentences), BODY, "end")
    if rest:
        share = percent(sum(person.influence for person in rest) / whole)
        page.words((_NAMES, end + 14), sentences.say("more_people", count=len(rest), share=share), SMALL)
    place_rung_legend(page, (MARGIN, page.height - 12), language)
    return page.svg()


def _rank(person: InfluencePerson, people: Sequence[InfluencePerson], sentences: Sentences) -> str:
    """Return a place among all in words; equal influence, to what is read of it, is an equal place."""
    place = 1 + sum(round(other.influence - person.influence, 9) > 0 for other in people)
    return sentences.say(_RANKS.get(place, "rank"), rank=place, people=len(people))


def _place_columns(page: Page, sentences: Sentences) -> None:
    y = TOP - 2
    page.words((_NAMES, y), sentences.say("column_person"), SMALL)
    page.words((_BARS, y), sentences.say("column_influence"), SMALL)
    page.words((_RANK, y), sentences.say("column_rank"), SMALL, "end")
    page.words((WIDTH - MARGIN, y), sentences.say("column_closeness"), SMALL, "end")
    page.stroke([(MARGIN, y + 4.5), (WIDTH - MARGIN, y + 4.5)], PALE, 1)


def _place_person(page: Page, y: float, person: InfluencePerson, largest: float, known: ClosenessPerson) -> None:
    base = y + 15
    page.box((_BARS, y + 5), _LONGEST * person.influence / largest, 12, REACHED)
    page.words((_SHARE, base), percent(person.influence), BODY, "end")
    place_rung(page, (_RUNG, base + 1), known.rung)
    if known.closeness is not None:
        page.words((_RUNG + MARK_WIDTH + 30, base), score(known.closeness), BODY, "end")
    page.stroke([(MARGIN, y + ROW), (MARGIN + INSIDE, y + ROW)], PALE, 0.6)
