"""What a report holds a million times is light."""

import gc
import weakref
from collections.abc import Iterator
from typing import Any, get_args

import pytest

from analytics.context import Context
from analytics.gaps.context import GapContext
from analytics.gaps.gaps import find_gaps
from analytics.snapshots.both_languages import SayBoth
from analytics.snapshots.snapshot import snapshot_with
from app.messages.readable_names import ReadableNames
from app.reports.run.computing import garbage_left
from schemas.reports.lists import Light, SeverityCounts
from schemas.reports.report import AccountReport
from schemas.settings.analysis_settings import AnalysisSettings
from tests.unit.gaps.sample_accounts import account, stage_models


def models_in(annotation: Any) -> Iterator[type[Any]]:
    """Yield the models that lists of a field are of."""
    parts = get_args(annotation)
    if tuple in {annotation, getattr(annotation, "__origin__", None)}:
        yield from (part for part in parts if hasattr(part, "model_fields"))
    for part in parts:
        yield from models_in(part)


def listed_by(model: type[Any]) -> Iterator[type[Any]]:
    """Yield every model of which an object of one lists many."""
    for field in model.model_fields.values():
        yield from models_in(field.annotation)
        if hasattr(field.annotation, "model_fields"):
            yield from listed_by(field.annotation)


def test_all_that_an_account_lists_is_light():
    listed = set(listed_by(AccountReport))
    assert {each.__name__.partition("[")[0] for each in listed} == {
        *("ReportedGap", "ContactDue", "StaleBelief", "StructureWarning", "LeadingPerson", "OpenDeal", "HealthPoint"),
    }
    assert all(issubclass(each, Light) for each in listed)


def test_what_is_made_of_our_own_values_is_what_a_look_at_them_makes_in_the_order_of_the_fields():
    values = {"low": 4, "medium": 3, "high": 2, "critical": 1}
    made, looked_at = SeverityCounts.of_ours(**values), SeverityCounts(**values)
    assert made == looked_at
    assert made.model_dump_json() == looked_at.model_dump_json() == '{"critical":1,"high":2,"medium":3,"low":4}'
    assert made.model_fields_set is looked_at.model_fields_set
    with pytest.raises(KeyError, match="critical"):
        SeverityCounts.of_ours(low=4, medium=3, high=2)


def test_an_account_is_freed_with_its_snapshot_and_not_when_circles_are_looked_for():
    recorded = account("halden_pumps")
    context = Context(recorded, AnalysisSettings())
    looked_at = GapContext(context, stage_models())
    say = SayBoth(ReadableNames("en").say, ReadableNames("zh").say)
    with garbage_left():
        assert not gc.isenabled()
        snapshot = snapshot_with(looked_at, find_gaps(looked_at), "2026-07-01", say)
        assert looked_at.chains
        assert snapshot.gaps
        freed = weakref.ref(context), weakref.ref(looked_at)
        looked_at.let_go()
        del context, looked_at
        assert [each() for each in freed] == [None, None]
