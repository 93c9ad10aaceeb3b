"""Pages of a timeline: all of one list, and of the moment of its first page."""

from analytics.answers.timeline import After, Page
from app.http.cursors import Cursor, read_cursor, write_cursor
from app.http.moments import Moment
from schemas.errors import InvalidInput
from schemas.messages.message import Message
from schemas.reads import Snapshot


class TimelinePages:
    """Pages of one timeline, of which the cursor names one; without it the first is asked for.

    Raises
    ------
    InvalidInput
        When the cursor is none of ours, or one of another list.
    """

    def __init__(self, name: str, limit: int, cursor: str | None) -> None:
        self._name = name
        self._limit = limit
        self._begun = None if cursor is None else read_cursor(cursor, name, Cursor)

    def moment(self, asked: Moment) -> Moment:
        """Return the moment of the first page, which all others are about.

        Raises
        ------
        InvalidInput
            When another one is asked for beside a cursor.
        """
        if self._begun is None:
            return asked
        for name in ("as_of", "known_at"):
            if getattr(asked, name) not in {None, getattr(self._begun, name)}:
                raise InvalidInput.at(f"?{name}", Message("records.cursor_moment", name=name))
        return Moment(self._begun.as_of, self._begun.known_at)

    def page(self, snapshot: Snapshot) -> Page:
        """Return the page that is asked for."""

        def cursor_of(after: After) -> str:
            at, known = snapshot.as_of, snapshot.known_at
            return write_cursor(Cursor(list_name=self._name, as_of=at, known_at=known, sort_key=after[0], id=after[1]))

        after = None if self._begun is None else (str(self._begun.sort_key), self._begun.id)
        return Page(self._limit, after, cursor_of)
