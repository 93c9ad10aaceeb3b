"""Computing a batch: each account is read and looked at by itself, so that one that fails stops no other."""

import logging
from pathlib import Path
from traceback import extract_tb

from analytics.context import Context
from analytics.snapshots.both_languages import SayBoth
from analytics.snapshots.snapshot import snapshot_of
from app.analysis.evidence import read_evidence, with_rules
from app.messages.readable_names import ReadableNames
from app.messages.sentences import sentence
from app.reports.run.batch import AccountOfRun, Batch, Computed
from graph.store import Store
from schemas.errors import NotFound, ServiceError, StoreUnavailable
from schemas.messages.message import Message
from schemas.reports.lists import BothLanguages
from schemas.reports.runs import Failure
from schemas.reports.snapshot import Snapshot

logger = logging.getLogger("stakegraph.reports")


async def computed(store: Store, batch: Batch) -> Computed:
    """Return what comes of a batch.

    Raises
    ------
    StoreUnavailable
        When the store is away: then nothing is wrong with an account.
    """
    snapshots: list[Snapshot] = []
    failed: list[Failure] = []
    gone: list[str] = []
    for account in batch.accounts:
        try:
            snapshots.append(await _snapshot(store, account.id, batch))
        except NotFound:
            gone.append(account.id)
        except StoreUnavailable:
            raise
        except Exception as error:  # whatever is wrong with one account is said of that account
            failed.append(failure(account, error))
    return Computed(tuple(snapshots), tuple(failed), tuple(gone))


async def _snapshot(store: Store, account_id: str, batch: Batch) -> Snapshot:
    moment = await store.repository.snapshot(account_id, batch.as_of)
    evidence = await with_rules(store, await read_evidence(store, moment))
    say = SayBoth(ReadableNames("en").say, ReadableNames("zh").say)
    context = Context(evidence.graph, evidence.settings)
    return snapshot_of(context, evidence.stage_models, batch.date, say, evidence.profiles)


def failure(account: AccountOfRun, error: Exception) -> Failure:
    """Return what is said of an account of which nothing could be computed."""
    if isinstance(error, ServiceError):
        kind, detail = type(error).__name__, error.detail
    else:
        fault, place = type(error).__name__, _place(error)
        kind, detail = ServiceError.__name__, Message("reporting.unexpected", fault=fault, place=place)
        logger.error("account=%s class=%s place=%s", account.id, fault, place)
        logger.debug("account=%s", account.id, exc_info=error)
    said = BothLanguages(en=sentence(detail, "en"), zh=sentence(detail, "zh"))
    return Failure(account_id=account.id, name=account.name, error=kind, detail=said)


def _place(error: Exception) -> str:
    """Return the file and line that raised an error."""
    *_, last = extract_tb(error.__traceback__)
    return f"{Path(last.filename).name}:{last.lineno}"
