"""Names of the records that changes are about, and how a record is said to be of others."""

from collections.abc import Iterator, Mapping

from app.analysis.changes.reading import Compared
from app.messages.readable_names import ReadableNames
from app.messages.sentences import Language
from graph.ledger.keys import Key
from graph.ledger.record_rows import Row
from graph.ledger.stored_form import unnested
from schemas.analysis.changes import NamedRecord
from schemas.links import Link, end_links, reference_links
from schemas.registry import BY_KIND
from schemas.rows.account_graph import AccountGraph

NAMED = {
    "department": "departments",
    "person": "people",
    "opportunity": "opportunities",
    "chain": "chains",
    "step": "steps",
    "team_member": "members",
}
"""Kinds that have a name, and where a graph holds them."""


class RecordNames:
    """The name of each record at the later moment, else at the earlier one; the id where it has none."""

    def __init__(self, compared: Compared, language: Language) -> None:
        self._readable = ReadableNames(language)
        self._names: dict[Key, str] = {("competitor", key): name for key, name in compared.competitors.items()}
        for row in compared.accounts:
            if row is not None:
                self._names["account", row["id"]] = row.get("name") or row["id"]
        for graph in (compared.before.graph, compared.after.graph):
            self._names |= dict(_named(graph))
        self._names |= dict(_of_records(compared))
        self._titles = {
            person.id: person.title for one in (compared.before, compared.after) for person in one.graph.people
        }

    def name(self, kind: str, record_id: str) -> str:
        """Return the name of a record for a sentence: one of us whom an export does not name is a colleague."""
        return self._readable.of_us(self.recorded(kind, record_id))

    def recorded(self, kind: str, record_id: str) -> str:
        """Return the name of a record as it is recorded."""
        return self._names.get((kind, record_id)) or record_id

    def title(self, person: str) -> str | None:
        """Return the title of a person."""
        return self._titles.get(person)

    def named(self, kind: str, record_id: str) -> NamedRecord:
        """Return a record with its name."""
        return NamedRecord(kind=kind, id=record_id, name=self._names.get((kind, record_id)))


def links_of(kind: str, row: Row) -> list[Link]:
    """Return the records that a record names, each once, in the order of its fields."""
    resource = BY_KIND[kind]
    values = unnested(resource, row)
    found = [*end_links(resource, values), *reference_links(resource, values)]
    return list({link.key: link for link in found}.values())


def _named(graph: AccountGraph) -> Iterator[tuple[Key, str]]:
    for kind, plural in NAMED.items():
        for row in getattr(graph, plural):
            if row.name:
                yield (kind, row.id), row.name


def _of_records(compared: Compared) -> Mapping[Key, str]:
    """Return the names of records that no graph holds any more, or that it holds without their name."""
    rows = [(one.kind, row) for one in compared.records.records for row in (one.before, one.after) if row is not None]
    return {(kind, row["id"]): row["name"] for kind, row in rows if row.get("name")}
