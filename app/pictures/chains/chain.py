"""How a decision stands: its steps with what each takes, and its voters, with a lane for every step that is open."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from app.messages.sentences import Language, Sentences
from app.messages.vocabularies import labels_of
from app.pictures.chains.steps import CHANCE, RULE, STRONG, WIDTH, height_of, place_order, place_steps
from app.pictures.chains.words import ChainWords, chance, signed, step_numbers, total_of, voters_of
from app.pictures.inks import FAINT_INK, HOLE, LINE, PALE, PAPER, REACHED, blended, ink_on
from app.pictures.marks import BODY, SMALL, Face, Point
from app.pictures.page import MARGIN, PERSON_ROW, TOP, Page, score
from app.pictures.rung_marks import MARK_WIDTH, place_rung, place_rung_legend
from schemas.analysis.chains.forecast import ForecastAnalysis, ForecastPerson, ForecastStep, ForecastVoter
from schemas.analysis.closeness import ClosenessAnalysis, ClosenessPerson

STEPS_SHOWN, LANES_SHOWN, VOTERS_SHOWN = 12, 9, 25
VOTER_ROW = PERSON_ROW
_SUPPORT, _SCALE, _CLOSENESS, _LANES = 206.0, 56.0, 332.0, 400.0
_WIDEST = 56.0


class _Lanes(NamedTuple):
    """The open steps that have a lane, by id, with its place from the left; and how wide a lane is."""

    steps: Mapping[str, float]
    width: float


def chain_picture(forecast: ForecastAnalysis, closeness: ClosenessAnalysis, account: str, language: Language) -> bytes:
    """Return the steps of a chain and the voters of each as SVG.

    Parameters
    ----------
    closeness : ClosenessAnalysis
        To everybody on the chain, at the same moment.
    account : str
        Name of the account.
    """
    return _Drawing(forecast, closeness, account, language).svg()


class _Drawing:
    def __init__(
        self, forecast: ForecastAnalysis, closeness: ClosenessAnalysis, account: str, language: Language
    ) -> None:
        self._words, self._say = ChainWords(language), Sentences("pictures", language).say
        self._language: Language = language
        self._steps = forecast.steps[:STEPS_SHOWN]
        self._voters = voters_of(forecast)
        self._close = {person.id: person for person in closeness.people}
        self._lanes = _lanes(forecast.steps)
        rows = min(len(self._voters), VOTERS_SHOWN)
        self._step_end = TOP + 26 + height_of(self._steps)
        self._voter_top = self._step_end + 46
        people = () if forecast.steps else forecast.people[:VOTERS_SHOWN]
        end = self._voter_top + VOTER_ROW * rows + 64 if rows else self._step_end + 34
        end += (30 + VOTER_ROW * len(people)) if people else 0
        title = self._say("chain_title", place=self._words.place(account, forecast.chain, closest_first=True))
        first, *more = self._words.standing(forecast)
        self._page = Page(end, title, first, forecast, language, width=WIDTH)
        parts = [self._words.state(forecast.chain), *more]
        self._place_line(67, self._joined(parts))
        self._place_steps(forecast)
        if rows:
            self._place_lanes(forecast.steps)
            for number, voter in enumerate(self._voters[:VOTERS_SHOWN]):
                self._place_voter(self._voter_top + VOTER_ROW * number, voter, forecast.steps)
            self._place_legend(self._voter_top + VOTER_ROW * rows)
        if people:
            self._place_people(people)
        self._place_line(end - 10, self._foot(forecast))

    def svg(self) -> bytes:
        """Return the picture."""
        return self._page.svg()

    def _joined(self, sentences: Sequence[str | None]) -> str:
        return self._say("gap").join(filter(None, sentences))

    def _place_line(self, y: float, text: str) -> None:
        if text:
            self._page.words((MARGIN, y), text, SMALL, room=WIDTH - 2 * MARGIN)

    def _foot(self, forecast: ForecastAnalysis) -> str:
        left_out = {
            "more_steps": len(forecast.steps) - len(self._steps),
            "more_lanes": sum(bool(step.voters) for step in forecast.steps) - len(self._lanes.steps),
            "more_voters": len(self._voters) - VOTERS_SHOWN,
            "more_people_of_chain": 0 if forecast.steps else len(forecast.people) - VOTERS_SHOWN,
        }
        parts = [self._say(name, count=count) for name, count in left_out.items() if count > 0]
        return self._joined([*parts, self._words.meaning if forecast.chain.standing == "open" else None])

    def _place_steps(self, forecast: ForecastAnalysis) -> None:
        page, y = self._page, TOP + 12
        page.words((MARGIN, y), self._say("column_step"), SMALL)
        page.words((RULE, y), self._say("column_rule"), SMALL)
        page.words((CHANCE, y), self._say("column_implied"), SMALL, "end")
        page.stroke([(MARGIN, y + 4.5), (WIDTH - MARGIN, y + 4.5)], PALE, 1)
        if not forecast.steps:
            page.words((MARGIN, y + 20), self._say("no_step"), BODY)
        place_steps(page, y + 8, self._steps, forecast.steps)

    def _place_lanes(self, steps: Sequence[ForecastStep]) -> None:
        page, base = self._page, self._voter_top - 8
        rows, numbers = min(len(self._voters), VOTERS_SHOWN), step_numbers(steps)
        for step in steps:
            if (x := self._lanes.steps.get(step.id)) is not None:
                page.box((x + 1.5, base - 24), self._lanes.width - 3, VOTER_ROW * rows + 34, PALE)
                place_order(page, (x + self._lanes.width / 2 - 9, base - 18), step, numbers[step.id])
        page.words((MARGIN, base), self._say("column_voter"), SMALL)
        page.words((_SUPPORT, base), self._say("column_support"), SMALL)
        page.words((_CLOSENESS, base), self._say("column_our_closeness"), SMALL, room=_LANES - _CLOSENESS - 6)
        page.stroke([(MARGIN, base + 4.5), (WIDTH - MARGIN, base + 4.5)], LINE, 0.8)

    def _place_voter(self, y: float, voter: ForecastVoter, steps: Sequence[ForecastStep]) -> None:
        page, room = self._page, _SUPPORT - MARGIN - 10
        called = self._words.called(voter.name, voter.title)
        page.person((MARGIN, y - 1), called, voter.title, room, STRONG)
        self._place_support((_SUPPORT, y), voter)
        self._place_closeness((_CLOSENESS, y), self._close[voter.person])
        for step in steps:
            found = [each for each in step.voters if each.person == voter.person]
            if found and step.id in self._lanes.steps:
                self._place_vote((self._lanes.steps[step.id], y), found[0], total_of(step))
        page.stroke([(MARGIN, y + VOTER_ROW - 1), (WIDTH - MARGIN, y + VOTER_ROW - 1)], LINE, 0.4)

    def _place_support(self, at: Point, voter: ForecastVoter) -> None:
        page, (x, y) = self._page, at
        room = _CLOSENESS - _SUPPORT - 8
        if voter.support is None:
            page.box((x, y + 3), _SCALE, 8, PAPER, FAINT_INK, dashed=True)
            page.words((x + _SCALE + 8, y + 10.5), "?", STRONG)
            page.words((x, y + 20.5), self._words.support(None), SMALL, room=room)
            return
        middle, reach = x + _SCALE / 2, _SCALE / 4 * voter.support
        page.box((x, y + 3), _SCALE, 8, PAPER, LINE)
        against = voter.support < 0
        page.box((min(middle, middle + reach), y + 3), abs(reach), 8, HOLE if against else REACHED)
        page.stroke([(middle, y + 1), (middle, y + 13)], FAINT_INK, 0.8)
        page.words((x + _SCALE + 8, y + 10.5), signed(voter.support), STRONG)
        word = self._words.support(voter.support)
        sure = self._say("sure", word=word, sure=chance(voter.confidence or 0))
        page.words((x, y + 20.5), sure, SMALL, room=room)

    def _place_closeness(self, at: Point, person: ClosenessPerson) -> None:
        x, y = at
        place_rung(self._page, (x, y + 16), person.rung)
        if person.closeness is not None:
            self._page.words((x + MARK_WIDTH + 26, y + 15), score(person.closeness), BODY, "end")

    def _place_vote(self, at: Point, voter: ForecastVoter, total: int) -> None:
        """Place what a yes counts: darker, the more of the step it is; framed, if a no alone stops it."""
        page, (x, y) = self._page, at
        width = min(self._lanes.width - 10, 40.0)
        left, middle = x + (self._lanes.width - width) / 2, x + self._lanes.width / 2
        paper = blended(voter.counts / total if total else 0.0)
        if voter.veto:
            page.box((left - 2, y + 2), width + 4, VOTER_ROW - 6, PAPER, HOLE)
            page.box((left - 1, y + 3), width + 2, VOTER_ROW - 8, PAPER, HOLE)
        page.box((left, y + 4), width, VOTER_ROW - 10, paper)
        said = self._say("vote_with_veto", counts=voter.counts) if voter.veto else str(voter.counts)
        page.words((middle, y + 15.5), said, Face(8.5, bold=True, ink=ink_on(paper)), "middle")

    def _place_people(self, people: Sequence[ForecastPerson]) -> None:
        """Place everybody with a role, where no step says who decides."""
        page, y = self._page, self._step_end + 22
        page.words((MARGIN, y), self._say("column_people"), SMALL)
        page.stroke([(MARGIN, y + 4.5), (WIDTH - MARGIN, y + 4.5)], LINE, 0.8)
        labels, gap = labels_of(self._language)["buying_role"], self._say("role_gap")
        for number, person in enumerate(people):
            top = y + 8 + VOTER_ROW * number
            called = self._words.called(person.name, person.title)
            page.person((MARGIN, top - 1), called, person.title, RULE - MARGIN - 10, STRONG)
            roles = gap.join(labels[role] for role in person.roles)
            if roles:
                page.words((RULE, top + 15), roles, BODY, room=WIDTH - MARGIN - RULE)

    def _place_legend(self, y: float) -> None:
        page, base = self._page, y + 16
        page.words((MARGIN, base), self._say("legend_votes"), SMALL, room=WIDTH - 2 * MARGIN)
        place_rung_legend(page, (MARGIN, base + 15), self._language)


def _lanes(steps: Sequence[ForecastStep]) -> _Lanes:
    open_ones = [step.id for step in steps if step.voters][:LANES_SHOWN]
    width = min(_WIDEST, (WIDTH - MARGIN - _LANES) / max(1, len(open_ones)))
    return _Lanes({step: _LANES + width * place for place, step in enumerate(open_ones)}, width)
