"""Everything that a card shows of one person: the answer of ``analysis/people/{person_id}/profile``."""

from typing import Annotated, Literal

from pydantic import Field

from schemas.analysis.answer import InfluenceAnswer, Percent, Probability, Reasons, Result, Whole
from schemas.analysis.beliefs import Beliefs, JudgedAttribute, TextAttribute
from schemas.analysis.closeness import ClosenessPair, ClosenessPerson
from schemas.analysis.coverage import CoveragePerson
from schemas.analysis.gaps import Gap
from schemas.fields import (
    Identifier,
    ShownLine,
    contact_field,
    judgement_field,
    open_field,
    open_list,
    restricted_field,
)
from schemas.instants import Instant
from schemas.records.assessors import Assessor
from schemas.vocabularies import BuyingRole, Channel, Direction, Duty, LineKind, OurFunction, Rung

Side = Literal["manager", "report"]
Move = Literal["moves", "moved_by"]
SaidWhere = Literal["here", "there", "both"]
StateElsewhere = Literal["there", "left", "no_person", "no_account"]
NotKnown = Literal[
    "title", "seniority", "department", "manager", "support", "political_status", "importance", "contact", "duty"
]
"""What a card lacks: a fact, a line to a manager, a belief, a contact, or one of us with a duty."""


class ProfileElsewhere(Result):
    """The same human in another account, as recorded; ``known_elsewhere`` says what is known there."""

    account: Identifier = open_field("The other account.", default=..., examples=["acme-group"])
    account_name: ShownLine | None = open_field(
        "Its name; null: it is not in this book at this time.", default=..., examples=["Acme Group"]
    )
    person: Identifier = open_field("Their id there.", default=..., examples=["p42"])
    person_name: str | None = open_field(
        "Their name there; null: nobody of this id is there at this time.", default=..., examples=["Ada Brandt"]
    )


class ElsewhereClosest(Result):
    """Who of us is closest to them in another account."""

    member: Identifier = open_field("Which of us.", default=..., examples=["m1"])
    member_name: ShownLine | None = open_field("Their name.", default=..., examples=["Kim Vale"])
    closeness: Percent = judgement_field("How close, 0 to 100.", default=..., examples=[62.0])
    rung: Rung = judgement_field("The same as a step of the ladder.", default=..., examples=["trusted"])


class KnownElsewhere(ProfileElsewhere):
    """The same human in another account, at the same moment: who they are there, and who of us knows them."""

    title: str | None = open_field("Title there.", default=..., examples=["Director of purchasing"])
    said: SaidWhere = open_field(
        "Which record says that it is the same human: theirs here, the one there, or both.",
        default=...,
        examples=["here"],
    )
    state: StateElsewhere = open_field(
        "Whether they are there, have left there, or there is no such person or account at this time.",
        default=...,
        examples=["there"],
    )
    left_at: Instant | None = open_field("When they left there.", default=..., examples=[None])
    closest: ElsewhereClosest | None = judgement_field(
        "Who of us is closest to them there, under the settings of that account.", default=...
    )
    sentence: str | None = judgement_field(
        "All of it in words, in the language of the answer.",
        default=None,
        examples=["Known at Halden Suzhou as purchasing director: Kim Vale is closest, trusted, 62."],
    )
    reasons: Reasons = open_field("Why each null here is null.", default=..., examples=[{}])


class ProfileIdentity(Result):
    """Who they are, as recorded; null is not recorded."""

    id: Identifier = open_field("Id of the person.", default=..., examples=["p7"])
    name: str | None = open_field("Name.", default=..., examples=["Ada Brandt"])
    title: str | None = open_field("Title.", default=..., examples=["Head of purchasing"])
    seniority: str | None = open_field("Level.", default=..., examples=["director"])
    kind: str | None = open_field("Known, placeholder or external.", default=..., examples=["known"])
    external_kind: str | None = open_field("What sort of outsider.", default=..., examples=[None])
    status: str | None = open_field("Active or left.", default=..., examples=["active"])
    left_at: Instant | None = open_field("When they left.", default=..., examples=[None])
    vacant: bool | None = open_field("Whether nobody holds the seat.", default=..., examples=[False])
    desired_rung: Rung | None = open_field("How close we want to be.", default=..., examples=["trusted"])
    present: bool = open_field("Whether they count: they have not left.", default=..., examples=[True])
    elsewhere: ProfileElsewhere | None = open_field(
        "Where they are known too, such as at a sister company.", default=..., examples=[None]
    )
    mails: tuple[str, ...] = contact_field("Addresses.", default=..., examples=[["ada@acme.example"]])
    phones: tuple[str, ...] = contact_field("Numbers.", default=..., examples=[["+49 30 1234"]])


class ProfilePlace(Result):
    """A department that they belong to."""

    department: Identifier = open_field("Id of the department.", default=..., examples=["procurement"])
    name: str | None = open_field("Its name.", default=..., examples=["Procurement"])
    function: str | None = open_field("Its function.", default=..., examples=["procurement"])
    counts: bool = open_field("Whether it is the one that counts for scopes.", default=..., examples=[True])


class ProfileLine(Result):
    """A reporting line, and who is at its other end."""

    id: Identifier = open_field("Id of the line.", default=..., examples=["r3"])
    side: Side = open_field("Whether the other one is their manager or a report.", default=..., examples=["manager"])
    person: Identifier = open_field("The other one.", default=..., examples=["p2"])
    name: str | None = open_field("Name of the other one.", default=..., examples=["Bo Lind"])
    title: str | None = open_field("Title of the other one.", default=..., examples=["Chief Executive Officer"])
    line: LineKind = open_field("Solid, dotted or project.", default=..., examples=["solid"])
    chain: Identifier | None = open_field("Chain of a project line.", default=..., examples=[None])


class ProfilePair(Result):
    """A conflict or an alliance, and with whom."""

    id: Identifier = open_field("Id of the record.", default=..., examples=["x1"])
    person: Identifier = open_field("The other one.", default=..., examples=["p2"])
    name: str | None = open_field("Name of the other one.", default=..., examples=["Bo Lind"])
    title: str | None = open_field("Title of the other one.", default=..., examples=["Chief Executive Officer"])
    strength: Probability | None = judgement_field(
        "How strongly, as recorded; null: nobody said.", default=..., examples=[0.6]
    )


class ProfileMove(ProfilePair):
    """A recorded influence, and whom they move or who moves them."""

    side: Move = open_field("Whether they move the other one, or are moved.", default=..., examples=["moves"])
    topic: str | None = judgement_field("In which matters; null: in all.", default=..., examples=["budget"])


class ProfileCompetitor(Result):
    """A competitor who knows them."""

    id: Identifier = open_field("Id of the tie.", default=..., examples=["t1"])
    competitor: Identifier = open_field("Which competitor.", default=..., examples=["c1"])
    name: str | None = open_field("Their name.", default=..., examples=["Rival Systems"])
    rung: Rung | None = judgement_field("How close they are; null: nobody said.", default=..., examples=["trusted"])


class ProfileStake(Result):
    """A say in a decision."""

    id: Identifier = open_field("Id of the stake.", default=..., examples=["k1"])
    chain: Identifier = open_field("The chain.", default=..., examples=["c1"])
    chain_name: str | None = open_field("Its name.", default=..., examples=["Board"])
    opportunity: Identifier = open_field("What is decided.", default=..., examples=["o1"])
    step: Identifier | None = open_field("The one step; null: the whole chain.", default=..., examples=[None])
    step_name: str | None = open_field("Name of the step.", default=..., examples=[None])
    roles: tuple[BuyingRole, ...] = open_field("Roles in it.", default=..., examples=[["economic_buyer"]])
    weight: Whole | None = open_field(
        "Weight of the vote as recorded; null: as the roles say.", default=..., examples=[1]
    )
    veto: bool = open_field("Whether their no ends it.", default=..., examples=[False])


class ProfileInfluence(Result):
    """Place among those who move each other; in full in `analysis/influence`."""

    influence: Probability = judgement_field("Share of the attention of all.", default=..., examples=[0.1416])
    influence_percentile: Percent = judgement_field("Percent of people below.", default=..., examples=[97.6])
    brokerage: Probability | None = judgement_field(
        "Share of chains of persuasion through them; null under 3 people.", default=..., examples=[0.21]
    )
    direct_reports: Whole | None = judgement_field(
        "People who report to them on a solid line; null without a line.", default=..., examples=[4]
    )
    reasons: Reasons = open_field("Why each null of this row is null.", default=..., examples=[{}])


class ProfileContacts(Result):
    """How often one of us was in contact with them."""

    member: Identifier = open_field("Which of us.", default=..., examples=["m1"])
    name: str | None = open_field("Their name.", default=..., examples=["Kim Berg"])
    count: Whole = open_field("Contacts up to ``as_of``.", default=..., examples=[17])
    count_90d: Whole = open_field("Of them in the last 90 days.", default=..., examples=[4])
    first_at: Instant = open_field("The first.", default=..., examples=["2025-02-03T09:00:00.000000Z"])
    last_at: Instant = open_field("The last.", default=..., examples=["2026-06-24T07:00:00.000000Z"])


class ProfileCoverage(Result):
    """A duty of one of us for them."""

    id: Identifier = open_field("Id of the coverage.", default=..., examples=["v1"])
    member: Identifier = open_field("Which of us.", default=..., examples=["m1"])
    name: str | None = open_field("Their name.", default=..., examples=["Kim Berg"])
    present: bool = open_field("Whether they are still with us; who left covers nobody.", default=..., examples=[True])
    left_at: Instant | None = open_field("When they left us; null: not, or nobody said.", default=..., examples=[None])
    duty: Duty = open_field("Their duty.", default=..., examples=["owner"])
    desired_rung: Rung | None = open_field("How close they aim to be.", default=..., examples=["trusted"])
    target_date: str | None = open_field("Until when.", default=..., examples=[None])
    cadence_days: Whole | None = open_field("Days from contact to contact.", default=..., examples=[30])


class TimelineContact(Result):
    """A contact."""

    kind: Literal["contact"] = open_field("What it is.", default=..., examples=["contact"])
    id: Identifier = open_field("Id of the interaction.", default=..., examples=["i9"])
    at: Instant = open_field("When.", default=..., examples=["2026-06-24T07:00:00.000000Z"])
    channel: Channel | None = open_field("How they met.", default=..., examples=["meeting"])
    direction: Direction | None = open_field("Who went to whom.", default=..., examples=["mutual"])
    members: tuple[Identifier, ...] = open_field("Which of us.", default=..., examples=[["m1"]])
    member_names: tuple[ShownLine | None, ...] = open_field("Their names.", default=..., examples=[["Kim Vale"]])
    people: tuple[Identifier, ...] = open_field("Which of them.", default=..., examples=[["p7"]])
    people_names: tuple[ShownLine | None, ...] = open_field("Their names.", default=..., examples=[["Ada Brandt"]])
    opportunity: Identifier | None = open_field("About which deal.", default=..., examples=["o1"])
    depth: Whole | None = open_field("From 1 small talk to 5 advice sought.", default=..., examples=[3])


class TimelineWord(Result):
    """Something that was said of them, without the value."""

    id: Identifier = open_field("Id of the assessment.", default=..., examples=["s12"])
    at: Instant = open_field("When it was observed.", default=..., examples=["2026-06-01T02:00:00.000000Z"])
    member: Identifier | None = open_field("Of a rung: which of us.", default=..., examples=[None])
    member_name: ShownLine | None = open_field("Their name.", default=..., examples=[None])
    chain: Identifier | None = open_field("Chain it was said for; null: for all.", default=..., examples=[None])
    assessor: Assessor | None = open_field("Who said it; null where nobody is named.", default=...)
    assessor_name: ShownLine | None = open_field("Their name.", default=..., examples=["Kim Vale"])
    function: OurFunction = open_field("In which function.", default=..., examples=["presales"])


class TimelineJudgement(TimelineWord):
    """A judgement."""

    kind: Literal["judgement"] = open_field("What it is.", default=..., examples=["judgement"])
    attribute: JudgedAttribute = open_field("Of what.", default=..., examples=["support"])
    value: int | str = judgement_field("What was said.", default=..., examples=[1])


class TimelineText(TimelineWord):
    """A text given in confidence."""

    kind: Literal["text"] = open_field("What it is.", default=..., examples=["text"])
    attribute: TextAttribute = open_field("Of what.", default=..., examples=["pain"])
    value: str = restricted_field("What was said.", default=..., examples=["Two standstills a month"])


TimelineItem = Annotated[TimelineContact | TimelineJudgement | TimelineText, Field(discriminator="kind")]


class Timeline(Result):
    """A page of what happened, the newest first."""

    items: tuple[TimelineItem, ...] = open_list("The newest first.")
    next_cursor: str | None = open_field("Cursor of the next page; null after the last.", default=..., examples=[None])


class ProfileAnalysis(InfluenceAnswer):
    """One person, in one request."""

    identity: ProfileIdentity = open_field("Who they are.", default=...)
    known_elsewhere: tuple[KnownElsewhere, ...] = open_list(
        "The same human in other accounts: the one that their record names first, then those where a record names them;"
        " of at most 20 accounts."
    )
    places: tuple[ProfilePlace, ...] = open_list("Departments, the one that counts first.")
    lines: tuple[ProfileLine, ...] = open_list("Reporting lines of any kind, managers first.")
    influences: tuple[ProfileMove, ...] = open_list("Recorded influences, those on others first.")
    conflicts: tuple[ProfilePair, ...] = open_list("Whom they work against.")
    alliances: tuple[ProfilePair, ...] = open_list("With whom they hold together.")
    competitors: tuple[ProfileCompetitor, ...] = open_list("Which competitors know them.")
    stakes: tuple[ProfileStake, ...] = open_list("Says in decisions, by chain and step.")
    influence: ProfileInfluence | None = open_field("Place among all; null of who left.", default=...)
    beliefs: Beliefs = open_list("As in `analysis/beliefs`, under the chain in scope.")
    closeness: ClosenessPerson | None = open_field("As in `analysis/closeness`; null of who left.", default=...)
    pairs: tuple[ClosenessPair, ...] = open_list("As in `analysis/closeness`, with each of us.")
    contacts: tuple[ProfileContacts, ...] = open_list("How often each of us met them, by member.")
    coverage: CoveragePerson | None = open_field("As in `analysis/coverage`; null of who left.", default=...)
    coverages: tuple[ProfileCoverage, ...] = open_list("Which of us is in charge of them, those still with us first.")
    gaps: tuple[Gap, ...] = open_list("As in `analysis/gaps`, those about them, in words; empty of who left.")
    muted_gaps: tuple[Gap, ...] = open_list("Those about them that are muted.")
    not_known: tuple[NotKnown, ...] = open_list("What nobody has recorded of them yet; empty of who left.")
    timeline: Timeline = open_field("Contacts and words up to ``as_of``.", default=...)
    reasons: Reasons = open_field("Why each null here is null.", default=..., examples=[{}])
