"""Everything that the modules of `schemas` define, whether it is registered or not."""

import importlib
import pkgutil
from collections.abc import Iterator
from types import ModuleType
from typing import Any, get_args, get_type_hints

from pydantic import BaseModel

import schemas
from schemas.resource import Resource


def modules() -> Iterator[ModuleType]:
    """Yield every module of `schemas`."""
    for found in pkgutil.walk_packages(schemas.__path__, "schemas."):
        yield importlib.import_module(found.name)


def resources() -> list[Resource]:
    """Return every resource, by kind."""
    found = {id(value): value for module in modules() for value in vars(module).values() if isinstance(value, Resource)}
    return sorted(found.values(), key=lambda resource: resource.kind)


def models() -> set[type[BaseModel]]:
    """Return every model."""
    values = (value for module in modules() for value in vars(module).values())
    return {value for value in values if isinstance(value, type) and issubclass(value, BaseModel)}


def choices(annotation: Any) -> Iterator[tuple[Any, ...]]:
    """Yield the lists of values that an annotation chooses from, however deep."""
    parts = get_args(annotation)
    if parts and all(isinstance(part, str | int) for part in parts):
        yield parts
    for part in parts:
        yield from choices(part)


def choices_of_fields() -> set[tuple[Any, ...]]:
    """Return every list of values that a field of a model chooses from."""
    hints = (hint for model in models() for hint in get_type_hints(model, include_extras=True).values())
    return {found for hint in hints for found in choices(hint)}
