"""Snapshots of accounts that tests invent, and of the sample book."""

from dataclasses import replace
from functools import cache
from typing import Any

from analytics.context import Context
from analytics.gaps.context import GapContext
from analytics.gaps.gaps import find_gaps
from analytics.gaps.profiles import FULL
from analytics.snapshots.both_languages import SayBoth
from analytics.snapshots.snapshot import snapshot_of, snapshot_with
from app.messages.readable_names import ReadableNames
from schemas.reports.lists import BothLanguages, ContactDue
from schemas.reports.snapshot import Snapshot
from schemas.rows.account_graph import AccountGraph
from schemas.settings.analysis_settings import AnalysisSettings
from tests.unit.gaps.sample_accounts import account as sample_account
from tests.unit.gaps.sample_accounts import stage_models

DATE = "2026-07-01"


SAY = SayBoth(ReadableNames("en").say, ReadableNames("zh").say)


def taken(account: AccountGraph, models: Any = ()) -> Snapshot:
    """Return the snapshot of an account at its own instant."""
    return snapshot_of(Context(account, AnalysisSettings()), models, DATE, SAY)


def taken_by_all_rules(account: AccountGraph, models: Any = ()) -> Snapshot:
    """Return the same with all that any rule sees, also what another gap hides."""
    looked_at = GapContext(Context(account, AnalysisSettings()), models)
    found = find_gaps(looked_at, FULL)
    return snapshot_with(looked_at, replace(found, shown=found.all), DATE, SAY)


@cache
def of_sample(name: str) -> Snapshot:
    """Return the snapshot of an account of the sample book on the day of its story."""
    return taken(sample_account(name), stage_models())


def due(account: AccountGraph) -> dict[str, ContactDue[BothLanguages]]:
    """Return who is due for a contact, by id."""
    return {each.person: each for each in taken(account).contacts_due}
