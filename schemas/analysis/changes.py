"""What changed between two moments: the answer of ``analysis/changes``."""

from typing import Any, Literal

from schemas.analysis.answer import Answer, Percent, Result, Whole
from schemas.fields import Identifier, ShownLine, judgement_field, open_field, restricted_field
from schemas.instants import Instant
from schemas.vocabularies import Attribute, Origin, Rung, Severity

What = Literal["began", "ended", "changed"]
Cause = Literal["recorded", "time", "both"]
Knowledge = Literal["as_recorded", "one_knowledge"]
Level = Literal["account", "chain", "steps", "voters", "people"]
GapTurn = Literal["opened", "closed"]
Unit = Literal["share", "probability", "percent", "closeness", "people", "index", "ranks", "paths"]


class ChangesSince(Result):
    """The earlier of the two moments, as an answer says of the later one."""

    as_of: Instant = open_field("What was so at this instant.", default=..., examples=["2026-06-26T16:00:00.000000Z"])
    known_at: Instant = open_field(
        "As it was known at this instant.", default=..., examples=["2026-06-26T15:12:05.123456Z"]
    )
    revision: Whole = open_field("Revision of the account at ``known_at``.", default=..., examples=[5])
    book_revision: Whole = open_field("Revision of the book-wide records at ``known_at``.", default=..., examples=[3])
    settings: str = open_field("Fingerprint of the resolved settings.", default=..., examples=["0c4f1a5d9be27a36"])
    exists: bool = open_field("Whether the account existed then, as it was known.", default=..., examples=[True])


class NamedRecord(Result):
    """A record by its name."""

    kind: str = open_field("Kind of the record.", default=..., examples=["person"])
    id: str = open_field("Its id.", default=..., examples=["p1"])
    name: ShownLine | None = open_field("Its name; null for what has none.", default=None, examples=["Ada Brandt"])


class ChangedField(Result):
    """A field of a record whose value differs."""

    name: str = open_field("Name of the field.", default=..., examples=["title"])
    before: Any = restricted_field("Its value at the earlier moment.", default=None, examples=["Buyer"])
    after: Any = restricted_field("Its value at the later moment.", default=None, examples=["Head of Procurement"])


class RecordChange(Result):
    """A record that differs between the two moments; each record is named once."""

    kind: str = open_field("Kind of the record.", default=..., examples=["reporting_line"])
    id: Identifier = open_field("Its id.", default=..., examples=["r7"])
    what: What = open_field("Whether it began, ended or changed.", default=..., examples=["began"])
    sentence: str = restricted_field(
        "The change in words, with when it was so, when it was recorded, and by whom.",
        default=...,
        examples=["Zhang Wei now reports to Ada Brandt (was: Bo Ek). Since 2026-06-27; recorded 2026-06-28 by keeper."],
    )
    replaces: Identifier | None = open_field(
        "Of a solid reporting line: the line that it takes the place of, which is not named again.", examples=["r2"]
    )
    about: tuple[NamedRecord, ...] = open_field("The records that it names.", default=...)
    fields: tuple[ChangedField, ...] = open_field("What differs of a record that changed.", default=())
    effective_at: Instant | None = open_field(
        "When it became so; null: as far back as we know.", default=..., examples=["2026-06-27T00:00:00.000000Z"]
    )
    recorded_at: Instant = open_field(
        "The first write from which on it was known.", default=..., examples=["2026-06-28T09:00:00.000000Z"]
    )
    recorded_by: ShownLine = open_field("Who wrote that.", default=..., examples=["keeper"])
    foreseen: bool = open_field(
        "Whether it had been recorded already at the earlier moment, and only had to come.",
        default=...,
        examples=[False],
    )
    origin: Origin | None = open_field("How it came to be recorded, where the record says.", examples=["import"])
    evidence: str | None = judgement_field(
        "What it rests on, where the record says.", examples=["Said so on the phone"]
    )


class ErasedBetween(Result):
    """A record that was erased for good in between."""

    kind: str = open_field("Kind of the record.", default=..., examples=["person"])
    id: Identifier = open_field("Its id.", default=..., examples=["p9"])
    erased_at: Instant = open_field("When.", default=..., examples=["2026-06-28T09:00:00.000000Z"])
    sentence: str = open_field(
        "The same in words.",
        default=...,
        examples=["A person was erased for good at 2026-06-28; nothing of it is left to compare."],
    )


class Ground(Result):
    """A record that differs, by its kind and id."""

    kind: str = open_field("Kind of the record.", default=..., examples=["interaction"])
    id: Identifier = open_field("Its id.", default=..., examples=["x12"])


class Grounded(Result):
    """Something that is computed and differs: what moved it, and the records behind."""

    cause: Cause = open_field("What moved it: records, only time, or both.", default=..., examples=["recorded"])
    records: tuple[Ground, ...] = open_field(
        "The records behind the part that was recorded: those that differ and that it reads; the first ten.", default=()
    )
    records_count: Whole = open_field("How many there are.", default=0, examples=[2])


class ScoreChange(Grounded):
    """A score that differs: ``difference = inputs + time``."""

    of: Level = open_field("What it is a score of.", default=..., examples=["account"])
    id: Identifier | None = open_field("Id of the step or person.", default=..., examples=["p1"])
    name: ShownLine | None = open_field("Their name.", default=..., examples=["Ada Brandt"])
    metric: str = open_field("Name of the score.", default=..., examples=["coverage"])
    unit: Unit = open_field("Unit of the numbers.", default=..., examples=["percent"])
    before: float | None = judgement_field("At the earlier moment; null: not known.", default=..., examples=[39.2])
    replayed: float | None = judgement_field(
        "What was known then, at the later instant; null: not known.", default=..., examples=[38.1]
    )
    after: float | None = judgement_field("At the later moment; null: not known.", default=..., examples=[44.0])
    difference: float | None = judgement_field(
        "``after - before``; null where one of them is.", default=..., examples=[4.8]
    )
    inputs: float | None = judgement_field(
        "By what was recorded: ``after - replayed``; null where one of them is.", default=..., examples=[5.9]
    )
    time: float | None = judgement_field(
        "By time alone: ``replayed - before``; null where one of them is.", default=..., examples=[-1.1]
    )
    sentence: str = judgement_field(
        "The same in words.",
        default=...,
        examples=["Coverage: 39.2 became 44.0; +5.9 by what was recorded, -1.1 by time alone."],
    )


class ClosenessChange(Grounded):
    """The closeness of one of us to one of them, where records moved it or the rung is another."""

    member: Identifier = open_field("Which of us.", default=..., examples=["m1"])
    member_name: ShownLine | None = open_field("Their name.", default=..., examples=["Kim Vale"])
    person: Identifier = open_field("Which of them.", default=..., examples=["p1"])
    person_name: ShownLine | None = open_field("Their name.", default=..., examples=["Ada Brandt"])
    before: Percent | None = judgement_field("At the earlier moment; null: none.", default=..., examples=[21.0])
    after: Percent | None = judgement_field("At the later moment; null: none.", default=..., examples=[29.4])
    inputs: float | None = judgement_field("By what was recorded.", default=..., examples=[9.0])
    time: float | None = judgement_field("By time alone.", default=..., examples=[-0.6])
    rung_before: Rung = judgement_field("Rung at the earlier moment.", default=..., examples=["acquainted"])
    rung_after: Rung = judgement_field("Rung at the later moment.", default=..., examples=["known"])
    sentence: str = judgement_field(
        "The same in words.",
        default=...,
        examples=["Closeness of Kim Vale to Ada Brandt: 21.0 became 29.4, all by what was recorded."],
    )


class BeliefChange(Grounded):
    """What observers together believe of a person, where the value is another."""

    person: Identifier = open_field("Whom it is about.", default=..., examples=["p1"])
    person_name: ShownLine | None = open_field("Their name.", default=..., examples=["Ada Brandt"])
    attribute: Attribute = open_field("What is believed of them.", default=..., examples=["support"])
    member: Identifier | None = open_field("Of a rung: which of us.", default=..., examples=["m1"])
    member_name: ShownLine | None = open_field("Their name.", default=..., examples=["Kim Vale"])
    before: float | str | None = restricted_field(
        "At the earlier moment; null: no belief.", default=..., examples=[0.0]
    )
    after: float | str | None = restricted_field("At the later moment; null: no belief.", default=..., examples=[1.0])
    sentence: str = restricted_field(
        "The same in words.",
        default=...,
        examples=["Ada Brandt: Support is now believed to be Supporter (was: Neutral)."],
    )


class GapChange(Result):
    """A gap that is there at one of the two moments only."""

    what: GapTurn = open_field("Whether it opened or closed.", default=..., examples=["opened"])
    id: Identifier = open_field("Its id, as in `analysis/gaps`.", default=..., examples=["gap-0c4f1a5d9be27a36"])
    rule: Identifier = open_field("Its rule.", default=..., examples=["overdue-contact"])
    severity: Severity = open_field("How bad it is, or was.", default=..., examples=["high"])
    chain: Identifier | None = open_field("The decision chain; null of an account.", default=..., examples=["c1"])
    chain_name: ShownLine | None = open_field("Its name.", default=..., examples=["Board"])
    cause: Literal["recorded", "time"] = open_field(
        "Whether anything had to be recorded for that, or only time to pass.", default=..., examples=["time"]
    )
    finding: str = judgement_field(
        "What is missing, or was, in words.",
        default=...,
        examples=["We last heard from Ada Brandt 62 days ago; it should be every 30 days."],
    )


class ChangesAnalysis(Answer):
    """What differs between two moments; the fields of every answer are those of the later one."""

    name: ShownLine | None = open_field("Name of the account.", default=..., examples=["Acme"])
    since: ChangesSince = open_field("The earlier moment.", default=...)
    knowledge: Knowledge = open_field(
        "``as_recorded``: each moment as it was known then. ``one_knowledge``: both as known at ``known_at``, and what"
        " came to be in between counts as recorded.",
        default=...,
        examples=["as_recorded"],
    )
    chain: NamedRecord | None = open_field("The decision chain in scope.", default=...)
    summary: str = open_field(
        "The whole in one sentence.",
        default=...,
        examples=["2 records differ between 2026-06-26 16:00 and 2026-06-29 08:00."],
    )
    notes: tuple[str, ...] = open_field("What to know of the two moments, in words.", default=(), examples=[[]])
    counts: dict[str, Whole] = open_field(
        "Records that differ, by kind.", default=..., examples=[{"reporting_line": 1, "interaction": 1}]
    )
    records: tuple[RecordChange, ...] = open_field("Every record that differs, by kind and id.", default=...)
    also: tuple[RecordChange, ...] = open_field(
        "With a chain: records about others that are behind something below all the same.", default=()
    )
    erased: tuple[ErasedBetween, ...] = open_field("What was erased for good in between.", default=())
    beliefs: tuple[BeliefChange, ...] = judgement_field("Beliefs that differ.", default=...)
    closeness: tuple[ClosenessChange, ...] = judgement_field("Pairs whose closeness differs.", default=...)
    scores: tuple[ScoreChange, ...] = judgement_field(
        "Scores that differ: of the account and its people; with a chain of the chain, its steps, voters and people.",
        default=...,
    )
    gaps: tuple[GapChange, ...] = judgement_field(
        "Gaps that opened, by priority, then those that closed; under the profile of each moment.", default=...
    )
