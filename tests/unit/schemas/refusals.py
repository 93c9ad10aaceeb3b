"""What a test asks of a schema: the faults of a record, and the sentence of a refused field."""

from collections.abc import Mapping
from typing import Any

import pytest
from pydantic import ValidationError

from app.messages.validation import fault_of
from schemas.resource import Resource
from tests.sentences import english


def faults(resource: Resource, values: Mapping[str, Any]) -> dict[str, str]:
    """Return what the check of a resource says of a record, by pointer."""
    assert resource.check is not None
    return {pointer: english(fault) for pointer, fault in resource.check(values)}


def taken(resource: Resource, field: str, value: Any) -> Any:
    """Return a field as the model of a resource keeps it."""
    return getattr(resource.fields.model_validate({field: value}), field)


def refusal(resource: Resource, field: str, value: Any) -> str:
    """Return the sentence with which a field is refused; it stands at the field, or at a place within it."""
    with pytest.raises(ValidationError) as caught:
        resource.fields.model_validate({field: value})
    error, *others = caught.value.errors()
    assert not others
    assert error["loc"][0] == field
    assert all(isinstance(part, int) or part.isidentifier() or part == "[key]" for part in error["loc"]), error["loc"]
    return english(fault_of(error))
