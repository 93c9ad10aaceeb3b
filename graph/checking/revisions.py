"""The quick check after a kill: every ledger counts as many revisions as it has changes."""

from graph.engine.client import GraphClient
from graph.history.recorded_changes import named_ledger
from schemas.errors import StoreUnavailable
from schemas.messages.message import Message
from schemas.writes import BOOK, BOOK_ID


async def check_revisions(client: GraphClient) -> None:
    """Let pass a store whose ledgers agree with their changes; of a million changes that takes seconds.

    Raises
    ------
    StoreUnavailable
        When one does not: it is damaged, and would answer what is not so.
    """
    [[accounts]] = await client.read("health_records.accounts")
    [[book, *_]] = await client.read("book.revisions", id=BOOK_ID)
    revisions = {one: revision for one, revision, *_ in accounts} | {BOOK: book}
    tallied = {ledger: (count, newest) for ledger, count, newest in await client.read("changes.tallied")}
    for ledger, revision in revisions.items():
        if (found := tallied.get(ledger, (0, 0))) != (revision, revision):
            name = named_ledger(ledger)
            raise StoreUnavailable(Message("store.disagrees", ledger=name, revision=revision, count=found[0]))
