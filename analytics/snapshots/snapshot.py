"""An account at one date: its health, its gaps, who is due for a contact, and what can no longer be believed."""

from collections.abc import Mapping, Sequence
from typing import Any

from analytics.answers.health import health_reasons
from analytics.answers.provenance import WhatWasRead, what_was_read
from analytics.context import Context
from analytics.gaps.context import GapContext
from analytics.gaps.gaps import Gaps, find_gaps
from analytics.gaps.profiles import Profile
from analytics.health.health import grade
from analytics.members import account_owner
from analytics.reports.leading_people import leading_people
from analytics.reports.open_deals import open_deals
from analytics.scores.health import health_scores
from analytics.snapshots.both_languages import SayBoth
from analytics.snapshots.contacts_due import contacts_due
from analytics.snapshots.listed_gaps import ListedGaps, members_named, reported_gaps, severity_counts
from analytics.snapshots.stale_beliefs import stale_beliefs
from analytics.snapshots.structure import structure_warnings
from schemas.analysis.health import HealthComponents, HealthWeights
from schemas.reports.snapshot import Snapshot
from schemas.rows.stages import StageModelRow


class _Subject(WhatWasRead):
    name: str | None
    owner: str | None
    owner_name: str | None
    segment: str | None
    tier: str | None


def snapshot_of(
    context: Context, models: Sequence[StageModelRow], date: str, say: SayBoth, profiles: Sequence[Profile] = ()
) -> Snapshot:
    """Return the snapshot of an account.

    Parameters
    ----------
    context : Context
        Of the whole account, at the instant at which the date begins.
    models : sequence of StageModelRow
        Stage models of the book, in order of their ids.
    date : str
        Date of the run, in the time zone of the book.
    say : SayBoth
        Puts findings and actions into words.
    profiles : sequence of Profile
        Stored profiles of gap rules, in order of their ids.
    """
    looked_at = GapContext(context, models, profiles=profiles)
    return snapshot_with(looked_at, find_gaps(looked_at), date, say)


def snapshot_with(looked_at: GapContext, found: Gaps, date: str, say: SayBoth) -> Snapshot:
    """Return the snapshot of an account whose gaps were found already, as `snapshot_of` does.

    Parameters
    ----------
    looked_at : GapContext
        Of the whole account.
    found : Gaps
        Its gaps.
    """
    context, gaps = looked_at.numbers, ListedGaps(looked_at, found)
    return Snapshot(
        date=date,
        **_subject(context),
        people=len(context.present),
        **_health(context, looked_at.models),
        profile=gaps.profile.id,
        counts=severity_counts(gaps.unmuted),
        gaps=tuple(reported_gaps(gaps, say)),
        members=members_named(gaps),
        contacts_due=contacts_due(gaps, say),
        stale_beliefs=stale_beliefs(looked_at),
        structure=structure_warnings(looked_at, say),
        leading_people=leading_people(context),
        open_deals=open_deals(looked_at),
    )


def _subject(context: Context) -> _Subject:
    account = context.account
    owner = account_owner(account)
    return _Subject(
        **what_was_read(context),
        name=account.name,
        owner=owner,
        owner_name=context.member_names.get(owner) if owner else None,
        segment=account.segment,
        tier=account.tier,
    )


def _health(context: Context, models: Sequence[StageModelRow]) -> Mapping[str, Any]:
    found = health_scores(context, models)
    values = {
        "health": found.value,
        "grade": None if found.value is None else grade(found.value, context.settings),
    }
    components = HealthComponents(**found.components)
    weights = HealthWeights(**found.weights)
    return {**values, "components": components, "weights": weights, "reasons": health_reasons(context, found, values)}
