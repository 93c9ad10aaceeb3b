"""What is measured: storing, storing what is there already, over HTTP, and the two reads that everything rests on."""

from collections.abc import Sequence

from benchmarks.bare.driver import COLLECT_ACCOUNT, COLLECT_INFLUENCES, COLLECT_PEOPLE, BareDriver
from benchmarks.http import Connection
from benchmarks.invented.accounts import body, items, rows, whole_account
from benchmarks.pairs import Ratio, compare
from graph.store import Store
from schemas.instants import next_full_hour
from schemas.reads import Snapshot
from schemas.records.accounts import ACCOUNTS
from schemas.writes import WriteItem

BATCH = (2_000, 8_000)
"""People and influences of the batch that is stored."""

ACCOUNT = (100, 400)
"""People and influences of the account that is read."""

ROUNDS = 7
READS_A_ROUND = 50


class Suite:
    """The measurements of one engine."""

    def __init__(self, store: Store, bare: BareDriver, port: int, name: str) -> None:
        self._store = store
        self._bare = bare
        self._port = port
        self._name = name

    async def run(self) -> list[Ratio]:
        """Return every measurement, in the order of the report."""
        return [
            await self.new_rows(),
            await self.unchanged_rows(),
            await self.changed_rows(),
            await self.over_http(),
            await self.account_read(),
            await self.influences_read(),
            await self.person_read(),
        ]

    async def new_rows(self) -> Ratio:
        """Store a batch of new rows: validated items to commit."""

        async def bare(number: int) -> None:
            await self._bare.store(*rows(f"{self._name}-bare-{number}", *BATCH))

        async def ours(number: int) -> None:
            await self._write(f"{self._name}-new-{number}")

        for number in range(ROUNDS + 1):
            await self._create(f"{self._name}-new-{number}")
        return await compare("store a batch of new rows", bare, ours, 0.7, ROUNDS)

    async def unchanged_rows(self) -> Ratio:
        """Store the same batch again."""
        return await compare("store it again, nothing changed", self._bare_again, self._again, 1.2, ROUNDS)

    async def changed_rows(self) -> Ratio:
        """Store it again with a tenth of the people changed; their old rows are kept."""

        async def ours(number: int) -> None:
            await self._write(f"{self._name}-new-{number}", changed=True)

        return await compare("store it again, a tenth of the people changed", self._bare_again, ours, 0.7, ROUNDS)

    async def over_http(self) -> Ratio:
        """Store a batch of new rows over HTTP: from the body to the answer."""
        connection = await Connection.open(self._port)

        async def bare(number: int) -> None:
            await self._bare.store(*rows(f"{self._name}-bare-http-{number}", *BATCH))

        async def ours(number: int) -> None:
            account = f"{self._name}-http-{number}"
            answer = await connection.ask("POST", f"/v1/accounts/{account}/batch", body(account, *BATCH))
            if answer["revision"] != 2:
                raise RuntimeError("the batch was not stored")

        for number in range(ROUNDS + 1):
            await self._create(f"{self._name}-http-{number}")
        return await compare("store a batch over HTTP", bare, ours, 0.45, ROUNDS)

    async def account_read(self) -> Ratio:
        """Read people and edges of one account into an `AccountGraph`, not from the cache."""
        account = f"{self._name}-whole"
        await self._create(account)
        await self._store.writer.write(whole_account(account), author="bench")
        return await self._account_read("read people and edges of an account (100 / 400)", account, COLLECT_ACCOUNT)

    async def influences_read(self) -> Ratio:
        """Read the same of an account whose 400 edges are all influences: the fewest statements for the bare driver."""
        account = f"{self._name}-read"
        await self._create(account)
        await self._store.writer.write(items(account, *ACCOUNT), author="bench")
        name = "the same, all 400 edges influences, bare reads only these"
        return await self._account_read(name, account, (COLLECT_PEOPLE, COLLECT_INFLUENCES))

    async def _account_read(self, name: str, account: str, texts: Sequence[str]) -> Ratio:
        async def bare(_: int) -> None:
            for _number in range(READS_A_ROUND):
                await self._bare.account(account, texts)

        async def ours(number: int) -> None:
            for part in range(READS_A_ROUND):
                as_of = f"2026-12-{number + 1:02d}T00:00:00.{part:06d}Z"
                graph = await self._store.graphs.read(await self._snapshot(account, as_of))
                edges = len(graph.memberships) + len(graph.reporting_lines) + len(graph.influences)
                if (len(graph.people), edges) != ACCOUNT:
                    raise RuntimeError("the account was not read whole")

        return await compare(name, bare, ours, 1 / 1.3, ROUNDS, slower_allowed=True)

    async def person_read(self) -> Ratio:
        """GET of one person over HTTP."""
        connection = await Connection.open(self._port)
        account = f"{self._name}-read"

        async def bare(_: int) -> None:
            for number in range(READS_A_ROUND):
                await self._bare.person(account, f"p{number}")

        async def ours(_: int) -> None:
            for number in range(READS_A_ROUND):
                await connection.ask("GET", f"/v1/accounts/{account}/people/p{number}")

        return await compare("GET one person over HTTP", bare, ours, 1 / 2.5, ROUNDS, slower_allowed=True)

    async def _bare_again(self, number: int) -> None:
        await self._bare.store(*rows(f"{self._name}-bare-{number}", *BATCH))

    async def _again(self, number: int) -> None:
        await self._write(f"{self._name}-new-{number}")

    async def _snapshot(self, account: str, as_of: str | None = None) -> Snapshot:
        return await self._store.repository.snapshot(account, as_of or next_full_hour(self._store.clock()))

    async def _create(self, account: str) -> None:
        item = WriteItem(ACCOUNTS, account, account, {"name": account})
        await self._store.writer.write([item], author="bench")

    async def _write(self, account: str, changed: bool = False) -> None:
        await self._store.writer.write(items(account, *BATCH, changed), author="bench")
