"""Exports under load: a file that has its end is whole, and holds no change in part."""

from app.exchange.history_export import HistoryExport
from app.exchange.history_lines import HistoryReading
from schemas.errors import Conflict, InvalidInput
from tests.sentences import english
from tests.soak.load.beside import Beside

ACCOUNTS = ("acme", "globex", "initech")


class Exporting(Beside):
    """Writes the history of an account, and reads it as an import does."""

    _exports = 0

    async def _once(self) -> None:
        account = self._chance.choice(ACCOUNTS)
        async with self._store.joined() as opened:
            try:
                text = b"".join([block async for block, *_ in HistoryExport(opened, account).blocks()])
            except Conflict:
                return  # a write got in the way, and it says so
        self._exports += 1
        self._judge(text)
        await self.stopping.wait()

    def _judge(self, text: bytes) -> None:
        try:
            changes = list(HistoryReading(text.splitlines(keepends=True)).changes())
        except InvalidInput as error:
            self._findings.add("export", english(error.detail))
            return
        for change in changes:
            expected = {(entry["kind"], entry["id"]) for entry in change.entries}
            found = {(row.kind, row.id) for row in change.rows}
            if expected != found:
                self._findings.add("half", f"an export has {len(found)} of {len(expected)} records of {change.place}")

    async def verify(self) -> None:
        """Nothing stays behind that could be read later: each file was judged when it was written."""

    def sums(self) -> dict[str, float]:
        """Return how many files were whole."""
        return {"exports": self._exports}
