"""Draws gaps in a terminal: how bad, what is missing, and below who does what. Colour repeats what is written."""

from rich.console import Console
from rich.table import Table
from rich.text import Text

from app.gaps.choice import AccountGaps, ChosenGaps
from app.messages.sentences import Language, Sentences
from app.pictures.page import minute
from schemas.analysis.gap_words import SEVERITIES, Severity
from schemas.analysis.gaps import Gap

SHOWN_OF_ONE = 20
"""Gaps that are shown of an account that was asked for."""

SHOWN_OF_EACH = 3
"""Gaps that are shown of each of several accounts."""

ACCOUNTS_SHOWN = 10

_FAINT, _TITLE = "dim", "bold"
_STYLES: dict[Severity, str] = {"critical": "bold red", "high": "red", "medium": "yellow", "low": "dim"}


def show(chosen: ChosenGaps, language: Language) -> None:
    """Print gaps on standard output."""
    Screen(Console(highlight=False, emoji=False, markup=False), language).show(chosen)


class Screen:
    """Prints on one console in one language."""

    def __init__(self, console: Console, language: Language) -> None:
        self._console = console
        self._say = Sentences("gap_list", language).say

    def show(self, chosen: ChosenGaps) -> None:
        """Print the accounts with their gaps."""
        self._line(self._say("moment", as_of=minute(chosen.as_of)), _FAINT)
        if not chosen.accounts:
            self._line(self._say("nothing", count=chosen.looked_at))
        most = SHOWN_OF_ONE if chosen.looked_at == 1 else SHOWN_OF_EACH
        for account in chosen.accounts[:ACCOUNTS_SHOWN]:
            self._show_account(account, most)
        if rest := len(chosen.accounts[ACCOUNTS_SHOWN:]):
            self._line("")
            self._line(self._say("more_accounts", count=rest), _FAINT)

    def _line(self, text: str | Text, style: str = "") -> None:
        self._console.print(Text(text, style) if isinstance(text, str) else text)

    def _show_account(self, account: AccountGaps, most: int) -> None:
        self._line("")
        self._line(Text.assemble((f" {account.name} ", "bold reverse"), "  ", self._counts(account)))
        if account.answer.chosen_by != "default":
            why = self._say(f"chosen_{account.answer.chosen_by}", profile=account.answer.profile_name)
            self._line(why, _FAINT)
        for gap in account.gaps[:most]:
            self._show_gap(gap)
        if rest := len(account.gaps[most:]):
            self._line(self._say("more_gaps", count=rest), _FAINT)
        if held_back := account.answer.counts.held_back:
            self._line(self._say("held_back", count=held_back), _FAINT)
        hidden = account.answer.counts.hidden
        if hidden and len(account.gaps) == len(account.answer.gaps):
            self._line(self._say("hidden", count=hidden), _FAINT)
        if muted := account.answer.counts.muted:
            self._line(self._say("muted", count=muted), _FAINT)

    def _counts(self, account: AccountGaps) -> str:
        if not account.gaps:
            return self._say("none")
        counted = {severity: sum(gap.severity == severity for gap in account.gaps) for severity in SEVERITIES}
        parts = [self._say(f"count_{severity}", count=count) for severity, count in counted.items() if count]
        return self._say("separator").join(parts)

    def _show_gap(self, gap: Gap) -> None:
        table = gap_table(gap, self._say(f"severity_{gap.severity}"))
        if gap.since:
            table.add_row("", Text(self._say("since", day=gap.since[:10]), _FAINT))
        self._console.print(table)


def gap_table(gap: Gap, severity: str) -> Table:
    """Return a gap as it is drawn: how bad it is, what is missing, what to do about it, and who is on it."""
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 1, 0, 0))
    table.add_column(no_wrap=True, min_width=8)
    table.add_column(overflow="fold", ratio=1)
    table.add_row(Text(severity, _STYLES[gap.severity]), Text(gap.finding, _TITLE))
    if gap.action:
        table.add_row("", Text(gap.action.sentence))
    for stored in gap.actions:
        table.add_row("", Text(stored.sentence, "red" if stored.overdue else _FAINT))
    return table
