"""A digest in words, laid out but not yet written: what text and HTML have in common. Pure."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from app.messages.sentences import sentence
from schemas.messages.message import Language, Message
from schemas.messages.signed import signed
from schemas.reports.digest import Digest, DigestAccount, DigestRule, Figure, FigureName


class Row(NamedTuple):
    """One figure: what it is, its value, its change."""

    label: str
    value: str
    change: str


class Entry(NamedTuple):
    """One account or rule: its name, what is said of it, where more is."""

    name: str
    said: str
    link: str | None = None


class Section(NamedTuple):
    """Entries under a heading."""

    heading: str
    entries: tuple[Entry, ...]


class Page(NamedTuple):
    """A digest in the words of one language.

    Attributes
    ----------
    subject : str
        One line.
    opening : str
        What it is about and compared with; on a day without news, all there is to say.
    colon : str
        Stands between a name and what is said of it.
    notes : tuple of str
        What is missing, and that links ask for a key.
    """

    language: Language
    subject: str
    opening: str
    rows: tuple[Row, ...]
    sections: tuple[Section, ...]
    link: Entry | None
    notes: tuple[str, ...]
    colon: str


LABELS: dict[FigureName, Message] = {
    "accounts": Message("digest.accounts"),
    "health": Message("digest.health"),
    "better": Message("digest.better"),
    "worse": Message("digest.worse"),
    "opened": Message("digest.opened"),
    "closed": Message("digest.closed"),
    "critical": Message("digest.critical"),
    "gaps": Message("digest.gaps"),
    "contacts_due": Message("digest.contacts_due"),
    "stale_beliefs": Message("digest.stale_beliefs"),
    "structure": Message("digest.structure"),
}

SINCE: frozenset[FigureName] = frozenset({"better", "worse", "opened", "closed"})
"""Figures that count what came since an earlier report; the first one says that there is none."""


def page_of(digest: Digest) -> Page:
    """Return a digest in words."""
    words = _Words(digest)
    if not digest.news:
        return Page(digest.language, words.subject, words.opening, (), (), words.link, (), words.colon)
    sections = (words.first, words.moved, words.rules)
    figures = [each for each in digest.figures if digest.previous is not None or each.name not in SINCE]
    rows = tuple(map(words.row, figures))
    shown = tuple(section for section in sections if section.entries)
    return Page(
        digest.language, words.subject, words.opening, rows, shown, words.link, tuple(words.notes()), words.colon
    )


class _Words:
    """Says the parts of one digest."""

    def __init__(self, digest: Digest) -> None:
        self._digest = digest
        self._language = digest.language

    @property
    def subject(self) -> str:
        title, news = self._title(), list(self._news())
        return self._say(Message("digest.subject", title=title, news=news) if news else title)

    @property
    def opening(self) -> str:
        date, previous = self._digest.date, self._digest.previous
        if previous is None:
            return self._say(Message("digest.opening_first", title=self._title()))
        if not self._digest.news:
            return self._say(Message("digest.opening_quiet", previous=previous, date=date))
        return self._say(Message("digest.opening", title=self._title(), previous=previous))

    @property
    def link(self) -> Entry | None:
        link = self._digest.link
        return None if link is None else Entry(self._say(Message("digest.whole_report")), "", link)

    @property
    def colon(self) -> str:
        return self._say(Message("digest.colon"))

    @property
    def first(self) -> Section:
        return self._section(Message("digest.look_first"), [self._urgent(account) for account in self._digest.first])

    @property
    def moved(self) -> Section:
        return self._section(Message("digest.moved"), [self._moved(account) for account in self._digest.moved])

    @property
    def rules(self) -> Section:
        return self._section(Message("digest.rules"), [self._rule(rule) for rule in self._digest.rules])

    def row(self, figure: Figure) -> Row:
        change = (
            "" if figure.change is None else signed(figure.change if figure.name == "health" else round(figure.change))
        )
        value = self._say(Message("digest.unknown")) if figure.value is None else _number(figure.value, figure.name)
        return Row(self._say(LABELS[figure.name]), value, change)

    def notes(self) -> Iterator[str]:
        if self._digest.not_computed:
            yield self._say(Message("digest.not_computed", count=self._digest.not_computed))
        if any(account.link for account in (*self._digest.first, *self._digest.moved)) or self._digest.link:
            yield self._say(Message("digest.links_need_key"))

    def _news(self) -> Iterator[Message]:
        """Yield what a subject says: how many accounts moved, or by how much the one did, and gaps."""
        if not self._digest.news:
            yield Message("digest.nothing_new")
            return
        found = {figure.name: figure for figure in self._digest.figures}
        moved = found["health"].change
        if self._digest.reader == "account" and moved:
            yield Message("digest.health_by", change=signed(moved))
        counts = {name: int(figure.value or 0) for name, figure in found.items()}
        if better := counts.get("better"):
            yield Message("digest.so_many_better", count=better)
        if worse := counts.get("worse"):
            yield Message("digest.so_many_worse", count=worse)
        if opened := counts["opened"]:
            yield Message("digest.so_many_opened", count=opened)
        if closed := counts["closed"]:
            yield Message("digest.so_many_closed", count=closed)

    def _title(self) -> Message:
        date, account = self._digest.date, self._digest.account_name or self._digest.reader_id or ""
        if self._digest.reader == "account":
            return Message("digest.of_account", account=account, date=date)
        if self._digest.reader == "owner":
            return Message("digest.of_owner", date=date)
        return Message("digest.of_book", date=date)

    def _urgent(self, account: DigestAccount) -> Entry:
        said = [self._health(account)]
        if account.opened:
            said.append(Message("digest.so_many_opened", count=account.opened))
        if account.critical:
            said.append(Message("digest.so_many_critical", count=account.critical))
        if account.contacts_due:
            said.append(Message("digest.so_many_due", count=account.contacts_due))
        return self._entry(account, Message("digest.joined", parts=said))

    def _moved(self, account: DigestAccount) -> Entry:
        return self._entry(account, self._health(account))

    def _rule(self, rule: DigestRule) -> Entry:
        said = Message("digest.of_rule", opened=rule.opened, closed=rule.closed, open=rule.open)
        return Entry(rule.title, self._say(said))

    def _entry(self, account: DigestAccount, said: Message) -> Entry:
        return Entry(account.name or account.account_id, self._say(said), account.link)

    def _health(self, account: DigestAccount) -> Message:
        if account.health is None:
            return Message("digest.health_unknown")
        if not account.change:
            return Message("digest.health_is", health=f"{account.health:.1f}", grade=account.grade or "")
        change = signed(account.change)
        return Message("digest.health_moved", health=f"{account.health:.1f}", grade=account.grade or "", change=change)

    def _section(self, heading: Message, entries: Sequence[Entry]) -> Section:
        return Section(self._say(heading), tuple(entries))

    def _say(self, message: Message) -> str:
        return sentence(message, self._language)


def _number(value: float, name: FigureName) -> str:
    return f"{value:.1f}" if name == "health" else f"{value:,.0f}"
