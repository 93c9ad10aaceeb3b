"""Computing a batch: each account is read and looked at by itself, so that one that fails stops no other."""

import gc
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields, replace
from pathlib import Path
from traceback import extract_tb

from analytics.context import Context
from analytics.context_beside import ContextBeside
from analytics.gaps.context import GapContext
from analytics.gaps.gaps import find_gaps
from analytics.gaps.remembered.renewed import renewed
from analytics.inputs.kept_numbers import KeptNumbers
from analytics.snapshots.both_languages import SayBoth
from analytics.snapshots.snapshot import snapshot_with
from app.analysis.gaps.refreshing import FoundGaps, RefreshedGaps, refresh_gaps
from app.messages.readable_names import ReadableNames
from app.messages.sentences import sentence
from app.reports.run.batch import AccountOfRun, Batch, Computed
from app.reports.run.program import program
from app.reports.run.reading import BatchReading, read_batch
from graph.snapshots.stored_form import StoredSnapshot, stored
from graph.store import Store
from schemas.errors import Conflict, NotFound, RevisionMismatch, ServiceError, StoreUnavailable
from schemas.messages.message import Message
from schemas.reports.lists import BothLanguages
from schemas.reports.runs import Failure
from schemas.reports.snapshot import Snapshot
from schemas.rows.account_graph import AccountGraph
from schemas.rows.packed_account import PackedAccount

logger = logging.getLogger("stakegraph.reports")


AUTHOR = "report"
"""Who remembers, in the history of an account, which gaps were opened and closed."""


async def computed(store: Store, batch: Batch) -> Computed:
    """Return what comes of a batch.

    Raises
    ------
    StoreUnavailable
        When the store is away: then nothing is wrong with an account.
    """
    snapshots: list[StoredSnapshot] = []
    packed: list[PackedAccount] = []
    failed: list[Failure] = []
    gone: list[str] = []
    with garbage_left():
        reading = await read_batch(store, batch)
        for account in batch.accounts:
            try:
                snapshot, of_account = await _snapshot(reading, account.id, batch)
                snapshots.append(stored(snapshot))
                packed += filter(None, [of_account])
            except NotFound:
                gone.append(account.id)
            except StoreUnavailable:
                raise
            except Exception as error:  # whatever is wrong with one account is said of that account
                failed.append(failure(account, error))
    return Computed(tuple(snapshots), tuple(failed), tuple(gone), tuple(packed))


@contextmanager
def garbage_left() -> Iterator[None]:
    """Let circles of objects lie until a batch is done: looking for them among its rows is an eighth of the work."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


async def _snapshot(reading: BatchReading, account_id: str, batch: Batch) -> tuple[Snapshot, PackedAccount | None]:
    read, book = await reading.read(account_id)
    evidence = book.of(read.snapshot, read.graph)
    numbers = KeptNumbers(read.numbers(), program())
    context = Context(evidence.graph, evidence.settings, kept=numbers)
    looked_at = GapContext(context, evidence.stage_models, profiles=evidence.profiles)
    found = FoundGaps(read.snapshot, evidence.graph, find_gaps(looked_at))
    if refreshed := await _remember(reading.store, found):
        read = await reading.read_again(read, refreshed)
        looked_at, found = _by_now(looked_at, found, _beside(evidence.graph, read.graph))
    say = SayBoth(ReadableNames("en").say, ReadableNames("zh").say)
    snapshot = snapshot_with(looked_at, found.gaps, batch.date, say)
    looked_at.let_go()
    return snapshot, read.packed(numbers.to_keep())


async def _remember(store: Store, found: FoundGaps) -> RefreshedGaps | None:
    """Remember which gaps are there, and return what was written; of an account that has ended nothing is."""
    account, moment = found.account.account_id, found.snapshot
    try:
        refreshed = await refresh_gaps(store, account, moment.as_of, author=AUTHOR, found=found)
    except (Conflict, RevisionMismatch) as error:
        logger.info("gaps of an account not remembered class=%s", type(error).__name__)
        return None
    return refreshed if refreshed.revision != moment.revision else None


def _by_now(before: GapContext, found: FoundGaps, now: AccountGraph) -> tuple[GapContext, FoundGaps]:
    """Return an account and its gaps after they were remembered: found again only where they may be others."""
    if same := renewed(before, found.gaps, now):
        return same, found
    before.let_go()
    looked_at = GapContext(ContextBeside(before.numbers, now), before.models, profiles=before.profiles)
    return looked_at, found._replace(gaps=find_gaps(looked_at))


def _beside(before: AccountGraph, now: AccountGraph) -> AccountGraph:
    """Return an account as it is now, with the rows that are as they were as the same objects."""
    same = [field.name for field in fields(AccountGraph) if getattr(before, field.name) == getattr(now, field.name)]
    return replace(now, **{name: getattr(before, name) for name in same})


def failure(account: AccountOfRun, error: Exception) -> Failure:
    """Return what is said of an account of which nothing could be computed."""
    if isinstance(error, ServiceError):
        kind, detail = type(error).__name__, error.detail
    else:
        fault, place = type(error).__name__, _place(error)
        kind, detail = ServiceError.__name__, Message("reporting.unexpected", fault=fault, place=place)
        logger.error("an account could not be computed class=%s place=%s", fault, place)
        logger.debug("an account could not be computed", exc_info=error)
    said = BothLanguages(en=sentence(detail, "en"), zh=sentence(detail, "zh"))
    return Failure(account_id=account.id, name=account.name, error=kind, detail=said)


def _place(error: Exception) -> str:
    """Return the file and line that raised an error."""
    *_, last = extract_tb(error.__traceback__)
    return f"{Path(last.filename).name}:{last.lineno}"
