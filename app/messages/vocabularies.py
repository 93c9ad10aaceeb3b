"""Vocabularies with their labels: every value that a field may choose, in order, as a person reads it."""

import json
import re
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any, Literal, get_args, get_origin

from schemas import vocabularies

LANGUAGES = ("en", "zh")

Value = int | float | str


@cache
def values_by_name() -> dict[str, tuple[Value, ...]]:
    """Return the values of every vocabulary by its name in snake_case, vocabularies and values in their order.

    Examples
    --------
    >>> values_by_name()["rung"]
    ('unknown', 'acquainted', 'known', 'trusted', 'interdependent')
    """
    defined = {name: _values(value) for name, value in vars(vocabularies).items() if not name.startswith("_")}
    return {_snake_case(name): values for name, values in defined.items() if values}


@cache
def labels_of(language: str) -> Mapping[str, Mapping[str, str]]:
    """Return the labels of one language: vocabulary -> value as text -> label."""
    text = resources.files("app.messages").joinpath(language, "vocabularies.json").read_text(encoding="utf-8")
    found: dict[str, dict[str, str]] = json.loads(text)
    return found


def labelled(name: str) -> dict[str, Any]:
    """Return one vocabulary as it is answered."""
    return {
        "name": name,
        "values": [
            {"value": value, "label": {each: labels_of(each)[name][str(value)] for each in LANGUAGES}, "order": order}
            for order, value in enumerate(values_by_name()[name], start=1)
        ],
    }


def mark_vocabularies(part: Any) -> None:
    """Say at every closed list of values in an OpenAPI document which vocabulary it is: ``x-vocabulary``."""
    if isinstance(part, dict):
        if isinstance(part.get("enum"), list) and (name := _names().get(tuple(map(str, part["enum"])))):
            part["x-vocabulary"] = name
        part = list(part.values())
    if isinstance(part, list):
        for inner in part:
            mark_vocabularies(inner)


@cache
def _names() -> dict[tuple[str, ...], str]:
    return {tuple(map(str, values)): name for name, values in values_by_name().items()}


def _values(defined: object) -> tuple[Value, ...]:
    if get_origin(defined) is Literal:
        return get_args(defined)
    return defined if isinstance(defined, tuple) else ()


def _snake_case(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()
