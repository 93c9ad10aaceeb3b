"""What is listed of an account in a report: gaps, people due for contact, beliefs gone stale, lines that cannot be."""

from functools import cache
from typing import Any, Generic, Literal, Self, TypeVar

from schemas.analysis.answer import Amount, Percent, Probability, Reasons, Result, Whole
from schemas.analysis.gap_words import Scope, Severity
from schemas.fields import FieldKey, Identifier, ShownLine, judgement_field, open_field
from schemas.instants import Instant
from schemas.messages.message import Language

Words = TypeVar("Words")
"""How sentences stand: `BothLanguages` where they are kept, ``str`` where a report says them."""

DueReason = Literal["cadence", "unanswered", "gap"]
"""Why a person is due: the time between contacts has passed, they wait for an answer, or a gap asks for it."""

TrendSign = Literal["up", "flat", "down"]
"""How closeness moved within 30 days."""


class EveryField(frozenset[str]):
    """The names of all fields of a class, as what was given of an object of it: once for all of them, and always so."""

    def update(self, *_names: object) -> None:
        """Add nothing: all are there."""

    def __copy__(self) -> Self:
        return self


class Light(Result):
    """A part of a report; all of its fields count as given.

    Pydantic keeps a set of the fields that were given with every object: of a gap that is half of what it takes, and
    nothing of a report asks for it.

    Examples
    --------
    >>> class Point(Light):
    ...     health: float
    >>> one, other = Point(health=1.0), Point(health=2.0)
    >>> one.model_fields_set is other.model_copy(update={"health": 3.0}).model_fields_set
    True
    """

    @classmethod
    def of_ours(cls, **values: Any) -> Self:
        """Return an object of values that this service made itself: all fields, each of its type; nobody looks at them.

        A night makes a hundred gaps of an account, and to look at them took longer than to make them.

        Raises
        ------
        KeyError
            When a field is missing.
        """
        made = cls.__new__(cls)
        object.__setattr__(made, "__dict__", {name: values[name] for name in _every_name(cls)})
        object.__setattr__(made, "__pydantic_extra__", None)
        object.__setattr__(made, "__pydantic_private__", None)
        object.__setattr__(made, "__pydantic_fields_set__", _every_field(cls))
        return made

    def model_post_init(self, _context: Any, /) -> None:
        """Let go of the set of its own."""
        object.__setattr__(self, "__pydantic_fields_set__", _every_field(type(self)))


@cache
def _every_name(kind: type[Light]) -> tuple[str, ...]:
    return tuple(kind.model_fields)


@cache
def _every_field(kind: type[Light]) -> EveryField:
    return EveryField(kind.model_fields)


class BothLanguages(Light):
    """One sentence in each language."""

    en: str = judgement_field("In English.", default=...)
    zh: str = judgement_field("In Simplified Chinese.", default=...)

    def said_in(self, language: Language) -> str:
        """Return it in one language."""
        return self.zh if language == "zh" else self.en


class ReportedGap(Light, Generic[Words]):
    """One gap of an account, as a report lists it."""

    id: Identifier = open_field("The same from day to day.", default=..., examples=["gap-0c4f1a5d9be27a36"])
    rule: Identifier = open_field("Rule that sees it.", default=..., examples=["overdue-contact"])
    severity: Severity = open_field("How bad it is.", default=..., examples=["high"])
    priority: Amount = open_field("By which gaps are ordered, at most 8.", default=..., examples=[0.84])
    scope: Scope = open_field("Whether it matters to a decision or to the account.", default=..., examples=["account"])
    chain: Identifier | None = open_field("The decision chain; null of an account.", default=...)
    opportunity: Identifier | None = open_field("The deal of that chain, or that it is about.", default=...)
    people: tuple[Identifier, ...] = open_field("People of theirs it is about.", default=..., examples=[["p1"]])
    since: Instant | None = open_field("When it was last opened.", default=...)
    muted: bool = open_field("Whether somebody muted it.", default=..., examples=[False])
    finding: Words = judgement_field("What is missing, in words.", default=...)
    action: Words | None = judgement_field("What to do about it, in words; null where nothing is advised.", default=...)
    member: Identifier | None = open_field("Which of us should do it.", default=..., examples=["t1"])
    due: Instant | None = open_field("By when.", default=...)


class DueFacts(Light, Generic[Words]):
    """What to know before calling somebody."""

    last_at: Instant | None = open_field("The last two-way contact; null: there was none.", default=...)
    last_channel: FieldKey | None = open_field("How that took place.", default=..., examples=["call"])
    rung: FieldKey | None = judgement_field("How close the closest of us is.", default=..., examples=["acquainted"])
    trend_sign: TrendSign | None = judgement_field("How that moved in 30 days; null: not known.", default=...)
    top_gap: Identifier | None = open_field("The open gap about them that matters most.", default=...)
    topic: Words | None = judgement_field("What to talk about, from that gap; null without one.", default=...)


class ContactDue(Light, Generic[Words]):
    """One person who is due for a contact."""

    person: Identifier = open_field("Whom to call.", default=..., examples=["p1"])
    person_name: ShownLine | None = open_field("Their name.", default=..., examples=["Ada Brandt"])
    title: ShownLine | None = open_field("Their title.", default=..., examples=["Head of purchasing"])
    member: Identifier | None = open_field("Which of us calls; null: nobody covers them.", default=..., examples=["t1"])
    member_name: ShownLine | None = open_field("Their name.", default=..., examples=["Kim Vale"])
    due: Instant = open_field("Since when it is due.", default=..., examples=["2026-06-15T00:00:00.000000Z"])
    overdue_days: Amount = open_field("Days since then.", default=..., examples=[16.0])
    cadence_days: Amount = open_field("Days from contact to contact that are aimed at.", default=..., examples=[30.0])
    reason: DueReason = open_field("Why.", default=..., examples=["cadence"])
    influence: Probability = judgement_field("Share of the attention of all.", default=..., examples=[0.14])
    priority: Amount = judgement_field(
        "Influence times days overdue by cadence: the few that matter come first.", default=..., examples=[0.075]
    )
    facts: DueFacts[Words] = judgement_field("What to know before.", default=...)


class StaleBelief(Light):
    """Something we think of a person that nobody has confirmed for too long."""

    person: Identifier = open_field("Of whom.", default=..., examples=["p1"])
    person_name: ShownLine | None = open_field("Their name.", default=..., examples=["Ada Brandt"])
    attribute: FieldKey = open_field("What is thought.", default=..., examples=["support"])
    chain: Identifier | None = open_field("In which decision; null: on the whole.", default=...)
    last_at: Instant = open_field("When it was last said.", default=..., examples=["2026-01-15T00:00:00.000000Z"])
    days: Amount = open_field("Days since then.", default=..., examples=[167.0])


class StructureWarning(Light, Generic[Words]):
    """Recorded lines that cannot all be true."""

    rule: Identifier = open_field("Rule that sees it.", default=..., examples=["reporting-cycle"])
    people: tuple[Identifier, ...] = open_field("Whom it is about.", default=..., examples=[["p1", "p2"]])
    finding: Words = judgement_field("What is wrong, in words.", default=...)


class LeadingPerson(Light):
    """One of those people of an account who have most influence, as a small map shows them."""

    person: Identifier = open_field("Who.", default=..., examples=["p1"])
    person_name: ShownLine | None = open_field("Their name.", default=..., examples=["Ada Brandt"])
    title: ShownLine | None = open_field("Their title.", default=..., examples=["Head of purchasing"])
    manager: Identifier | None = open_field(
        "Their superior by solid lines, the nearest who is in this list; null: none is.", default=..., examples=["p3"]
    )
    influence: Probability = judgement_field("Share of the attention of all.", default=..., examples=[0.14])
    closeness: Percent | None = judgement_field(
        "Of the closest of us; null: nobody had contact.", default=..., examples=[23.8]
    )
    rung: FieldKey = judgement_field("That in words.", default=..., examples=["acquainted"])


class OpenDeal(Light):
    """An open deal of an account, and how it is decided."""

    opportunity: Identifier = open_field("The deal.", default=..., examples=["o1"])
    name: ShownLine | None = open_field("Its name.", default=..., examples=["Pumps for line 3"])
    stage: FieldKey | None = open_field("Its stage.", default=..., examples=["qualify"])
    amount: Amount | None = open_field("What it is worth, in its currency.", default=..., examples=[1200000.0])
    currency: str | None = open_field("Currency of the amount, ISO 4217.", default=..., examples=["EUR"])
    closes: Instant | None = open_field("When it is expected to be decided.", default=...)
    chain: Identifier | None = open_field("Its decision chain in force; null: there is none.", default=...)
    chain_name: ShownLine | None = open_field("Name of the chain.", default=..., examples=["Investment committee"])
    steps_open: Whole | None = open_field("Steps still to be decided; null without a chain.", default=..., examples=[2])
    next_step: ShownLine | None = open_field("Name of the first of these.", default=..., examples=["Budget"])
    next_due: Instant | None = open_field("When that should be decided.", default=...)
    forecast: Probability | None = judgement_field(
        "That every open step passes, as the recorded beliefs imply.", default=..., examples=[0.063]
    )
    reasons: Reasons = open_field("Why ``forecast`` and ``steps_open`` are null.", default=..., examples=[{}])


class SeverityCounts(Light):
    """How many gaps there are of each severity."""

    critical: Whole = open_field("Critical ones.", default=..., examples=[1])
    high: Whole = open_field("High ones.", default=..., examples=[3])
    medium: Whole = open_field("Medium ones.", default=..., examples=[4])
    low: Whole = open_field("Low ones.", default=..., examples=[2])

    @property
    def total(self) -> int:
        """How many there are of all severities."""
        return self.critical + self.high + self.medium + self.low
