"""A section of `docs/numbers.md`, and short ways to name the functions that it shows."""

from typing import NamedTuple

from pydantic import BaseModel


class Section(NamedTuple):
    """One section of the page.

    Attributes
    ----------
    title : str
        Its heading.
    text : str
        The paragraph below the heading.
    answer : type of BaseModel or None
        The answer that it explains, field by field.
    functions : tuple of str
        The functions that define its numbers, by their path in `analytics`.
    """

    title: str
    text: str
    answer: type[BaseModel] | None = None
    functions: tuple[str, ...] = ()


def of(module: str, names: str) -> tuple[str, ...]:
    """Return functions of one module, by their names."""
    return tuple(f"{module}.{name}" for name in names.split())


def each(folder: str, names: str) -> tuple[str, ...]:
    """Return functions that have the name of their module."""
    return tuple(f"{folder}.{name}.{name}" for name in names.split())
