"""Who has influence, as bars: the most influential people with their share, percentile and our closeness."""

from app.messages.sentences import Language, Sentences
from app.pictures.inks import PALE, REACHED
from app.pictures.marks import BODY, SMALL
from app.pictures.page import INSIDE, MARGIN, TOP, WIDTH, Page, empty_page, named, percent, score
from app.pictures.rung_marks import MARK_WIDTH, place_rung, place_rung_legend
from schemas.analysis.closeness import ClosenessAnalysis, ClosenessPerson
from schemas.analysis.influence import InfluenceAnalysis, InfluencePerson

SHOWN = 12
ROW = 20.0
_NAMES, _BARS, _SHARE, _PERCENTILE, _RUNG = MARGIN, 172.0, 390.0, 442.0, 466.0
_LONGEST = 170.0


def influence_picture(
    influence: InfluenceAnalysis, closeness: ClosenessAnalysis, place: str, language: Language
) -> bytes:
    """Return the most influential people as SVG.

    Parameters
    ----------
    closeness : ClosenessAnalysis
        Of the same account, moment and scope.
    place : str
        The account, or a part of it, in words: the end of the title.
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
        _place_person(page, TOP + 8 + ROW * number, person, shown[0].influence, known[person.id])
    if rest:
        share = percent(sum(person.influence for person in rest) / whole)
        page.words((_NAMES, end + 14), sentences.say("more_people", count=len(rest), share=share), SMALL)
    place_rung_legend(page, (MARGIN, page.height - 12), language)
    return page.svg()


def _place_columns(page: Page, sentences: Sentences) -> None:
    y = TOP - 2
    page.words((_NAMES, y), sentences.say("column_person"), SMALL)
    page.words((_BARS, y), sentences.say("column_influence"), SMALL)
    page.words((_PERCENTILE, y), sentences.say("column_percentile"), SMALL, "end")
    page.words((WIDTH - MARGIN, y), sentences.say("column_closeness"), SMALL, "end")
    page.stroke([(MARGIN, y + 4.5), (WIDTH - MARGIN, y + 4.5)], PALE, 1)


def _place_person(page: Page, y: float, person: InfluencePerson, largest: float, known: ClosenessPerson) -> None:
    base = y + 13
    page.words((_NAMES, base), named(person.name, person.id), room=_BARS - _NAMES - 8)
    page.box((_BARS, y + 4), _LONGEST * person.influence / largest, ROW - 8, REACHED)
    page.words((_SHARE, base), percent(person.influence), BODY, "end")
    page.words((_PERCENTILE, base), f"{person.influence_percentile:.0f}", BODY, "end")
    place_rung(page, (_RUNG, base + 1), known.rung)
    if known.closeness is not None:
        page.words((_RUNG + MARK_WIDTH + 30, base), score(known.closeness), BODY, "end")
    page.stroke([(MARGIN, y + ROW), (MARGIN + INSIDE, y + ROW)], PALE, 0.6)
