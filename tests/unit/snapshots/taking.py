"""Snapshots of accounts that tests invent, and of the sample book."""

from functools import cache
from typing import Any

from analytics.context import Context
from analytics.snapshots.both_languages import SayBoth
from analytics.snapshots.snapshot import snapshot_of
from app.messages.readable_names import ReadableNames
from schemas.reports.lists import BothLanguages, ContactDue
from schemas.reports.snapshot import Snapshot
from schemas.rows.account_graph import AccountGraph
from schemas.settings.analysis_settings import AnalysisSettings
from tests.unit.gaps.sample_accounts import account as sample_account
from tests.unit.gaps.sample_accounts import stage_models

DATE = "2026-07-01"


def taken(account: AccountGraph, models: Any = ()) -> Snapshot:
    """Return the snapshot of an account at its own instant."""
    say = SayBoth(ReadableNames("en").say, ReadableNames("zh").say)
    return snapshot_of(Context(account, AnalysisSettings()), models, DATE, say)


@cache
def of_sample(name: str) -> Snapshot:
    """Return the snapshot of an account of the sample book on the day of its story."""
    return taken(sample_account(name), stage_models())


def due(account: AccountGraph) -> dict[str, ContactDue[BothLanguages]]:
    """Return who is due for a contact, by id."""
    return {each.person: each for each in taken(account).contacts_due}
