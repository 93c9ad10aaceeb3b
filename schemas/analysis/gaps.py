"""Where the holes are, why each matters, and who closes it: the answer of ``analysis/gaps`` of accounts and chains."""

from schemas.analysis.answer import Amount, InfluenceAnswer, Probability, Result, Whole
from schemas.analysis.chains.access import AccessRoute
from schemas.analysis.chains.chain import ChainOfAnswer
from schemas.analysis.gap_words import ChosenBy, Degree, DueBy, RemedyKind, Scope, Severity, SubjectKind
from schemas.fields import Identifier, ShownLine, ShownProse, judgement_field, open_field
from schemas.instants import Instant
from schemas.records.gap_states import GapMute
from schemas.vocabularies import ActionStatus

BySeverity = dict[Severity, Whole]
ByRule = dict[str, Whole]


class GapSubject(Result):
    """What a gap is about."""

    kind: SubjectKind = open_field("What it is.", default=..., examples=["person"])
    id: Identifier = open_field("Its id.", default=..., examples=["p1"])
    name: ShownLine | None = open_field("Its name.", default=..., examples=["Ada Brandt"])


class GapEvidence(Result):
    """What a gap rests on."""

    numbers: dict[str, float | str | None] = judgement_field(
        "Numbers by name; null: not known.", default=..., examples=[{"days": 62.0, "cadence_days": 30.0}]
    )
    records: dict[str, tuple[Identifier, ...]] = open_field(
        "Ids of records by kind.", default=..., examples=[{"interaction": ["i1"]}]
    )


class GapStatement(Result):
    """A value statement to talk about."""

    id: Identifier = open_field("Its id.", default=..., examples=["v1"])
    text: ShownProse = open_field("The claim.", default=..., examples=["You halve the standstills of the paint shop."])


class GapAction(Result):
    """Which of us does what about a gap, through whom, by when."""

    kind: RemedyKind = open_field("What is to be done.", default=..., examples=["meet"])
    sentence: str = judgement_field(
        "All of it in words, in the language of the answer.",
        default=...,
        examples=["Kim Vale should ask Cy Moss for an introduction to Ada Brandt by 2026-07-15."],
    )
    member: Identifier | None = open_field(
        "Which of us; null where nobody of us is known to the account.", default=..., examples=["t1"]
    )
    member_name: ShownLine | None = open_field("Their name.", default=..., examples=["Kim Vale"])
    person: Identifier | None = open_field(
        "Whom it is about, or who is asked; null where we know nobody to ask.", default=..., examples=["p1"]
    )
    person_name: ShownLine | None = open_field("Their name.", default=..., examples=["Ada Brandt"])
    route: AccessRoute | None = judgement_field(
        "The strongest way to that person; null where there is none, or where somebody is asked whom we know.",
        default=...,
    )
    due: Instant = open_field("By when.", default=..., examples=["2026-07-15T00:00:00.000000Z"])
    due_by: DueBy = open_field(
        "What that follows from: a step's or the deal's date, the cadence, an answer that is owed (a day), or the "
        "severity (7, 14, 30 or 60 days).",
        default=...,
        examples=["severity"],
    )
    statement: GapStatement | None = open_field(
        "A value statement that fits them; null where there is none.", default=..., examples=[None]
    )
    degree: Degree | None = judgement_field(
        "The weakest degree of trust so far; null without a contact.", default=..., examples=["depth"]
    )


class StoredAction(Result):
    """An action of `/v1/accounts/{account_id}/actions` that answers a gap."""

    id: Identifier = open_field("Its id.", default=..., examples=["a1"])
    what: ShownProse | None = judgement_field("What is to be done.", default=..., examples=["Ring her up."])
    member: Identifier | None = open_field("Who of us does it; null: nobody yet.", default=..., examples=["t1"])
    member_name: ShownLine | None = open_field("Their name.", default=..., examples=["Kim Vale"])
    due: Instant | None = open_field("By when; null: no date.", default=..., examples=["2026-07-15T00:00:00.000000Z"])
    status: ActionStatus = open_field("How it stands.", default=..., examples=["open"])
    overdue: bool = open_field("Whether it is open though its date has come.", default=..., examples=[False])
    sentence: str = judgement_field(
        "All of it in words, in the language of the answer.",
        default=...,
        examples=["In hand (Kim Vale, by 2026-07-15): “Ring her up.”"],
    )


class Gap(Result):
    """One gap."""

    id: Identifier = open_field(
        "The same from day to day, as long as it is about the same.", default=..., examples=["gap-0c4f1a5d9be27a36"]
    )
    rule: Identifier = open_field("Rule of the catalogue that sees it.", default=..., examples=["overdue-contact"])
    severity: Severity = open_field("How bad it is.", default=..., examples=["high"])
    priority: Amount = open_field(
        "Weight of the severity (8, 4, 2, 1) times the influence it is about.", default=..., examples=[0.84], le=8
    )
    influence: Probability | None = judgement_field(
        "Share of influence that its people hold; null where it is not about people.", default=..., examples=[0.21]
    )
    scope: Scope = open_field("Whether it matters to a decision or to the account.", default=..., examples=["account"])
    chain: Identifier | None = open_field("The decision chain; null of an account.", default=..., examples=["c1"])
    chain_name: ShownLine | None = open_field("Its name.", default=..., examples=["Board"])
    subjects: tuple[GapSubject, ...] = open_field("What it is about.", default=...)
    finding: str = judgement_field(
        "What is missing, in words, in the language of the answer.",
        default=...,
        examples=["We last heard from Ada Brandt 62 days ago; it should be every 30 days."],
    )
    evidence: GapEvidence = judgement_field("What it rests on.", default=...)
    action: GapAction | None = judgement_field("What to do about it; null where nothing can be advised.", default=...)
    actions: tuple[StoredAction, ...] = judgement_field(
        "Who is on it already: stored actions that name it as their gap, the open ones first.", default=()
    )
    first_seen: Instant | None = open_field(
        "When a refresh first saw it; null: none has.", default=..., examples=["2026-06-01T00:00:00.000000Z"]
    )
    since: Instant | None = open_field(
        "When a refresh last opened it; null: none has, since it is there.",
        default=...,
        examples=["2026-06-01T00:00:00.000000Z"],
    )
    mute: GapMute | None = judgement_field(
        "Who muted it, why, and until when; null: nobody, or no longer.", default=...
    )


class HiddenGaps(Result):
    """Gaps that are not listed because another one explains them."""

    cause: Identifier = open_field("The gap that explains them.", default=..., examples=["gap-0c4f1a5d9be27a36"])
    cause_rule: Identifier = open_field("Its rule.", default=..., examples=["no-stakeholders"])
    rule: Identifier = open_field("Rule of the gaps that it explains.", default=..., examples=["overdue-contact"])
    count: Whole = open_field("How many there are.", default=..., examples=[3])


class GapCounts(Result):
    """How many gaps are listed."""

    total: Whole = open_field("All of them.", default=..., examples=[5])
    by_severity: BySeverity = open_field("By severity, the worst first.", default=..., examples=[{"high": 5}])
    by_rule: ByRule = open_field("By rule.", default=..., examples=[{"overdue-contact": 5}])
    muted: Whole = open_field("Muted, and listed apart; in no other count.", default=..., examples=[1])
    hidden: Whole = open_field("Not listed because another gap explains them.", default=..., examples=[3])
    held_back: Whole = open_field("Not listed because the profile lists a few only.", default=..., examples=[0])


class _GapLists(InfluenceAnswer):
    profile: Identifier = open_field("Profile of rules that was used.", default=..., examples=["full"])
    profile_name: ShownLine = open_field("Its name.", default=..., examples=["full"])
    chosen_by: ChosenBy = open_field(
        "Why that one: it was asked for; a stored one is for the account, its segment and tier, its tier, its segment, "
        "or all; without one, the account has few people, is young, or neither.",
        default=...,
        examples=["default"],
    )
    counts: GapCounts = open_field("How many there are.", default=...)
    gaps: tuple[Gap, ...] = judgement_field("By priority, then by influence.", default=())
    muted: tuple[Gap, ...] = judgement_field("Those that are muted, by priority.", default=())
    hidden: tuple[HiddenGaps, ...] = open_field("What other gaps explain.", default=())


class GapsAnalysis(_GapLists):
    """Where the holes of an account are: of the whole, and of each decision chain in force of an open deal."""


class ChainGapsAnalysis(_GapLists):
    """Where the holes of one decision are: its own, and those of the people who have a stake in it."""

    chain: ChainOfAnswer = open_field("The chain that was asked about.", default=...)
    deal_open: bool = open_field(
        "Whether its deal is still open; a closed one has no gaps.", default=..., examples=[True]
    )
