"""What is measured of all kinds: storing a mixed batch, storing it again, and reading an account full of contacts."""

from benchmarks.bare.driver import BareDriver
from benchmarks.bare.kinds import UNION, Statement, merges, reads
from benchmarks.invented.all_kinds import ASSESSMENTS, INTERACTIONS, book, heavy_account, mixed_batch
from benchmarks.pairs import Ratio, compare
from graph.store import Store
from schemas.records.accounts import ACCOUNTS
from schemas.writes import WriteItem

WHOLE = (INTERACTIONS, ASSESSMENTS, 12)
"""Interactions, assessments and members of ours in the account that is read."""

ROUNDS = 7
READS_A_ROUND = 50


class KindsSuite:
    """The measurements of all kinds on one engine."""

    def __init__(self, store: Store, bare: BareDriver, name: str) -> None:
        self._store = store
        self._bare = bare
        self._name = f"{name}-kinds"
        self._rows: list[list[Statement]] = []
        self._items: list[list[WriteItem]] = []

    async def run(self) -> list[Ratio]:
        """Return every measurement, in the order of the report."""
        await self._store.writer.write(book(self._name), author="bench")
        read = [await self.heavy_read("one statement", [UNION]), await self.heavy_read("one a kind", reads())]
        return [await self.new_rows(), await self.unchanged_rows(), *read]

    async def new_rows(self) -> Ratio:
        """Store 1,000 new items of all kinds: validated items to commit."""
        for number in range(ROUNDS + 1):
            await self._create(self._account("new", number))
            self._rows.append(merges(self._account("bare", number), mixed_batch("", self._name)))
            self._items.append(mixed_batch(self._account("new", number), self._name))
        return await compare("store 1,000 new items of all kinds", self._store_bare, self._store_ours, 0.7, ROUNDS)

    async def unchanged_rows(self) -> Ratio:
        """Store the same items again."""
        name = "store them again, nothing changed"
        return await compare(name, self._store_bare, self._store_ours, 1.2, ROUNDS)

    async def heavy_read(self, way: str, texts: list[str]) -> Ratio:
        """Read an account with 1,500 interactions into an `AccountGraph`, not from the cache."""
        account = f"{self._name}-heavy"
        if not await self._store._client.read("accounts.get", id=account):
            await self._create(account)
            await self._store.writer.write(heavy_account(account, self._name), author="bench")

        async def bare(_: int) -> None:
            for _number in range(READS_A_ROUND):
                await self._bare.account(account, texts)

        async def ours(number: int) -> None:
            for part in range(READS_A_ROUND):
                as_of = f"2026-12-{number + 1:02d}T{len(texts):02d}:00:00.{part:06d}Z"
                graph = await self._store.graphs.read(await self._store.repository.snapshot(account, as_of))
                if (len(graph.interactions), len(graph.assessments), len(graph.members)) != WHOLE:
                    raise RuntimeError("the account was not read whole")

        name = f"read an account of all kinds with {INTERACTIONS:,} interactions, bare in {way}"
        return await compare(name, bare, ours, 1 / 1.3, ROUNDS, slower_allowed=True)

    async def _store_bare(self, number: int) -> None:
        await self._bare.store_all(self._rows[number])

    async def _store_ours(self, number: int) -> None:
        await self._store.writer.write(self._items[number], author="bench")

    async def _create(self, account: str) -> None:
        await self._store.writer.write([WriteItem(ACCOUNTS, account, account, {"name": account})], author="bench")

    def _account(self, way: str, number: int) -> str:
        return f"{self._name}-{way}-{number}"
