"""Joins what was staged: whose account a record is of, and whether what it names is there.

Kinds are taken in the order in which they are written, so that what names a refused record is refused with its reason.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from app.imports.mappings.record_plans import RANK, RecordPlan
from app.imports.mappings.silence import is_given
from app.imports.staging.filled_places import FilledPlaces
from app.imports.staging.named_managers import NamedManagers
from app.imports.staging.staged_records import ACCEPTED, MERGED, REFUSED, Place, Staged, Staging, row_of
from app.imports.staging.table_reading import Note
from graph.ledger.stored_form import flat_item
from schemas.links import Link, end_links, linked_kinds, reference_links
from schemas.messages.message import Message
from schemas.registry import BY_KIND
from schemas.resource import Resource
from schemas.vocabularies import CoverageTargetKind
from schemas.writes import BOOK, WriteItem

EXTERNAL = -1
"""The plan of people who are recorded in another account than their own."""

MANAGER = "/manager"
"""The field in which files give names instead of ids."""

BOOK_OF_STAGING = ""
"""As whose the records of the book are staged."""

CLOSED = frozenset({"won", "lost"})

_COPIED = ("name", "title", "seniority")
"""Fields of a person that are recorded in another account too."""

NODES_REMEMBERED = 100_000
"""Records that were found and need not be looked up again."""


class _Lacking(Exception):
    """Another record that a record names is not there."""

    def __init__(self, reason: Message, cause: Place | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.cause = cause


class Resolving:
    """Settles every staged record: accepted, merged into one before it, or refused.

    Parameters
    ----------
    plans : sequence of RecordPlan
        The records of the mapping.
    sources : mapping
        By kind, the names of the files that records of it come from.
    note : callable
        Called with each reject.
    managers : mapping
        Names by which rows call managers, by the ids that were made of them.
    """

    def __init__(
        self,
        staging: Staging,
        plans: list[RecordPlan],
        sources: Mapping[str, Sequence[str]],
        note: Note,
        managers: Mapping[str, str],
    ) -> None:
        self._staging = staging
        self._plans = plans
        self._sources = sources
        self._note = note
        kinds = {plan.resource.kind for plan in plans}
        named = {kind for one in kinds for kind in linked_kinds(BY_KIND[one])} | {"account", "opportunity"}
        named |= set(CoverageTargetKind.__args__) if "coverage" in kinds else set()  # type: ignore[attr-defined]
        self._named = named | {plan.owner_kind for plan in plans if plan.owner_kind}
        self._staged_kinds = kinds
        self._known: set[tuple[str, str, str]] = set()
        self._managers = NamedManagers(staging, managers)
        self._places = FilledPlaces(staging)

    def run(self) -> None:
        """Settle all records."""
        for kind in sorted(self._staged_kinds, key=RANK.__getitem__):
            with self._staging.in_one_go():
                for record in self._staging.of_rank(RANK[kind]):
                    self._settle(record)
                for record in self._staging.of_rank(RANK[kind], vacant=True):
                    self._settle_vacant(record)
            if kind == "account":
                self._order_accounts()

    def _settle(self, record: Staged) -> None:
        resource = BY_KIND[record.kind]
        self._staging.at = record.place
        try:
            ledger = self._ledger(record)
            data = record.fields()
            self._places.fill(self._plans[record.plan], ledger, data)
            self._check_links(resource, record, ledger, data)
            self._check_place(record, ledger, data)
        except _Lacking as lacking:
            self._refuse(record, lacking.reason, lacking.cause)
            return
        correction = self._is_of_the_past(record, ledger, data)
        self._accept(record, ledger, data, correction)

    def _settle_vacant(self, record: Staged) -> None:
        """Let a row empty a place where no other fills it, and whose place it is was taken."""
        try:
            ledger = self._ledger(record)
        except _Lacking:
            self._staging.settle(record.seq, MERGED, record.ledger)
            return
        empty = not self._places.is_filled(record.key, ledger) and self._has_its_ends(record, ledger)
        self._staging.settle(record.seq, ACCEPTED if empty else MERGED, ledger)

    def _has_its_ends(self, record: Staged, ledger: str) -> bool:
        links = [one for one in _links(BY_KIND[record.kind], record.fields()) if one.kind in self._staged_kinds]
        return all(self._staging.node(one.kind, one.id, _home(one, ledger)) is not None for one in links)

    def _accept(self, record: Staged, ledger: str, data: dict[str, Any], correction: bool) -> None:
        before = None
        if record.kind in self._named and record.id is not None:
            before = self._staging.add_node(record.kind, record.id, ledger, record.seq)
        if before is None:
            self._staging.settle(record.seq, ACCEPTED, ledger, correction)
            return
        if not self._plans[record.plan].record.when_missing:
            stands = self._staging.record(before)
            merged = {**stands.fields(), **data}
            self._staging.change(before, merged)
            silent = {*stands.silent_fields(), *record.silent_fields()}
            if len(silent) > len(stands.silent_fields()) or any(is_given(name, merged) for name in silent):
                self._staging.hush(before, (name for name in silent if not is_given(name, merged)))
        self._staging.settle(record.seq, MERGED, ledger)

    def _refuse(self, record: Staged, reason: Message, cause: Place | None) -> None:
        """Note a refused record; where another fault of the same row is the cause, that one was noted."""
        self._staging.settle(record.seq, REFUSED, record.ledger)
        if record.id is not None and not self._staging.nodes(record.kind, record.id):
            self._staging.lose(record.kind, record.id, record.place)
        if cause != record.place and self._staging.is_new(record.place, reason):
            self._note(record.place, record.said, reason)

    # Whose it is

    def _ledger(self, record: Staged) -> str:
        if record.owner_kind:
            return self._owner_of(record)
        if BY_KIND[record.kind].scope == "account" and "account" in self._staged_kinds:
            self._check_link(Link("", "account", record.ledger), record, record.ledger)
        return record.ledger

    def _owner_of(self, record: Staged) -> str:
        found = self._staging.nodes(record.owner_kind, record.owner_id)
        if not found:
            raise self._missing(record.owner_kind, record.owner_id)
        if len(found) > 1:
            raise _Lacking(Message("imports.owner_unclear", kind=record.owner_kind, id=record.owner_id))
        return str(found[0][0])

    # The records that it names

    def _check_links(self, resource: Resource, record: Staged, ledger: str, data: dict[str, Any]) -> None:
        if not resource.ends and not resource.references and resource.kind != "account":
            return
        for link in _links(resource, data):
            if link.kind in self._staged_kinds and link.kind in BY_KIND:
                named = self._found_by_name(link, record, ledger, data) if link.pointer == MANAGER else link
                self._check_link(named, record, ledger)

    def _check_place(self, record: Staged, ledger: str, data: dict[str, Any]) -> None:
        other = self._places.other_holder(record, ledger, data) if BY_KIND[record.kind].slot else None
        if other is not None:
            where = row_of(self._staging.names, other.place)
            raise _Lacking(Message("imports.held_already", kind=record.kind, place=where))

    def _found_by_name(self, link: Link, record: Staged, ledger: str, data: dict[str, Any]) -> Link:
        """Return a manager as a row names them; one whom it calls by a name that just one has by the id of that one."""
        if self._staging.nodes(link.kind, link.id) or self._staging.lost_at(link.kind, link.id):
            return link
        home = ledger if BY_KIND[link.kind].scope == "account" else BOOK_OF_STAGING
        name = self._managers.name_of(link.id)
        found = self._managers.called(link.kind, home, name)
        if len(found) > 1:
            raise _Lacking(Message("imports.called_alike", count=len(found), name=name, ids=found))
        if not found:
            if name != link.id:
                raise self._nobody_called(link.kind, name)
            return link
        data[link.pointer.removeprefix("/")] = found[0]
        self._staging.change(record.seq, data)
        return link._replace(id=found[0])

    def _nobody_called(self, kind: str, name: str) -> _Lacking:
        if files := self._sources.get(kind):
            return _Lacking(Message("imports.nobody_called", kind=kind, name=name, files=files))
        return _Lacking(Message("imports.nobody_called_anywhere", kind=kind, name=name))

    def _check_link(self, link: Link, record: Staged, ledger: str) -> None:
        scope = BY_KIND[link.kind].scope
        key = (link.kind, link.id, _home(link, ledger))
        if key in self._known:
            return
        if self._staging.node(*key) is not None:
            if len(self._known) >= NODES_REMEMBERED:
                self._known.clear()
            self._known.add(key)
            return
        elsewhere = self._staging.nodes(link.kind, link.id) if scope == "account" else []
        if link.kind == "person" and len(elsewhere) == 1:
            self._add_external(self._staging.record(elsewhere[0][1]), record, ledger)
        elif elsewhere:
            raise _Lacking(_of_another(link, elsewhere[0][0], ledger))
        else:
            raise self._missing(link.kind, link.id)

    def _add_external(self, person: Staged, record: Staged, ledger: str) -> None:
        """Record a person of another account as an outsider of this one, who says who they are there."""
        data = {name: value for name, value in person.fields().items() if name in _COPIED}
        data |= {"kind": "external", "identity": {"account": person.ledger, "person": person.id}}
        seq = self._staging.add_accepted(EXTERNAL, ledger, person, data, record)
        self._staging.hush(seq, {*person.silent_fields()} & {*_COPIED})
        self._staging.add_node("person", person.key, ledger, seq)

    def _missing(self, kind: str, record_id: str) -> _Lacking:
        lost = self._staging.lost_at(kind, record_id)
        if lost is not None:
            where = row_of(self._staging.names, lost)
            return _Lacking(Message("imports.link_refused", kind=kind, id=record_id, place=where), lost)
        if files := self._sources.get(kind):
            return _Lacking(Message("imports.link_missing", kind=kind, id=record_id, files=files))
        return _Lacking(Message("imports.link_missing_anywhere", kind=kind, id=record_id))

    # Records of closed deals

    def _is_of_the_past(self, record: Staged, ledger: str, data: dict[str, Any]) -> bool:
        """Return whether a record is of a deal that was closed before: such are stored as corrections."""
        if record.kind == "chain":
            return self._is_closed(str(data.get("opportunity")), ledger)
        if record.kind in {"stake", "step"}:
            chain = self._staging.node("chain", str(data.get("chain")), ledger)
            return chain is not None and self._is_closed(str(chain.fields().get("opportunity")), ledger)
        return False

    def _is_closed(self, opportunity: str, ledger: str) -> bool:
        deal = self._staging.node("opportunity", opportunity, ledger)
        return deal is not None and deal.fields().get("status") in CLOSED

    # Parents before those who belong to them

    def _order_accounts(self) -> None:
        """Let accounts be written after their parents, and note those whose parents go round in a circle."""
        staging = self._staging
        staging.run(
            "INSERT INTO parent SELECT id, json_extract(data, '$.parent.account') FROM record WHERE kind = 'account'"
            " AND state = ? AND json_extract(data, '$.parent.account') IS NOT NULL",
            ACCEPTED,
        )
        staging.run(
            "WITH RECURSIVE depth (id, place) AS (SELECT n.id, 0 FROM node n WHERE n.kind = 'account'"
            " AND n.id NOT IN (SELECT id FROM parent)"
            " UNION ALL SELECT parent.id, place + 1 FROM parent JOIN depth ON parent.parent = depth.id)"
            " UPDATE record SET place = depth.place FROM depth WHERE record.kind = 'account' AND record.id = depth.id"
            " AND depth.place > 0"
        )
        circle = staging.run(
            "SELECT seq FROM record JOIN parent ON parent.id = record.id WHERE kind = 'account' AND place = 0"
            " AND state = ?",
            ACCEPTED,
        )
        for (seq,) in circle:
            account = staging.record(seq)
            data = account.fields()
            parent = data.pop("parent")["account"]
            staging.change(seq, data)
            self._note(account.place, account.said, Message("imports.parent_circle", parent=parent))


def _home(link: Link, ledger: str) -> str:
    """Return whose ledger a record is in that a record of an account names."""
    return {"account": ledger, "self": link.id}.get(BY_KIND[link.kind].scope, BOOK)


def _of_another(link: Link, home: str, account: str) -> Message:
    return Message("imports.of_other_account", kind=link.kind, id=link.id, other=home, account=account)


def _links(resource: Resource, data: dict[str, Any]) -> Iterator[Link]:
    """Yield all that a record names, the parent of an account too."""
    flat = flat_item(WriteItem(resource, BOOK, data=data)).data
    yield from end_links(resource, flat)
    yield from reference_links(resource, flat)
    if resource.kind == "account" and flat.get("parent"):
        yield Link("/parent/account", "account", flat["parent"]["account"])
