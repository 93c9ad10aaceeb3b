"""What a report holds a million times is light."""

from collections.abc import Iterator
from typing import Any, get_args

from schemas.reports.lists import Light
from schemas.reports.report import AccountReport


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
