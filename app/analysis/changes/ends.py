"""The two moments that are compared: from what a caller asks to what each is as of, and known at."""

from dataclasses import dataclass
from typing import NamedTuple

from app.http.moments import Moment
from graph.store import Store
from schemas.analysis.changes import Knowledge
from schemas.errors import InvalidInput
from schemas.messages.message import Message


@dataclass(frozen=True, slots=True)
class AskedSpan:
    """From when to when, and as known when, as a caller says; None: as they did not say."""

    since: str
    until: str
    known_at: str | None = None
    from_known_at: str | None = None

    def check(self) -> None:
        """Refuse what is the wrong way round.

        Raises
        ------
        InvalidInput
        """
        if self.since > self.until:
            raise InvalidInput.at("?from", Message("requests.from_after_to", since=self.since, until=self.until))
        if self.from_known_at and self.known_at and self.from_known_at > self.known_at:
            message = Message("requests.knowledge_lost", earlier=self.from_known_at, later=self.known_at)
            raise InvalidInput.at("?from_known_at", message)


class Ends(NamedTuple):
    """The two moments as they are read."""

    since: Moment
    until: Moment
    knowledge: Knowledge


async def ends_of(store: Store, account_id: str, asked: AskedSpan) -> Ends:
    """Return the moments of a span.

    Without a word about knowledge each moment is what was known then: what a reader saw at ``since`` against what one
    saw at ``until``. Where nothing of the account was recorded by ``since``, there was nothing to see: both moments are
    as known today. With ``known_at`` alone both are as known then. With ``from_known_at`` each end has its own.

    Raises
    ------
    InvalidInput
        When it is the wrong way round.
    NotFound
        When there is no such account.
    """
    asked.check()
    if asked.from_known_at is not None:
        return _ends(asked, asked.from_known_at, asked.known_at, "as_recorded")
    if asked.known_at is not None:
        return _ends(asked, asked.known_at, asked.known_at, "one_knowledge")
    first = await store.repository.snapshot(account_id, asked.since, asked.since)
    if first.revision == 0:
        return _ends(asked, None, None, "one_knowledge")
    return _ends(asked, asked.since, asked.until, "as_recorded")


def _ends(asked: AskedSpan, earlier: str | None, later: str | None, knowledge: Knowledge) -> Ends:
    return Ends(Moment(asked.since, earlier), Moment(asked.until, later), knowledge)
