"""Draws a chain in a terminal: a lane a step, the ways in, what to ask. Colour repeats what is written."""

from collections.abc import Iterable, Mapping

from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from app.lanes.answers import ChainAnswers
from app.lanes.chain_choice import ChosenChain
from app.messages.sentences import Language, Sentences
from app.messages.vocabularies import labels_of
from app.pictures.chains.words import ChainWords, chance, signed, step_numbers, voters_of
from app.pictures.page import minute, score
from app.pictures.rung_marks import RUNGS
from schemas.analysis.chains.access import AccessOfPerson
from schemas.analysis.chains.forecast import ForecastStep, ForecastVoter
from schemas.analysis.chains.next_question import RankedQuestion
from schemas.analysis.closeness import ClosenessPerson
from schemas.vocabularies import Rung

QUESTIONS_SHOWN = 3
FEW = 2
"""So many without whom nobody is reached are worth a warning; more of them are hardly lost at once."""

NARROW = 70
"""Columns under which weight and confidence are left out."""

_STEPS = "▂▄▆█"
_GOOD, _BAD, _FAINT, _TITLE = "green", "bold red", "dim", "bold"
_MARKS = {"passed": "✓", "skipped": "-", "failed": "✗"}


def show(chosen: ChosenChain, language: Language) -> None:
    """Print a chain on standard output, or the chains of an account to choose from."""
    screen = Screen(Console(highlight=False, emoji=False, markup=False), language)
    if chosen.answers is not None:
        screen.show(chosen.answers)
    else:
        screen.show_chains(chosen)


class Screen:
    """Prints on one console in one language."""

    def __init__(self, console: Console, language: Language) -> None:
        self._console = console
        self._say = Sentences("lanes", language).say
        self._words = ChainWords(language)
        self._gap = Sentences("access", language).say("gap")
        self._labels = labels_of(language)
        self._wide = console.width >= NARROW

    def show_chains(self, chosen: ChosenChain) -> None:
        """Print which chains there are."""
        if not chosen.chains:
            self._line(self._say("chains_none", account=chosen.account))
            return
        self._line(self._say("chains_title", account=chosen.account), _TITLE)
        table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style=_FAINT)
        for name in ("chain_column", "deal_column", "status_column"):
            table.add_column(self._say(name), overflow="fold")
        for chain in chosen.chains:
            table.add_row(chain.name, chain.deal or "", self._labels["chain_status"].get(chain.status or "", ""))
        self._console.print(table)

    def show(self, answers: ChainAnswers) -> None:
        """Print everything about a chain."""
        self._show_headline(answers)
        close = {person.id: person for person in answers.closeness.people}
        numbers = step_numbers(answers.forecast.steps)
        for step in answers.forecast.steps:
            self._line("")
            self._show_step(step, numbers[step.id], close)
        if not answers.forecast.steps:
            self._show_people(answers)
        self._show_ways(answers)
        if answers.forecast.chain.standing in {"open", "no_decider"}:
            self._show_questions(answers)

    def _line(self, text: str | Text, style: str = "") -> None:
        self._console.print(Text(text, style) if isinstance(text, str) else text)

    def _show_headline(self, answers: ChainAnswers) -> None:
        forecast = answers.forecast
        moment = self._say("moment", as_of=minute(forecast.as_of))
        place = self._words.place(answers.account, forecast.chain)
        self._line(f" {place} ", "bold reverse")
        self._line(moment, _FAINT)
        if state := self._words.state(forecast.chain):
            self._line(state, _BAD)
        first, *rest = self._words.standing(forecast)
        self._line(first, _TITLE)
        for sentence in rest:
            self._line(sentence)
        if forecast.chain.standing == "open":
            self._line(self._words.meaning, _FAINT)

    def _show_step(self, step: ForecastStep, number: str, close: dict[str, ClosenessPerson]) -> None:
        mark = "-" if step.applies == "no" else _MARKS.get(step.outcome, "○")
        rule = self._words.rule(step)
        style = _BAD if step.possible is False or step.outcome == "failed" else _FAINT
        head = Text.assemble((f"{mark} {number}  {self._words.step_name(step)}", _TITLE), "   ", (rule, style))
        if step.voters and step.possible and step.probability is not None:
            head.append(f"   {self._say('step_chance', chance=chance(step.probability))}")
        self._line(head)
        if step.voters:
            self._console.print(self._voters(step.voters, close))

    def _voters(self, voters: Iterable[ForecastVoter], close: dict[str, ClosenessPerson]) -> Table:
        """Return the voters of a lane; columns are as wide in every lane."""
        table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style=_FAINT, expand=True)
        table.add_column(f"     {self._say('voter')}", no_wrap=True, overflow="ellipsis", ratio=1)
        votes = [self._say("weight"), self._say("veto", counts=100)]
        words = [f"+0.0 {label}" for label in self._labels["support"].values()]
        if self._wide:
            self._column(table, votes[0], votes)
        self._column(table, self._say("support"), words)
        if self._wide:
            self._column(table, self._say("sure"), ["100%"])
        self._column(table, self._say("closeness"), ["▂▄▆█ 100"])
        for voter in voters:
            sure = "" if voter.confidence is None else chance(voter.confidence)
            cells = [self._voter(voter), self._vote(voter), _support(voter, self._words), Text(sure, _FAINT)]
            shown = cells if self._wide else cells[::2]
            table.add_row(*shown, _closeness(close[voter.person]))
        return table

    def _column(self, table: Table, head: str, widest: Iterable[str]) -> None:
        table.add_column(head, no_wrap=True, width=max(map(cell_len, (head, *widest))))

    def _voter(self, voter: ForecastVoter) -> Text:
        called = self._words.called(voter.name, voter.title)
        shown = Text("     " + self._words.with_title(voter.name, voter.title), _FAINT)
        shown.stylize("not dim", 0, 5 + len(called))
        return shown

    def _vote(self, voter: ForecastVoter) -> Text:
        return Text(self._say("veto", counts=voter.counts), _BAD) if voter.veto else Text(str(voter.counts))

    def _show_people(self, answers: ChainAnswers) -> None:
        """Print everybody with a stake and their roles, for a chain whose steps would else say who decides."""
        if not answers.forecast.people:
            return
        self._line("")
        self._line(self._say("people_title"), _TITLE)
        for person in answers.forecast.people:
            roles = [self._labels["buying_role"][role] for role in person.roles]
            name = self._words.with_title(person.name, person.title)
            self._item("•", Text.assemble((name, _TITLE), "  ", self._say("roles", roles=roles)))

    def _show_ways(self, answers: ChainAnswers) -> None:
        """Print how each voter is reached; where no step is recorded, those whose role would have a vote."""
        if not answers.access.voters:
            return
        self._line("")
        self._line(self._say("ways_title"), _TITLE)
        rows = {row.person: row for row in answers.access.voters}
        limits = {(pair.member, pair.person): pair.limit_sentence for pair in answers.closeness.pairs}
        for person in dict.fromkeys([*(voter.person for voter in voters_of(answers.forecast)), *rows]):
            self._show_way(rows[person], limits)

    def _show_way(self, row: AccessOfPerson, limits: Mapping[tuple[str, str], str | None]) -> None:
        name = self._words.with_title(row.name, row.title)
        if row.best is None:
            left = row.reasons.get("best") == "left"
            self._item("!", Text(self._say("way_left" if left else "way_none", name=name), _BAD))
            return
        parts = [Text(name, _TITLE), Text(self._words.readable(row.best.sentence))]
        if held := limits.get((row.best.people[0], row.best.people[1])):
            parts.append(Text(held, _FAINT))
        if not row.cut:
            parts.append(Text(self._say("cut_none"), _BAD))
        elif len(row.cut) <= FEW:
            parts.append(Text(self._say("cut", names=tuple(self._words.called(one.name) for one in row.cut)), _BAD))
        if row.alternatives:
            parts.append(Text(self._say("alternatives", count=len(row.alternatives)), _FAINT))
        first, *rest = parts
        self._item("•", Text("  ").join([first, Text(self._gap).join(rest)]))

    def _item(self, mark: str, text: Text) -> None:
        """Print a paragraph that hangs behind its mark."""
        table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 1, 0, 0))
        table.add_column(width=2)
        table.add_column(overflow="fold", ratio=1)
        table.add_row(mark, text)
        self._console.print(table)

    def _show_questions(self, answers: ChainAnswers) -> None:
        self._line("")
        self._line(self._say("questions_title"), _TITLE)
        questions = answers.questions.questions
        if questions is None or not answers.forecast.steps:
            self._item("1", Text(self._say("question_voters")))
        elif not questions:
            self._item("•", Text(self._say("question_none")))
        else:
            for number, question in enumerate(questions[:QUESTIONS_SHOWN], start=1):
                self._item(str(number), self._question(question))

    def _question(self, question: RankedQuestion) -> Text:
        name = self._words.called(question.name)
        if question.ask is None:
            return Text(self._say("question_unheard", name=name), _BAD)
        points = max(1, round(100 * question.value_of_knowing))
        member = self._words.called(question.ask_name)
        return Text(self._say("question", name=name, member=member, points=points))


def _support(voter: ForecastVoter, words: ChainWords) -> Text:
    word = words.support(voter.support)
    if voter.support is None:
        return Text(f"   ? {word}", _BAD)
    style = _GOOD if voter.support >= 0.5 else _BAD if voter.support <= -0.5 else ""
    return Text(f"{signed(voter.support):>4} {word}", style)


def _closeness(person: ClosenessPerson) -> Text:
    number = "?" if person.closeness is None else score(person.closeness)
    return Text.assemble(_rung(person.rung), (f"{number:>4}", _BAD if person.closeness is None else ""))


def _rung(rung: Rung) -> Text:
    climbed = RUNGS.index(rung)
    if climbed == 0:
        return Text("?".ljust(len(_STEPS)), _BAD)
    return Text.assemble((_STEPS[:climbed], "cyan"), ("·" * (len(_STEPS) - climbed), _FAINT))
