"""A mapping made ready: its values as functions of rows, its names checked against our schemas."""

from app.imports.mappings.conditions import Holds, compile_condition
from app.imports.mappings.field_types import NO_TYPES, CustomTypes
from app.imports.mappings.mapping import Mapping, Refusal
from app.imports.mappings.record_plans import RecordPlan
from app.imports.mappings.table_scope import Findings, LookUp, TableScope
from schemas.errors import InvalidInput
from schemas.messages.message import Language, Message


class CompiledMapping:
    """A mapping, checked against our schemas and ready to read rows.

    Parameters
    ----------
    language : Language
        Of the reasons for which the mapping itself refuses rows, where it says them in several.
    custom : mapping
        The types of declared custom fields, by kind of record; others are read as text.

    Attributes
    ----------
    scopes : dict
        By file of the mapping, the columns that it needs.
    plans : list of RecordPlan
        The records that it makes.
    refusals : dict
        By file, the tests that refuse a row, each with its reason.

    Raises
    ------
    InvalidInput
        When the mapping names fields, columns or crosswalks that do not exist; problems point into it.
    """

    def __init__(self, mapping: Mapping, language: Language = "en", custom: CustomTypes = NO_TYPES) -> None:
        self.mapping = mapping
        self._language = language
        self.findings = Findings()
        self.scopes = {name: TableScope(mapping, name, self.findings) for name in ("", *mapping.files)}
        for scope in self.scopes.values():
            scope.others = self.scopes
        self.plans = [
            RecordPlan(place, record, self.scopes[record.source or ""], custom)
            for place, record in enumerate(mapping.records)
        ]
        self.refusals = {name: self._refusals(name) for name in mapping.files}
        self.keys = {name: self._key(name) for name in mapping.files}
        self._check()

    def look_up_in(self, look_up: LookUp) -> None:
        """Say where the rows of other files are looked up, once there are any."""
        for scope in self.scopes.values():
            scope.look_up = look_up

    def _refusals(self, name: str) -> list[tuple[Holds, Message]]:
        scope = self.scopes[name]
        return [
            (compile_condition(one, scope, f"/files/{name}/refuse/{place}"), self._reason(one))
            for place, one in enumerate(scope.settings.refuse)
        ]

    def _reason(self, refusal: Refusal) -> Message:
        chinese = refusal.reason_zh if self._language == "zh" else None
        return Message("imports.refused_by_mapping", reason=chinese or refusal.reason)

    def _key(self, name: str) -> int | None:
        key = self.mapping.files[name].key
        return None if key is None else self.scopes[name].column(key)

    def _check(self) -> None:
        if column := next(iter(self.scopes[""].needed), None):
            self.scopes[""].problem("/records", Message("imports.column_without_file", column=column))
        for name, scope in self.scopes.items():
            settings = scope.settings if name else None
            declared = (*settings.columns, *settings.optional_columns, *settings.on_empty) if settings else ()
            for column in declared:
                if column not in scope.needed:
                    scope.problem(f"/files/{name}", Message("imports.column_unused", column=column))
        if problems := self.findings.problems:
            name, place, fault = self.mapping.name, problems[0].pointer, problems[0].detail
            raise InvalidInput(Message("imports.mapping_at", mapping=name, place=place, fault=fault), problems)
