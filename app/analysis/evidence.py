"""Evidence: all that the answers about one account are computed from, read for one moment."""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from analytics.ages import days_before
from analytics.coverage.cells import Expected
from analytics.gaps.profiles import Profile
from analytics.members import present_members
from app.analysis.gaps.stored_profiles import stored_profile
from graph.cache import Asked
from graph.ledger.stored_form import unnested
from graph.store import Store
from schemas.errors import NotFound
from schemas.messages.message import Message
from schemas.reads import Snapshot
from schemas.records.assessments import ASSESSMENTS
from schemas.records.rule_profiles import RULE_PROFILES
from schemas.records.settings import SETTINGS
from schemas.records.stage_models import STAGE_MODELS
from schemas.records.templates import TEMPLATES
from schemas.rows.account_graph import AccountGraph
from schemas.rows.stages import StageModelRow, stage_model_row
from schemas.settings.analysis_settings import AnalysisSettings


@dataclass(frozen=True, slots=True)
class Evidence:
    """An account at a moment, under its settings.

    Attributes
    ----------
    earlier : AccountGraph or None
        The account as it was ``trend_days`` before, with all we know now; None where it was not read.
    expected : mapping
        People that the template of its segment expects, by function of a department and seniority.
    stage_models : sequence of StageModelRow
        Of the book, in order of their ids; empty where they were not read.
    profiles : sequence of Profile
        Stored profiles of gap rules, in order of their ids; read with the stage models.
    grounds : mapping
        Assessment -> what it rests on, as its assessor put it; empty where it was not read.
    """

    snapshot: Snapshot
    graph: AccountGraph
    settings: AnalysisSettings
    earlier: AccountGraph | None = None
    expected: Expected | None = None
    stage_models: Sequence[StageModelRow] = ()
    profiles: Sequence[Profile] = ()
    grounds: Mapping[str, str] = field(default_factory=dict)


More = Callable[[Store, Evidence], Awaitable[Evidence]]
"""Reads what only some answers need."""


async def read_evidence(store: Store, snapshot: Snapshot) -> Evidence:
    """Return what every answer needs."""
    graph = await store.graphs.read(snapshot)
    return Evidence(snapshot, graph, await settings_of(store, snapshot, graph))


async def settings_of(store: Store, snapshot: Snapshot, graph: AccountGraph | None = None) -> AnalysisSettings:
    """Return the settings that hold for an account at a snapshot: book < segment < tier < account.

    Parameters
    ----------
    graph : AccountGraph, optional
        The account at that snapshot, where it was read already.
    """

    async def make(_: int) -> AnalysisSettings:
        return await _resolved_settings(store, snapshot, graph or await store.graphs.read(snapshot))

    return await store.cache.find(Asked(("settings",), snapshot), make)


async def with_earlier(store: Store, evidence: Evidence) -> Evidence:
    """Add the account as it was when trends begin."""
    begin = days_before(evidence.snapshot.as_of, evidence.settings.trend_days)
    return replace(evidence, earlier=await store.graphs.read(replace(evidence.snapshot, as_of=begin)))


async def with_expected(store: Store, evidence: Evidence) -> Evidence:
    """Add what the template of the account's segment expects.

    Of several templates the one for deals of any class counts, else the first by id.
    """
    segment = evidence.graph.segment
    if segment is None or evidence.snapshot.book_revision == 0:
        return evidence
    rows = [row async for row in store.repository.rows(TEMPLATES, evidence.snapshot) if row.get("segment") == segment]
    if not rows:
        return evidence
    template = unnested(TEMPLATES, min(rows, key=lambda row: (row.get("deal_class") is not None, row["id"])))
    cells = template.get("cells") or ()
    return replace(evidence, expected={(cell["function"], cell["seniority"]): cell["expected"] for cell in cells})


async def with_rules(store: Store, evidence: Evidence) -> Evidence:
    """Add what the book asks for: at the stages of opportunities, and by its profiles of gap rules; read together."""
    models, profiles = await _rules(store, evidence.snapshot)
    return replace(evidence, stage_models=models, profiles=profiles)


async def _rules(store: Store, snapshot: Snapshot) -> tuple[tuple[StageModelRow, ...], tuple[Profile, ...]]:
    if snapshot.book_revision == 0:
        return (), ()
    rules = await store.repository.rules(snapshot)
    models = [unnested(STAGE_MODELS, row) for row in rules.get("stage_model", ())]
    profiles = [unnested(RULE_PROFILES, row) for row in rules.get("rule_profile", ())]
    return tuple(map(stage_model_row, models)), tuple(map(stored_profile, profiles))


@dataclass(frozen=True, slots=True)
class BookEvidence:
    """What the book says of all accounts at a moment: read once for many of them.

    Attributes
    ----------
    settings : sequence of mapping
        Stored settings, of every scope.
    """

    settings: Sequence[Mapping[str, object]]
    stage_models: Sequence[StageModelRow]
    profiles: Sequence[Profile]

    def of(self, snapshot: Snapshot, graph: AccountGraph) -> Evidence:
        """Return what answers about one account need, with the rules of the book."""
        settings = resolved(self.settings, _scopes(graph))
        return Evidence(snapshot, graph, settings, stage_models=self.stage_models, profiles=self.profiles)


async def read_book_evidence(store: Store, snapshot: Snapshot) -> BookEvidence:
    """Return what the book says at the moment of a snapshot, of itself or of any account."""
    rows = [row async for row in store.repository.rows(SETTINGS, snapshot)] if snapshot.book_revision else []
    return BookEvidence(rows, *await _rules(store, snapshot))


def with_grounds(person: str | None) -> More:
    """Add what every word about one person rests on; None is nobody in particular, and nothing is read."""

    async def read(store: Store, evidence: Evidence) -> Evidence:
        if person is None:
            return evidence
        rows = [row async for row in store.repository.rows(ASSESSMENTS, evidence.snapshot, person=person)]
        return replace(evidence, grounds={row["id"]: row["evidence"] for row in rows if row.get("evidence")})

    return read


def knowing(person: str | None) -> More:
    """Refuse a person whom the account does not have at this moment; None is nobody in particular."""

    async def check(_: Store, evidence: Evidence) -> Evidence:
        if person is not None and all(known.id != person for known in evidence.graph.people):
            raise NotFound(_absent("person", person, evidence.graph))
        return evidence

    return check


def knowing_member(member: str | None) -> More:
    """Refuse one of us whom the account does not name, or who has left, at this moment; None is nobody."""

    async def check(_: Store, evidence: Evidence) -> Evidence:
        if member is not None and member not in present_members(evidence.graph):
            account, as_of = evidence.graph.account_id, evidence.graph.as_of
            raise NotFound(Message("analysis.nobody_of_us", member=member, account=account, as_of=as_of))
        return evidence

    return check


async def book_settings(store: Store, book: Snapshot) -> AnalysisSettings:
    """Return the settings of the book at its snapshot, before any segment, tier or account says otherwise."""
    return resolved([row async for row in store.repository.rows(SETTINGS, book)], {})


async def _resolved_settings(store: Store, snapshot: Snapshot, graph: AccountGraph) -> AnalysisSettings:
    if snapshot.book_revision == 0:
        return AnalysisSettings()
    rows = [row async for row in store.repository.rows(SETTINGS, snapshot)]
    return resolved(rows, _scopes(graph))


def _scopes(graph: AccountGraph) -> dict[str, str | None]:
    return {"segment": graph.segment, "tier": graph.tier, "account": graph.account_id}


def resolved(rows: Iterable[Mapping[str, object]], of: Mapping[str, str | None]) -> AnalysisSettings:
    """Return the settings that hold for an account: book < segment < tier < account.

    Parameters
    ----------
    rows : iterable of mapping
        Stored settings.
    of : mapping
        ``segment``, ``tier`` and ``account`` for which they are asked; none for the book as a whole.
    """
    layers: list[dict[str, object]] = []
    known = list(rows)
    for place in ("", "segment", "tier", "account"):
        for row in known:
            scope = next((name for name in ("account", "tier", "segment") if row.get(name)), "")
            if scope == place and (not place or row[place] == of.get(place)):
                layers.append({name: row[name] for name in AnalysisSettings.model_fields if row.get(name) is not None})
    return AnalysisSettings.resolve(layers)


def check_scope(graph: AccountGraph, department: str | None, chain: str | None = None) -> None:
    """Refuse a department or a chain that the account does not have at this moment.

    Raises
    ------
    NotFound
    """
    if department is not None and all(known.id != department for known in graph.departments):
        raise NotFound(_absent("department", department, graph))
    if chain is not None and all(known.id != chain for known in graph.chains):
        raise NotFound(_absent("chain", chain, graph))


def _absent(kind: str, record_id: str, graph: AccountGraph) -> Message:
    return Message("analysis.absent", kind=kind, id=record_id, account=graph.account_id, as_of=graph.as_of)
