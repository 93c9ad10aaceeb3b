"""Records that a row gives: each kind of record of a mapping as a function of the row."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any, NamedTuple

from pydantic import TypeAdapter

from app.imports.cells.dates import Unreadable
from app.imports.cells.identifiers import MadeId
from app.imports.cells.several import check_addresses
from app.imports.mappings.conditions import compile_condition
from app.imports.mappings.expressions import compile_value
from app.imports.mappings.field_types import ID, CustomTypes, types_of
from app.imports.mappings.mapping import RecordMapping
from app.imports.mappings.money import settled
from app.imports.mappings.silence import Columns, Silence, entries_of, noting_columns
from app.imports.mappings.table_scope import Cells, TableScope
from app.imports.mappings.templates import Read
from app.messages.validation import validated_by
from app.writing.places import in_one
from graph.ledger.edge_ids import derived_id
from graph.ledger.stored_form import flat_item, nested_text
from schemas.errors import InvalidInput
from schemas.instants import dates_kept
from schemas.messages.message import Message
from schemas.registry import BY_KIND, RESOURCES
from schemas.writes import BOOK, WriteItem

RANK = {resource.kind: place for place, resource in enumerate(RESOURCES)}
"""In which order kinds are written: nodes before the edges that need them."""

ACCOUNT_FORM = "{of = kind, id = value}"
"""How a mapping says the account of a record by another record."""


class Owner(NamedTuple):
    """The account a record belongs to: known, or that of another record."""

    ledger: str
    kind: str = ""
    id: str = ""


class Made(NamedTuple):
    """A record made of a row; ``key`` is its id, or that of the relation it is.

    Attributes
    ----------
    silent : tuple of str
        Fields that the row says nothing of, though it has their columns.
    vacant : bool
        Whether the row says that there is no such edge: ``data`` is whose place is empty then.
    """

    owner: Owner
    id: str | None
    key: str
    data: dict[str, Any]
    silent: tuple[str, ...] = ()
    vacant: bool = False


class RecordPlan:
    """Makes records of one kind from the rows of one file.

    Parameters
    ----------
    place : int
        Its place among the records of the mapping.
    custom : mapping
        The types of declared custom fields, by kind of record.

    Attributes
    ----------
    owner_kind : str
        Kind of the record whose account its records are of; empty where they say their account.
    """

    def __init__(self, place: int, record: RecordMapping, scope: TableScope, custom: CustomTypes) -> None:
        self.place = place
        self.record = record
        self.resource = BY_KIND[record.kind]
        self._scope = scope
        self._types = types_of(self.resource, custom)
        self._pointer = f"/records/{place}"
        self._id = self._value(record.id, "id")
        self.owner_kind, self._owner = self._owner_of(record.account)
        columns: dict[str, Columns] = {}
        self._fields = {name: self._noted(name, value, columns) for name, value in self._sent(record).items()}
        columns |= {f"{name}/{key}": self._columns_of(name, {key: one}) for name, key, one in entries_of(record)}
        self._silence = Silence(self.resource, scope, columns)
        ends = {end.field for end in self.resource.ends if end.kind == "department"}
        self._department_fields = ends | {one.path for one in self.resource.references if one.kind == "department"}
        self._when = compile_condition(record.when, scope, f"{self._pointer}/when") if record.when else None
        self._check_mapping()

    @cached_property
    def _adapter(self) -> TypeAdapter[Any]:
        return TypeAdapter(self.resource.fields)

    def made(self, cells: Cells) -> Made | None:
        """Return the record of a row, None where the row gives none.

        Raises
        ------
        Unreadable
            When a cell cannot be read, or what the record needs is empty.
        """
        if self._when is not None and not self._when(cells):
            return None
        record_id = self._id(cells) if self._id else None
        owner = self._owner(cells) if self._owner else None
        read = {name: value for name, read in self._fields.items() if (value := read(cells)) is not None}
        data = settled(read, self.resource.fields.model_fields)
        check_addresses(data)
        lacking = self._lacking(record_id, owner, data)
        silent = self._silence.fields(cells, data) if not self.record.when_missing else ()
        if lacking and self.record.optional:
            return self._vacated(owner, data, cells)
        if self.record.optional and not data.keys() - {"origin"}:
            if not silent or self.resource.is_relation:
                return None
            data = {}
        if lacking:
            raise Unreadable(lacking)
        ledger = self._owner_or_ledger(owner, record_id)
        known = self._scope.findings.known_ids
        if self.resource.kind == "department" and record_id is not None:
            record_id = known.department(ledger.ledger, record_id)
        sent = self._validated(self._as_known(ledger.ledger, data))
        return Made(ledger, record_id, record_id or self._derived(sent), sent, silent)

    def _vacated(self, owner: str | None, data: Mapping[str, Any], cells: Cells) -> Made | None:
        """Return whose place a row says to be empty: of which it gives the owner, and not who holds it."""
        names = self.record.one_per
        lacking = [name for name in self.resource.required if name in self._fields and name not in data]
        said = bool(lacking) and all(name in data for name in names) and self._silence.are_silent(lacking, cells)
        if not names or not said or (self.resource.scope == "account" and owner is None):
            return None
        ledger = self._owner_or_ledger(owner, None)
        sent = self._validated(self._as_known(ledger.ledger, {name: data[name] for name in names}))
        return Made(ledger, None, slot_text(self.resource.kind, sent), sent, vacant=True)

    def _owner_or_ledger(self, owner: str | None, record_id: str | None) -> Owner:
        if self.owner_kind:
            return Owner("", self.owner_kind, owner or "")
        return Owner(self._ledger(owner, record_id))

    def _as_known(self, account: str, data: dict[str, Any]) -> dict[str, Any]:
        """Return fields with the departments they name by the ids these have, and note managers called by name."""
        findings = self._scope.findings
        for name in self._department_fields & data.keys():
            data[name] = findings.known_ids.department(account, data[name])
        target = data.get("target")
        if isinstance(target, dict) and target.get("kind") == "department" and "id" in target:
            data["target"] = {**target, "id": findings.known_ids.department(account, target["id"])}
        if isinstance(manager := data.get("manager"), MadeId):
            findings.managers[str(manager)] = manager.text
        return data

    def id_of(self, cells: Cells) -> str | None:
        """Return the id of the record that a row would give; None where it has none."""
        try:
            return self._id(cells) if self._id else None
        except (Unreadable, UnicodeError):  # an id of bytes that are not text is nobody's
            return None

    def _ledger(self, owner: str | None, record_id: str | None) -> str:
        return {"account": owner, "self": record_id}.get(self.resource.scope) or BOOK

    def _derived(self, data: Mapping[str, Any]) -> str:
        values = {**self.resource.defaults, **data}
        return derived_id(self.resource, flat_item(WriteItem(self.resource, BOOK, data=values)).data)

    def _validated(self, data: dict[str, Any]) -> dict[str, Any]:
        try:
            with dates_kept():
                return dict(validated_by(self._adapter, data, "").model_dump(exclude_unset=True))
        except InvalidInput as error:
            raise Unreadable(in_one(error.problems, lambda pointer: pointer.strip("/"))) from None

    def _lacking(self, record_id: str | None, owner: str | None, data: Mapping[str, Any]) -> Message | None:
        """Return which value a record needs and a row lacks."""
        if self._id and record_id is None:
            return _empty("id", self.record.id)
        if self.resource.scope == "account" and owner is None:
            return _empty("account", self.record.account)
        needed = (name for name in self.resource.required if name in self._fields and name not in data)
        name = next(needed, None)
        return _empty(name, self.record.data.get(name)) if name else None

    def _sent(self, record: RecordMapping) -> dict[str, Any]:
        """Return the fields of a mapping with what an import always says."""
        known = self.resource.fields.model_fields
        always: dict[str, Any] = {"origin": "import"} if "origin" in known else {}
        if record.kind == "interaction" and self._scope.mapping.source:
            always["source"] = self._scope.mapping.source
        return {**always, **record.data}

    def _value(self, value: Any, name: str) -> Read | None:
        return None if value is None else compile_value(value, ID, self._scope, f"{self._pointer}/{name}")

    def _noted(self, name: str, value: Any, columns: dict[str, Columns]) -> Read:
        """Return how a field is read, having noted from which columns."""
        with noting_columns(self._scope) as noted:
            read = self._field(name, value)
        [columns[name]] = noted
        return read

    def _columns_of(self, name: str, value: Any) -> Columns:
        """Return the columns of a part of a field; the faults of its mapping are known from the whole."""
        columns: dict[str, Columns] = {}
        problems = self._scope.findings.problems
        known = len(problems)
        self._noted(name, value, columns)
        del problems[known:]
        return columns[name]

    def _field(self, name: str, value: Any) -> Read:
        known = self._types
        if name not in known:
            unknown = Message("imports.no_field_of_kind", kind=self.resource.kind, field=name, known=[*known])
            self._scope.problem(f"{self._pointer}/data/{name}", unknown)
            return lambda cells: None
        return compile_value(value, known[name], self._scope, f"{self._pointer}/data/{name}")

    def _owner_of(self, account: Any) -> tuple[str, Read | None]:
        if isinstance(account, dict) and "of" in account:
            if account.keys() - {"of", "id"} or account["of"] not in BY_KIND:
                self._scope.problem(f"{self._pointer}/account", Message("imports.account_form", form=ACCOUNT_FORM))
                return "", None
            return str(account["of"]), self._value(account.get("id"), "account/id")
        return "", self._value(account, "account")

    def _check_mapping(self) -> None:
        resource, problem = self.resource, self._scope.problem
        if resource.scope == "account" and self._owner is None:
            problem(f"{self._pointer}/account", Message("imports.account_missing", kind=resource.kind))
        if not resource.is_relation and self._id is None:
            problem(f"{self._pointer}/id", Message("imports.id_missing", kind=resource.kind))
        for name in (*self.record.gather, *self.record.one_per):
            if name not in resource.fields.model_fields:
                problem(self._pointer, Message("imports.no_list_of_kind", kind=resource.kind, field=name))


def slot_text(kind: str, values: Mapping[str, Any]) -> str:
    """Return whose place of edges of a kind is meant, as text that is the same for equal values."""
    return nested_text([kind, values])


def _empty(name: str, value: Any) -> Message:
    if isinstance(value, str) and value:
        return Message("imports.empty_source", field=name, source=value)
    return Message("imports.empty", field=name)
