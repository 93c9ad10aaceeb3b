"""Managers whom files call by name: found among those in the files."""

from collections.abc import Mapping

from app.imports.staging.staged_records import ACCEPTED, Staging
from schemas.names.order import name_key

MOST_SHOWN = 5
"""People of one name who are listed in a reason."""


class NamedManagers:
    """Finds who is called by a name, in one account or in the book.

    Parameters
    ----------
    names : mapping
        Names by the ids that were made of them.
    """

    def __init__(self, staging: Staging, names: Mapping[str, str]) -> None:
        self._staging = staging
        self._names = names
        self._listed = False

    def name_of(self, made: str) -> str:
        """Return the name that an id was made of; the id where it was none."""
        return self._names.get(made, made)

    def called(self, kind: str, ledger: str, name: str) -> list[str]:
        """Return the ids of those who bear a name, some of them where they are many."""
        if not self._listed:
            self._list()
        query = "SELECT id FROM called WHERE kind = ? AND ledger = ? AND name = ? ORDER BY id LIMIT ?"
        return [row[0] for row in self._staging.run(query, kind, ledger, name_key(name), MOST_SHOWN)]

    def _list(self) -> None:
        """List everybody by name, once somebody is asked for."""
        self._listed = True
        self._staging.run("CREATE TABLE called (kind TEXT, ledger TEXT, name TEXT, id TEXT)")
        after = 0
        query = (
            "SELECT seq, kind, ledger, json_extract(data, '$.name'), id FROM record WHERE seq > ? AND state = ?"
            " AND kind IN ('person', 'team_member') AND plan >= 0 ORDER BY seq LIMIT 1000"
        )
        while part := self._staging.run(query, after, ACCEPTED):
            after = part[-1][0]
            for _, kind, ledger, name, record_id in part:
                self._staging.run(
                    "INSERT INTO called VALUES (?, ?, ?, ?)", kind, ledger, name_key(name or ""), record_id
                )
        self._staging.run("CREATE INDEX called_name ON called (name, ledger)")
