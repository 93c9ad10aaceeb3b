"""Mappings: how the tables of another system become records of ours; data files in TOML, checked like any input."""

import re
import tomllib
import unicodedata
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from app.imports.cells.identifiers import IdForm
from app.messages.validation import validated
from schemas.errors import InvalidInput, Problem
from schemas.fields import Line, SystemName
from schemas.messages.disk_faults import disk_fault
from schemas.messages.message import Message, misfit
from schemas.records.accounts import Timezone
from schemas.registry import BY_KIND

FOLDER = Path(__file__).parents[3] / "schemas" / "mappings"

LARGEST_MAPPING = 1_000_000
"""Bytes of a mapping that are read at most."""

MOST_VALUES = 2_000
"""Values that the records of a mapping may have together: each is made of every row."""
DEEPEST_VALUE = 20
"""Tables and lists within one another."""
DOTS_OF_A_LINE = 200
"""A key of so many parts takes the parser a time and a memory that grow with their square."""

Texts = Annotated[list[str], Field(max_length=500)]

OnEmpty = Literal["clears", "keeps"]
"""What becomes of a value that the same source gave before, and for which it has an empty cell now."""


class Part(BaseModel):
    """A part of a mapping: what it does not know is refused by name."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)


class Condition(Part):
    """When a row, or a record of it, counts: all that is said must hold."""

    column: Line
    among: Texts | None = Field(None, description="The cell is one of these, without regard to case.")
    not_among: Texts | None = Field(None, description="The cell is none of these.")
    filled: bool | None = Field(None, description="The cell holds something, or nothing.")
    flag: bool | None = Field(None, description="The cell says yes, or no, in any of the words that say so.")
    before: str | None = Field(None, description="The cell is a date before this one (2024-10-31).")
    same_as: Line | None = Field(None, description="The cell is the same as that of another column.")
    crosswalk: str | None = Field(None, description="Compare what a crosswalk makes of the cell.")


class Refusal(Condition):
    """Rows that are not records, and why; they are listed in the rejects."""

    reason: Line
    reason_zh: Line | None = Field(None, description="The same in Chinese, for whoever reads that.")


class FileMapping(Part):
    """One file of the folder."""

    names: Annotated[list[Line], Field(min_length=1)]
    key: Line | None = Field(None, description="Column by which a row is known, and looked up.")
    columns: dict[str, Texts] = Field(default_factory=dict, description="Other names of a column, by ours.")
    optional_columns: Texts = Field(default_factory=list, description="Columns that the file need not have.")
    optional: bool = Field(False, description="Whether the folder need not have it.")
    extra_cells: Literal["refuse", "ignore"] = "refuse"
    on_empty: dict[str, OnEmpty] = Field(default_factory=dict, description="The same as at the top, of one column.")
    refuse: list[Refusal] = Field(default_factory=list)


def _no_part_of_words(sign: str) -> str:
    if any(unicodedata.category(one)[0] in "LNM" for one in sign):
        raise misfit(Message("imports.split_sign"))
    return sign


def _date_format(form: str) -> str:
    try:
        datetime.strptime("", form)  # noqa: DTZ007 - nothing is read, only the format is tried
    except re.error:  # a directive is a named group, and no name may be there twice
        raise misfit(Message("imports.date_format_twice")) from None
    except ValueError as error:
        if "bad directive" in str(error) or "stray %" in str(error):
            raise misfit(Message("imports.date_format_unknown")) from None
    return form


DateFormat = Annotated[str, Field(min_length=1, max_length=100), AfterValidator(_date_format)]

SplitSign = Annotated[str, Field(min_length=1, max_length=8), AfterValidator(_no_part_of_words)]
"""What stands between the values of a cell: neither letters nor digits, which would cut words and numbers."""


class ValueMapping(Part):
    """A value that is more than a template."""

    value: Any = Field(None, description="Where it comes from: a template, or several of which the first counts.")
    given: str | None = Field(None, description="A given name, to be joined with ``family``.")
    family: str | None = None
    split: SplitSign | None = Field(None, description="In a list: the sign between the values that one cell holds.")
    crosswalk: str | None = Field(None, description="What it is called here.")
    otherwise: str | None = Field(None, description="What a value is that the crosswalk does not know.")
    read: Literal["seniority", "function", "department"] | None = Field(None, description="Read it from a title.")
    by: IdForm | None = Field(None, description="How the id is written; else as the mapping says.")
    lookup: str | None = Field(None, description="Take it from another file of the mapping ...")
    key: Any = Field(None, description="... from the row with this key.")
    when: Condition | None = None


SPECIAL = frozenset(ValueMapping.model_fields)
"""By which a table is known for a value that is more than a template."""


class RecordMapping(Part):
    """Records that each row of a file gives, or one record of its own."""

    source: Line | None = Field(None, alias="from", description="The file; without one it is one record in all.")
    kind: Line
    id: Any = Field(None, description="A value; relations have none, theirs is derived from their ends.")
    account: Any = Field(None, description="A value, or {of = kind, id = value}: the account of that record.")
    data: dict[str, Any] = Field(default_factory=dict)
    when: Condition | None = None
    optional: bool = Field(False, description="Left out without a word where what it needs is empty.")
    shared: bool = Field(False, description="Many rows speak of the same record; they need not agree.")
    when_missing: bool = Field(False, description="Stored where there is none yet, else left as it is.")
    gather: Texts = Field(default_factory=list, description="Lists that rows of the same record add to.")
    one_per: Texts = Field(default_factory=list, description="An imported edge that agrees in these fields ends.")


class Mapping(Part):
    """How the files of a folder become records."""

    name: Line
    ids: IdForm = "plain"
    nulls: Texts = Field(default_factory=lambda: [""])
    dates: Annotated[list[DateFormat], Field(max_length=50)] = Field(
        default_factory=list, description="Formats of dates, as strptime writes them."
    )
    timezone: Timezone | None = Field(
        None, description="Zone of dates, and of times that name none. Without it dates are the account's, times UTC."
    )
    decimal: Literal[".", ","] | None = None
    encoding: str | None = None
    delimiter: Annotated[str, Field(min_length=1, max_length=1)] | None = None
    source: SystemName | None = Field(
        None, description="The system: where interactions were logged, and who said what an empty cell may clear."
    )
    on_empty: OnEmpty = Field("clears", description="Whether an empty cell clears what the same source gave before.")
    crosswalks: dict[str, dict[str, str]] = Field(default_factory=dict)
    files: Annotated[dict[str, FileMapping], Field(min_length=1)]
    records: Annotated[list[RecordMapping], Field(min_length=1, max_length=500)]


def source_of(mapping: Mapping) -> str:
    """Return the system that says what a mapping reads: by its own word, else by the name of the mapping."""
    return mapping.source or mapping.name


def load_mapping(name_or_path: str | Path) -> Mapping:
    """Return a shipped mapping by its name, or the one of a file.

    Raises
    ------
    InvalidInput
        When there is no such mapping, or it is not as a mapping must be; problems point into it.
    """
    return parse_mapping(_text_of(name_or_path), Path(name_or_path).name)


def mapping_names() -> list[str]:
    """Return the names of the shipped mappings."""
    return sorted(path.stem for path in FOLDER.glob("*.toml"))


def parse_mapping(text: str, name: str) -> Mapping:
    """Parse a mapping from TOML; as `load_mapping`."""
    deep = InvalidInput.at("", Message("imports.mapping_deep", file=name, most=DEEPEST_VALUE))
    if any(line.count(".") > DOTS_OF_A_LINE for line in text.splitlines()):
        raise deep
    try:
        body = tomllib.loads(text)
    except RecursionError:
        raise deep from None
    except ValueError as error:  # a number of too many digits too
        raise InvalidInput.at("", Message("imports.not_toml", file=name, reason=str(error))) from None
    _check_size(body, name)
    mapping = validated(Mapping, {"name": Path(name).stem, **body})
    problems = [*_unknown_names(mapping)]
    if problems:
        raise InvalidInput(Message("imports.mapping", mapping=name, fault=problems[0].detail), problems)
    return mapping


def _check_size(body: dict[str, Any], name: str) -> None:
    """Refuse what is nested too deeply, or asks for too many values; a loop, for depth is what is in doubt."""
    layer: list[Any] = [body]
    for _ in range(DEEPEST_VALUE):
        layer = [inner for outer in layer for inner in _within(outer)]
    if layer:
        raise InvalidInput.at("", Message("imports.mapping_deep", file=name, most=DEEPEST_VALUE))
    values, layer = 0, [body.get("records")]
    while layer := [inner for outer in layer for inner in _within(outer)]:
        values += sum(not isinstance(inner, dict | list) for inner in layer)
    if values > MOST_VALUES:
        raise InvalidInput.at("/records", Message("imports.mapping_values", count=values, most=MOST_VALUES))


def _within(value: Any) -> Iterable[Any]:
    return value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()


def _text_of(name_or_path: str | Path) -> str:
    shipped = FOLDER / f"{name_or_path}.toml"
    path = shipped if str(name_or_path) in mapping_names() else Path(name_or_path)
    try:
        if path.stat().st_size > LARGEST_MAPPING:
            raise InvalidInput.at("", Message("imports.mapping_too_large", file=path.name, most=LARGEST_MAPPING))
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise InvalidInput.at("", Message("imports.mapping_encoding", file=path.name)) from None
    except OSError as error:
        reason, known = disk_fault(error), mapping_names()
        absent = Message("imports.no_mapping", mapping=str(name_or_path), reason=reason, known=known)
        raise InvalidInput.at("", absent) from None


def _unknown_names(mapping: Mapping) -> list[Problem]:
    problems = []
    for place, record in enumerate(mapping.records):
        if record.kind not in BY_KIND:
            problems.append(Problem(f"/records/{place}/kind", Message("imports.unknown_kind", kind=record.kind)))
        if record.source is not None and record.source not in mapping.files:
            absent = Message("imports.unknown_file", file=record.source, known=[*mapping.files])
            problems.append(Problem(f"/records/{place}/from", absent))
    return problems
