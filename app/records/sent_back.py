"""Bodies that were read and are sent back: what a caller may write of them, and what the service made."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from schemas.resource import Resource


@cache
def made_by_us(resource: Resource) -> frozenset[str]:
    """Return the fields of a record that no caller writes: its ids, its moments, who recorded it, what is ``made``."""
    return frozenset(resource.record.model_fields.keys() - resource.fields.model_fields.keys())


def parted(resource: Resource, body: Any) -> tuple[Any, Mapping[str, Any]]:
    """Return what of a body a caller may write, and the fields that the service makes, as they were sent.

    Parameters
    ----------
    body : Any
        A JSON value; one that is not an object is returned as it is, for whoever validates it.

    Examples
    --------
    >>> from schemas.registry import BY_KIND
    >>> parted(BY_KIND["person"], {"id": "p1", "name": "Ada", "sequence": 3})
    ({'name': 'Ada'}, {'id': 'p1', 'sequence': 3})
    >>> parted(BY_KIND["person"], ["Ada"])
    (['Ada'], {})
    """
    ours = made_by_us(resource)
    if not isinstance(body, dict) or body.keys().isdisjoint(ours):
        return body, {}
    made = {name: value for name, value in body.items() if name in ours}
    return {name: value for name, value in body.items() if name not in made}, made
