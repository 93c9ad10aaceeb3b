"""Reads what a person is in other accounts: where their record says so, and where a record there does."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from analytics.answers.parts.elsewhere import OtherRecord
from analytics.context import Context
from app.analysis.account_names import AccountName
from app.analysis.evidence import Evidence, read_evidence
from graph.cache import Asked
from graph.ledger.following import survivors_of
from graph.store import Store
from schemas.analysis.profile import SaidWhere
from schemas.errors import NotFound
from schemas.reads import Snapshot
from schemas.rows.account_graph import AccountGraph

MOST_ACCOUNTS = 20
"""Other accounts that are read for one person."""


class _Own(NamedTuple):
    """A person in their own account: who their record says they are elsewhere, and all their ids here."""

    identity: tuple[str, str] | None
    ids: tuple[str, ...]


class SameHuman:
    """A person's records in other accounts, read with the evidence of an answer about the person."""

    def __init__(self, person: str) -> None:
        self.records: tuple[OtherRecord, ...] = ()
        self._person = person
        self._own = _Own(None, ())
        self.others: tuple[Snapshot, ...] = ()

    async def beside(self, store: Store, snapshot: Snapshot, known_at: str | None) -> tuple[Snapshot, ...]:
        """Return the same moment of each other account that the answer may rest on, in order.

        The account that the person's own record names comes first; an account that there is not is left out.
        """
        self._own = await self._links(store, snapshot)
        naming = await store.repository.naming([(snapshot.account_id, one) for one in self._own.ids])
        named = [self._own.identity[0]] if self._own.identity else []
        accounts = list(dict.fromkeys([*named, *sorted(naming - {snapshot.account_id})]))[:MOST_ACCOUNTS]
        found = [await _snapshot(store, account, snapshot.as_of, known_at) for account in accounts]
        self.others = tuple(each for each in found if each is not None)
        return self.others

    async def read(self, store: Store, evidence: Evidence) -> Evidence:
        """Read the other accounts; the evidence of the own one stays as it is."""
        found: list[OtherRecord] = []
        for snapshot in self.others:
            found += await self._in_account(store, snapshot, evidence.snapshot.account_id)
        if self._own.identity and all(each.said == "there" for each in found):
            found.insert(0, OtherRecord(*self._own.identity, "here"))
        self.records = tuple(sorted(found, key=lambda each: each.said == "there"))
        return evidence

    async def _links(self, store: Store, snapshot: Snapshot) -> _Own:
        async def make(_: int) -> _Own:
            graph = await store.graphs.read(snapshot)
            identity = next((each.identity for each in graph.people if each.id == self._person), None)
            survivors = survivors_of(await store.repository.merged_people(snapshot.account_id))
            absorbed = {one for one, survivor in survivors.items() if survivor == self._person}
            there = {each.id for each in graph.people}  # who was not merged yet at this moment is somebody else
            named = (identity["account"], identity["person"]) if identity else None
            return _Own(named, (self._person, *sorted(absorbed - there)))

        return await store.cache.find(Asked(("same_human", self._person), snapshot), make)

    async def _in_account(self, store: Store, snapshot: Snapshot, own: str) -> list[OtherRecord]:
        evidence, name = await read_evidence(store, snapshot), AccountName()
        await name.read(store, evidence)
        graph, account = evidence.graph, snapshot.account_id
        named = None
        if self._own.identity and self._own.identity[0] == account:
            named = await self._present_id(store, graph, self._own.identity[1])
        naming = {each.id for each in graph.people if _names(each.identity, own, self._own.ids)}
        wanted = dict.fromkeys([*([named] if named else []), *sorted(naming)])
        if own == account:
            wanted.pop(self._person, None)
        context = Context(graph, evidence.settings) if wanted else None
        return [OtherRecord(account, one, _said(one == named, one in naming), name.found, context) for one in wanted]

    async def _present_id(self, store: Store, graph: AccountGraph, person: str) -> str:
        """Return who somebody is at this moment: themselves while they are there, else whom they were merged into."""
        if any(each.id == person for each in graph.people):
            return person
        return survivors_of(await store.repository.merged_people(graph.account_id)).get(person, person)


async def _snapshot(store: Store, account: str, as_of: str, known_at: str | None) -> Snapshot | None:
    try:
        return await store.repository.snapshot(account, as_of, known_at)
    except NotFound:
        return None


def _names(identity: Mapping[str, str] | None, account: str, people: Iterable[str]) -> bool:
    return identity is not None and identity["account"] == account and identity["person"] in people


def _said(here: bool, there: bool) -> SaidWhere:
    if here and there:
        return "both"
    return "here" if here else "there"
