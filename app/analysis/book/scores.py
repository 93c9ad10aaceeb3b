"""Scores of many accounts: from their newest snapshots, and computed now of some that changed since."""

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from analytics.answers.screens.scores import account_scores, score_reasons
from analytics.context import Context
from app.analysis.book.newest import Newest, read_newest
from app.analysis.evidence import read_evidence, with_rules
from app.questions.expected import ELSEWHERE_SECONDS, expected_seconds
from graph.cache import Asked
from graph.snapshots.stored_form import Listed
from graph.store import Store
from schemas.errors import NotFound, TooLarge
from schemas.reads import Snapshot
from schemas.reports.lists import SeverityCounts
from schemas.screens.portfolio import PortfolioScores, WorstGap
from schemas.writes import BOOK

NAME = "stored_scores"
"""What is kept under this name is made from what was kept before."""

LIVE_AT_MOST = 50
"""Accounts whose scores one request computes; what is kept already does not count."""

NUMBERS = ("health", "grade", "coverage", "closeness", "gaps")

NOTHING = PortfolioScores(
    source="none",
    changed=True,
    as_of=None,
    revision=None,
    book_revision=None,
    **dict.fromkeys(NUMBERS),
    worst_gap=None,
    owner=None,
    owner_name=None,
    reasons=dict.fromkeys((*NUMBERS, "worst_gap"), "not_computed"),
)
"""Of an account that has no snapshot and was not computed."""


class AllStored(NamedTuple):
    """The scores that snapshots hold, and of which snapshots, both by account."""

    listed: Mapping[str, Listed]
    scores: Mapping[str, PortfolioScores]


@dataclass(slots=True)
class ScoreBook:
    """The scores of accounts, by id, and which of them are out of date.

    Attributes
    ----------
    revisions : mapping
        Of every account now.
    book_revision : int
        Of the book now.
    """

    store: Store
    as_of: str
    revisions: Mapping[str, int]
    book_revision: int
    stored: Mapping[str, PortfolioScores]
    _live: dict[str, PortfolioScores] = field(default_factory=dict)
    _tried: set[str] = field(default_factory=set)

    def of(self, account_id: str) -> PortfolioScores:
        """Return the newest scores of an account that are known here."""
        found = self._live.get(account_id) or self.stored.get(account_id)
        if found is None:
            return NOTHING
        return found.model_copy(update={"changed": True}) if self._is_outdated(account_id) else found

    def _is_outdated(self, account_id: str) -> bool:
        if account_id in self._live:
            return False
        found, now = self.stored.get(account_id), (self.revisions[account_id], self.book_revision)
        return found is None or (found.revision, found.book_revision) != now

    async def refresh(self, account_ids: Iterable[str]) -> None:
        """Compute the scores of those of some accounts that changed since their snapshot, as many as one request may.

        What was computed for an earlier request is kept, and does not count.
        """
        wanted = [one for one in account_ids if one not in self._tried and self._is_outdated(one)]
        moments = await self.store.repository.snapshots(wanted, self.as_of)
        for one, moment in moments.items():
            if (kept := self.store.cache.kept(_asked(moment))) is not None:
                self._live[one] = kept
        for one in (each for each in wanted if each in moments and each not in self._live):
            if len(self._tried) >= LIVE_AT_MOST:
                return
            self._tried.add(one)
            if (found := await _computed(self.store, moments[one])) is not None:
                self._live[one] = found


async def read_scores(store: Store, as_of: str, revisions: Mapping[str, int]) -> ScoreBook:
    """Return the scores of accounts as their newest snapshots hold them.

    Parameters
    ----------
    as_of : str
        The instant at which those are computed that changed since.
    revisions : mapping
        Of every account that may be asked for, by id.
    """
    token, newest = await store.snapshots.state(), await read_newest(store)

    async def make(_: int) -> AllStored:
        return await asyncio.to_thread(_all_stored, newest, store.cache.lasting(NAME) or AllStored({}, {}))

    stored = await store.cache.find(Asked((NAME, token), Snapshot(BOOK, "", "", 0)), make, always=True)
    book = await store.repository.book_snapshot(as_of)
    return ScoreBook(store, as_of, revisions, book.revision, stored.scores)


def _all_stored(newest: Newest, before: AllStored) -> AllStored:
    """Return the scores of all snapshots: those of before of each that is still the same."""
    scores = {
        one: before.scores[one] if before.listed.get(one) is listed else stored_scores(listed)
        for one, listed in newest.listed.items()
    }
    return AllStored(newest.listed, scores)


def stored_scores(listed: Listed) -> PortfolioScores:
    """Return the scores that a snapshot holds, without its reasons: these stand in its details."""
    numbers = listed.numbers
    worst = next((gap for gap in listed.gaps or () if not gap.muted), None)  # they stand there by priority
    return PortfolioScores.model_validate(
        {
            "source": "stored",
            "changed": False,
            "as_of": numbers.as_of,
            "revision": numbers.revision,
            "book_revision": numbers.book_revision,
            "health": numbers.health,
            "grade": numbers.grade,
            "coverage": numbers.components.coverage,
            "closeness": numbers.components.closeness,
            "worst_gap": worst and {name: getattr(worst, name) for name in WorstGap.model_fields},
            "gaps": SeverityCounts(**numbers.counts.model_dump()),
            "owner": numbers.owner,
            "owner_name": None,
            "reasons": {} if listed.gaps is not None else {"worst_gap": "not_computed"},
        }
    )


async def with_reasons(store: Store, found: Mapping[str, PortfolioScores]) -> dict[str, PortfolioScores]:
    """Return scores with the reasons for their nulls, and with the names of owners."""
    unknown = [one for one, each in found.items() if each.source == "stored" and _has_nulls(each)]
    contents = await store.snapshots.contents(sorted(unknown))
    names = await store.repository.names_of_ours(sorted({each.owner for each in found.values() if each.owner}))
    said: dict[str, PortfolioScores] = {}
    for one, each in found.items():
        reasons = {**each.reasons, **score_reasons(contents.get(one, {}).get("reasons", {}))}
        said[one] = each.model_copy(update={"reasons": reasons, "owner_name": names.get(each.owner or "")})
    return said


def _has_nulls(scores: PortfolioScores) -> bool:
    return None in (scores.health, scores.coverage, scores.closeness)


def _asked(moment: Snapshot) -> Asked:
    return Asked(("scores",), moment)


async def _computed(store: Store, moment: Snapshot) -> PortfolioScores | None:
    """Return the scores of an account now; None of one that is gone, or too large to be computed in passing."""
    if expected_seconds(await store.graphs.size(moment)) >= ELSEWHERE_SECONDS:
        return None

    async def make(_: int) -> PortfolioScores:
        evidence = await with_rules(store, await read_evidence(store, moment))
        context = Context(evidence.graph, evidence.settings)  # which is not kept: fifty of them push out all others
        return await asyncio.to_thread(account_scores, context, evidence.stage_models, evidence.profiles)

    try:
        return await store.cache.find(_asked(moment), make)
    except (NotFound, TooLarge):
        return None
