"""One account on one page: the answer of ``/v1/accounts/{account_id}/overview``.

Every number is that of its own answer under ``analysis/``; what stands there beside it, and its records, does not.
"""

from schemas.analysis.answer import InfluenceAnswer, Percent, Probability, Reasons, Result, Whole
from schemas.analysis.chains.chain import ChainOfAnswer
from schemas.analysis.gaps import GapCounts
from schemas.analysis.health import Grade, HealthComponents
from schemas.fields import Identifier, ShownLine, judgement_field, open_field, open_list
from schemas.screens.me import Rights
from schemas.vocabularies import BuyingRole, LineKind, PoliticalStatus, Rung


class OverviewAccount(Result):
    """The account as recorded, and who of us owns it; null is not recorded."""

    name: ShownLine | None = open_field("Its name.", default=..., examples=["Acme"])
    segment: ShownLine | None = open_field("Its segment.", default=..., examples=["Automotive"])
    tier: ShownLine | None = open_field("Its tier.", default=..., examples=["A"])
    timezone: ShownLine | None = open_field("Its time zone.", default=..., examples=["Europe/Berlin"])
    owner: Identifier | None = open_field("Which of us owns it.", default=..., examples=["t1"])
    owner_name: ShownLine | None = open_field("Their name.", default=..., examples=["Kim Vale"])


class OverviewHealth(Result):
    """As in `analysis/health`."""

    health: Percent | None = judgement_field("Mean of the known parts.", default=..., examples=[42.9])
    grade: Grade | None = judgement_field("A to E.", default=..., examples=["D"])
    components: HealthComponents = judgement_field("The six parts, coverage and closeness among them.", default=...)
    change: float | None = judgement_field("Since the newest snapshot before.", default=..., examples=[-1.8])
    reasons: Reasons = open_field("Why each null is null.", default=..., examples=[{"change": "no_previous"}])


class OverviewPerson(Result):
    """Somebody who is there: a row of `people`, a node of a map."""

    id: Identifier = open_field("Id of the person.", default=..., examples=["p7"])
    name: str | None = open_field("Name.", default=..., examples=["Ada Brandt"])
    title: str | None = open_field("Title.", default=..., examples=["Head of purchasing"])
    seniority: str | None = open_field("Level.", default=..., examples=["director"])
    kind: str | None = open_field("Known, placeholder or external.", default=..., examples=["known"])
    department: Identifier | None = open_field("The one that counts.", default=..., examples=["procurement"])
    department_name: str | None = open_field("Its name.", default=..., examples=["Procurement"])
    roles: tuple[BuyingRole, ...] = open_field("On any chain.", default=..., examples=[["champion"]])
    influence: Probability = judgement_field("As in `analysis/influence`.", default=..., examples=[0.1416])
    influence_percentile: Percent = judgement_field("The same.", default=..., examples=[97.6])
    closeness: Percent | None = judgement_field("As in `analysis/closeness`.", default=..., examples=[57.4])
    rung: Rung = judgement_field("The same.", default=..., examples=["trusted"])
    closest: Identifier | None = open_field("Which of us is closest.", default=..., examples=["t1"])
    closest_name: ShownLine | None = open_field("Their name.", default=..., examples=["Kim Vale"])
    attainment: Probability = judgement_field("As in `analysis/coverage`.", default=..., examples=[0.4])
    covered: bool = judgement_field("The same.", default=..., examples=[True])
    support: float | None = judgement_field(
        "As in `analysis/beliefs`, -2 to 2.", default=..., examples=[1.25], ge=-2, le=2
    )
    political_status: PoliticalStatus | None = judgement_field("The same.", default=..., examples=["inner_circle"])
    gaps: Whole = judgement_field("Gaps about them that are listed in `analysis/gaps`.", default=..., examples=[2])
    reasons: Reasons = open_field("Why each null number is null.", default=..., examples=[{}])


class OverviewDepartment(Result):
    """As in `analysis/coverage`, with its place."""

    id: Identifier = open_field("Id of the department.", default=..., examples=["procurement"])
    name: str | None = open_field("Name.", default=..., examples=["Procurement"])
    function: str | None = open_field("Its function.", default=..., examples=["procurement"])
    part_of: Identifier | None = open_field("The one it belongs to.", default=..., examples=["operations"])
    known: Whole = open_field("People recorded in it.", default=..., examples=[4])
    covered: Whole = open_field("Of them, those covered.", default=..., examples=[1])
    coverage: Percent | None = judgement_field("With all below it.", default=..., examples=[12.5])
    reasons: Reasons = open_field("Why coverage is null.", default=..., examples=[{}])


class OverviewLine(Result):
    """A reporting line between two of `people`."""

    id: Identifier = open_field("Id of the line.", default=..., examples=["r3"])
    person: Identifier = open_field("Who reports.", default=..., examples=["p7"])
    manager: Identifier = open_field("To whom.", default=..., examples=["p2"])
    line: LineKind = open_field("Solid, dotted or project.", default=..., examples=["solid"])
    chain: Identifier | None = open_field("Chain of a project line.", default=..., examples=[None])


class OverviewMove(Result):
    """A recorded influence between two of `people`."""

    id: Identifier = open_field("Id of the record.", default=..., examples=["i1"])
    source: Identifier = open_field("Who moves.", default=..., examples=["p7"])
    target: Identifier = open_field("Whom.", default=..., examples=["p2"])
    strength: Probability | None = judgement_field("As recorded.", default=..., examples=[0.6])
    topic: ShownLine | None = judgement_field("In what; null: in all.", default=..., examples=["price"])


class OverviewPair(Result):
    """A conflict or an alliance of two of `people`."""

    id: Identifier = open_field("Id of the record.", default=..., examples=["x1"])
    people: tuple[Identifier, Identifier] = open_field("Both.", default=..., examples=[["p2", "p7"]])
    strength: Probability | None = judgement_field("As recorded.", default=..., examples=[0.6])


class OverviewChain(Result):
    """A decision chain and where it stands."""

    chain: ChainOfAnswer = open_field("As in every answer about it.", default=...)
    forecast: Probability | None = judgement_field("As in its `analysis/forecast`.", default=..., examples=[0.42])
    known_share: Probability | None = judgement_field("The same.", default=..., examples=[0.6])
    gaps: Whole = judgement_field("Gaps of it that are listed in `analysis/gaps`.", default=..., examples=[3])
    reasons: Reasons = open_field("Why each null number is null.", default=..., examples=[{}])


class Overview(InfluenceAnswer):
    """An account on a page."""

    account: OverviewAccount = open_field("What it is called, and whose it is.", default=...)
    rights: Rights = open_field("What the key that asks may do.", default=...)
    health: OverviewHealth = judgement_field("How well it is looked after.", default=...)
    gaps: GapCounts = open_field("As in `analysis/gaps`.", default=...)
    people: tuple[OverviewPerson, ...] = open_list("Everyone who is there, by influence.")
    departments: tuple[OverviewDepartment, ...] = open_list("By id.")
    reporting_lines: tuple[OverviewLine, ...] = open_list("By id.")
    influences: tuple[OverviewMove, ...] = open_list("By id.")
    conflicts: tuple[OverviewPair, ...] = open_list("By id.")
    alliances: tuple[OverviewPair, ...] = open_list("By id.")
    chains: tuple[OverviewChain, ...] = open_list("By id.")
