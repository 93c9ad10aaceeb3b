"""The page of a picture: what stands above and below every one of them."""

import math
from collections.abc import Mapping

from app.messages.sentences import Language, Sentences
from app.pictures.inks import LINE, PALE
from app.pictures.marks import BODY, SMALL, TITLE, Face, Point
from app.pictures.sheet import Sheet
from app.pictures.text_width import drawable
from schemas.analysis.answer import Answer
from schemas.rows.account_graph import AccountGraph

Names = Mapping[str, str | None]
"""Names, or titles, by id; None where none is recorded."""

WIDTH = 540.0
MARGIN = 16.0
INSIDE = WIDTH - 2 * MARGIN
TOP = 76.0
"""Where the picture itself begins."""

PERSON_ROW = 27.0
"""What a name takes with a title below it."""

HIGHEST_EMPTY = 150.0


class Page(Sheet):
    """A sheet with its head: the title, the numbers in a sentence, and the moment they are about.

    Parameters
    ----------
    title, summary : str
        The first two lines.
    answer : Answer
        What is pictured.
    width : float
        In points.
    """

    def __init__(
        self, height: float, title: str, summary: str, answer: Answer, language: Language, width: float = WIDTH
    ) -> None:
        super().__init__(width, height, title)
        self.language: Language = language
        say, room = Sentences("pictures", language).say, width - 2 * MARGIN
        self.words((MARGIN, 22), title, TITLE, room=room)
        self.words((MARGIN, 39), summary, room=room)
        moment = say("moment", as_of=minute(answer.as_of), known_at=minute(answer.known_at))
        self.words((MARGIN, 53), moment, SMALL, room=room)

    def person(self, at: Point, called: str, title: str | None, room: float, face: Face = BODY) -> None:
        """Place a name with the title below it, both within a room, in a row that begins at a point.

        A name without a title, or that holds it already, stands in the middle of the row.
        """
        (x, y), below = at, title_beside(called, title)
        self.words((x, y + (11.5 if below else 16)), called, face, room=room)
        if below:
            self.words((x, y + 21.5), below, SMALL, room=room)


def empty_page(title: str, answer: Answer, language: Language) -> Page:
    """Return a page that says there is nobody to picture."""
    say = Sentences("pictures", language).say
    page = Page(HIGHEST_EMPTY, title, say("nobody"), answer, language)
    page.box((MARGIN, TOP - 8), INSIDE, 58, PALE, LINE, dashed=True)
    page.words((WIDTH / 2, TOP + 24), say("nobody_hint"), BODY, "middle", room=INSIDE - 20)
    return page


def place_of(account: AccountGraph, name: str, department: str | None, chain: str | None) -> str:
    """Return what a picture is of: the account, and the department or chain where it is of that alone."""
    departments = {unit.id: unit.name for unit in account.departments}
    chains = {known.id: known.name for known in account.chains}
    parts = [(departments.get(part) or chains.get(part) or part) for part in (department, chain) if part is not None]
    return " · ".join([name, *parts])


def titles_of(account: AccountGraph) -> Names:
    """Return the title of everybody of the account by id; None where none is recorded."""
    return {person.id: person.title for person in account.people}


def named(name: str | None, identifier: str) -> str:
    """Return what to call somebody of whom a name may be missing."""
    return name or identifier


def title_beside(called: str, title: str | None) -> str | None:
    r"""Return a title as it can be drawn; None of one that says nothing, or nothing more than the name does.

    Examples
    --------
    >>> title_beside("Ada Brandt", "Buyer"), title_beside("Ada Brandt", "\u202e "), title_beside("Buyer", "Buyer")
    ('Buyer', None, None)
    """
    shown = drawable(title or "").strip()
    return shown if shown and shown not in drawable(called) else None


def percent(share: float) -> str:
    """Return a share as people read it.

    Examples
    --------
    >>> percent(0.151), percent(0.0004), percent(0.0), percent(1.0)
    ('15.1%', '<0.1%', '0%', '100%')
    """
    if round(share, 9) in {0, 1}:
        return f"{share:.0%}"
    return "<0.1%" if share < 0.001 else f"{100 * share:.1f}%"


def minute(instant: str) -> str:
    """Return an instant to the minute.

    Examples
    --------
    >>> minute("2026-07-01T08:15:00.000000Z")
    '2026-07-01 08:15'
    """
    return instant[:16].replace("T", " ")


def score(value: float) -> str:
    """Return a number of 0 to 100 as people read it: its whole points, so that 24.9 is not shown as 25, which is known.

    What is not 0 is not shown as 0.

    Examples
    --------
    >>> score(57.4), score(24.9), score(0.2), score(0.0)
    ('57', '24', '<1', '0')
    """
    whole = math.floor(round(value, 9))
    return "<1" if value > 0 and whole == 0 else f"{whole}"
