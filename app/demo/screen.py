"""Draws the facts of an account in a terminal: a tree with bars, and tables. Every colour repeats what is written."""

from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from app.demo.account_choice import ChosenAccount
from app.demo.facts import Facts, Headline, MemberFacts, PersonFacts
from app.demo.named_accounts import listed
from app.demo.reporting_tree import tree_rows
from app.gaps.screen import gap_table
from app.messages.readable_names import ReadableNames, is_readable
from app.messages.sentences import Language, Sentences
from app.messages.vocabularies import labels_of
from app.pictures.page import minute, percent, score
from app.pictures.rung_marks import RUNGS
from schemas.analysis.gaps import Gap
from schemas.vocabularies import Rung

PEOPLE_SHOWN = 24
HOLES_SHOWN = 5
GAPS_SHOWN = 3
NARROW = 70
"""Columns under which bars and covering members are left out."""

BAR_CELLS = 6
COVERED_CELLS = 18
_EIGHTHS = " ▏▎▍▌▋▊▉█"
_STEPS = "▂▄▆█"
_REACHED, _MISSING, _FAINT, _TITLE = "cyan", "bold red", "dim", "bold"


def show(chosen: ChosenAccount, language: Language) -> None:
    """Print an account on standard output, and which others there are."""
    console = Console(highlight=False, emoji=False, markup=False)
    sentences = Sentences("demo", language)
    screen = Screen(console, language)
    screen.show(chosen.facts)
    screen.show_gaps(chosen.gaps)
    if not chosen.others:
        return
    console.print()
    if chosen.compared > 1:
        name = "lowest_of" if chosen.compared == len(chosen.accounts) else "lowest_of_first"
        console.print(sentences.say(name, count=chosen.compared))
    console.print(sentences.say("others", accounts=listed(chosen.others)))


class Screen:
    """Prints on one console in one language."""

    def __init__(self, console: Console, language: Language) -> None:
        self._console = console
        self._say = Sentences("demo", language).say
        self._severities = Sentences("gap_list", language).say
        self._called = ReadableNames(language)
        self._rungs = labels_of(language)["rung"]
        self._wide = console.width >= NARROW

    def show(self, facts: Facts) -> None:
        """Print everything about an account."""
        self._show_headline(facts)
        if not facts.people:
            self._line(self._say("nobody"), _TITLE)
            return
        self._show_tree(facts)
        self._show_holes(facts.holes[:HOLES_SHOWN])
        self._show_unknown(facts.unknown[:HOLES_SHOWN])
        self._show_departments(facts)
        self._show_members(facts.members)

    def show_gaps(self, gaps: Sequence[Gap]) -> None:
        """Print what is missing and matters most, with what to do about it."""
        self._line("")
        self._line(self._say("gaps_title" if gaps else "gaps_none"), _TITLE if gaps else "")
        for gap in gaps[:GAPS_SHOWN]:
            self._console.print(gap_table(gap, self._severities(f"severity_{gap.severity}")))
        if rest := len(gaps[GAPS_SHOWN:]):
            self._line(self._say("gaps_rest", count=rest), _FAINT)

    def _line(self, text: str | Text, style: str = "") -> None:
        self._console.print(Text(text, style) if isinstance(text, str) else text, soft_wrap=False)

    def _show_headline(self, facts: Facts) -> None:
        numbers = facts.headline
        moment = self._say("moment", as_of=minute(facts.as_of))
        shown_id = f"  {facts.account_id}  " if is_readable(facts.account_id) else "  "
        self._line(Text.assemble((f" {self._called(facts.name)} ", "bold reverse"), shown_id, (moment, _FAINT)))
        shown = {"coverage": numbers.coverage, "closeness": numbers.closeness}
        values = {name: self._out_of(value) for name, value in shown.items()}
        self._line(self._say("numbers", **values), _TITLE)
        self._line(self._relationships(numbers))
        if numbers.people:
            share = percent(numbers.unknown_influence or 0)
            self._line(self._say("unknown", people=numbers.unknown_people, all=numbers.people, share=share))
        if numbers.assumed_lines:
            self._line(self._say("assumed", count=numbers.assumed_lines))
        if numbers.unassumed_people:
            self._line(self._say("unassumed", count=numbers.unassumed_people))
        if numbers.stance is not None:
            shares = {side: percent(part) for side, part in numbers.stance.items()}
            self._line(self._say("stance", **shares))

    def _relationships(self, numbers: Headline) -> str:
        if numbers.threads is None:
            return self._say("no_relationships")
        counts = (numbers.threads, numbers.threads_ours, numbers.threads_theirs)
        threads, ours, theirs = (round(one or 0) for one in counts)
        if threads == 1:
            return self._say("relationship")
        return self._say("relationships", count=ours, threads=threads, theirs=theirs)

    def _out_of(self, value: float | None) -> str:
        return self._say("not_known") if value is None else f"{score(value)}/100"

    def _table(self, title: str, *columns: tuple[str, str]) -> Table:
        """Return a table below its title; a column is its name and ``left``, ``right`` or ``name``, which gives way."""
        self._line("")
        self._line(self._say(title), _TITLE)
        table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style=_FAINT, expand=True)
        for name, kind in columns:
            head = self._say(name) if name else ""
            ratio = 1 if kind == "name" else None
            justify = "right" if kind == "right" else "left"
            table.add_column(head, justify=justify, no_wrap=True, overflow="ellipsis", ratio=ratio)  # type: ignore[arg-type]
        return table

    def _show_tree(self, facts: Facts) -> None:
        largest = facts.people[0].influence
        columns = [("person", "name"), ("influence", "left"), ("closeness", "left")]
        table = self._table("tree_title", *columns, *([("covered_by", "left")] if self._wide else []))
        rows = tree_rows(facts.people, PEOPLE_SHOWN)
        for guide, person in rows:
            cells = [self._label(person, guide), _share(person.influence, largest), _closeness(person)]
            table.add_row(*cells, *([self._covered_by(person)] if self._wide else []))
        self._console.print(table)
        shown = {person.id for _, person in rows}
        rest = [person.influence for person in facts.people if person.id not in shown]
        if rest:
            self._line(self._say("tree_rest", count=len(rest), share=percent(sum(rest))), _FAINT)
        self._show_legend()

    def _show_legend(self) -> None:
        parts = [
            Text.assemble(Text("?", _MISSING) if rung == "unknown" else _steps(rung), (f" {self._rungs[rung]}", _FAINT))
            for rung in RUNGS
        ]
        self._line(Text("  ").join(parts))
        if self._wide:
            self._line(self._say("legend_closest"), _FAINT)

    def _label(self, person: PersonFacts, guide: str = "") -> Text:
        """Return a person's name with their title, which a placeholder's name often holds already."""
        name = self._called(person.name)
        label_with_title = self._say("label", name=name, title=person.title or "")
        label = name if person.title is None or person.title in name else label_with_title
        shown = Text(guide + label, _FAINT)
        shown.stylize("not dim", len(guide), len(guide) + len(name))
        return shown

    def _covered_by(self, person: PersonFacts) -> Text:
        if person.covered_by:
            return _clipped(self._say("separator").join(map(self._called, person.covered_by)))
        if person.closest is None:
            return Text(self._say("covered_by_nobody"), _MISSING)
        return _clipped(self._say("covered_by_closest", member=self._called(person.closest)), _FAINT)

    def _show_holes(self, holes: Iterable[PersonFacts]) -> None:
        table = self._table(
            "holes_title", ("person", "name"), ("hole", "right"), ("", "left"), ("now_and_target", "left")
        )
        for person in holes:
            steps = Text.assemble(_number(person.closeness), f" → {score(person.target)}")
            table.add_row(
                self._label(person),
                Text(percent(person.hole), _MISSING),
                _bar(person.hole / person.influence, _MISSING),
                steps,
            )
        self._console.print(table)

    def _show_unknown(self, people: list[PersonFacts]) -> None:
        if not people:
            self._line("")
            self._line(self._say("unknown_none"))
            return
        table = self._table("unknown_title", ("person", "name"), ("influence", "right"), ("covered_by", "left"))
        for person in people:
            table.add_row(self._label(person), percent(person.influence), self._covered_by(person))
        self._console.print(table)

    def _show_departments(self, facts: Facts) -> None:
        if not facts.departments:
            return
        table = self._table(
            "departments_title", ("department", "name"), ("", "left"), ("coverage", "right"), ("well_known", "right")
        )
        for unit in facts.departments[:HOLES_SHOWN]:
            if unit.coverage is None:
                table.add_row(self._called(unit.name), "", Text("?", _MISSING), self._say("department_nobody"))
            else:
                table.add_row(
                    self._called(unit.name),
                    _bar(unit.coverage / 100),
                    score(unit.coverage),
                    f"{unit.covered}/{unit.known}",
                )
        self._console.print(table)

    def _show_members(self, members: Iterable[MemberFacts]) -> None:
        if not members:
            self._line("")
            self._line(self._say("members_none"))
            return
        table = self._table("members_title", ("member", "left"), ("duties", "name"), ("closest_to", "right"))
        for member in members:
            duties = [self._say(f"duty_{kind}", count=count) for kind, count in sorted(member.duties.items())]
            table.add_row(
                self._called(member.name),
                self._say("separator").join(duties) or Text("-", _FAINT),
                str(member.closest_to),
            )
        self._console.print(table)


def _clipped(text: str, style: str = "") -> Text:
    shown = Text(text, style)
    shown.truncate(COVERED_CELLS, overflow="ellipsis")
    return shown


def _share(value: float, largest: float) -> Text:
    return Text.assemble(_bar(value / largest), f" {percent(value):>5}")


def _closeness(person: PersonFacts) -> Text:
    number = "?" if person.closeness is None else score(person.closeness)
    return Text.assemble(_steps(person.rung), (f"{number:>4}", _MISSING if person.closeness is None else ""))


def _bar(share: float, style: str = _REACHED) -> Text:
    """Return a bar of `BAR_CELLS` cells; anything above 0 shows at least an eighth of one."""
    eighths = max(round(share * BAR_CELLS * 8), 1 if share > 0 else 0)
    whole, part = divmod(eighths, 8)
    return Text((_EIGHTHS[8] * whole + _EIGHTHS[part]).ljust(BAR_CELLS)[:BAR_CELLS], style)


def _steps(rung: Rung) -> Text:
    climbed = RUNGS.index(rung)
    if climbed == 0:
        return Text("?".ljust(len(_STEPS)), _MISSING)
    return Text.assemble((_STEPS[:climbed], _REACHED), ("·" * (len(_STEPS) - climbed), _FAINT))


def _number(value: float | None) -> Text:
    return Text("?", _MISSING) if value is None else Text(score(value))
