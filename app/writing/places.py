"""Where an item stood that something is wrong with: each way in says it in its own terms, here and nowhere else."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from schemas.errors import Problem, ServiceError
from schemas.messages.message import Message

Place = Callable[[int, str], str]
"""Gives the pointer that a caller understands, from an item's place in the write and a pointer into the item."""

_DATA = "/data"


def in_the_body(_: int, pointer: str) -> str:
    """Return a pointer into the body of a single write, the data of its one item, or the name of its parameter.

    Examples
    --------
    >>> in_the_body(0, "/data/manager"), in_the_body(0, "")
    ('/manager', '')
    >>> in_the_body(0, "/effective_until")
    '?effective_until'
    """
    return f"?{pointer[1:]}" if pointer == "/effective_until" else within_data(pointer)


def in_the_batch(item: int, pointer: str) -> str:
    """Return a pointer into the body of a batch.

    Examples
    --------
    >>> in_the_batch(7, "/data/manager")
    '/items/7/data/manager'
    """
    return f"/items/{item}{pointer}"


def within_data(pointer: str) -> str:
    """Return a pointer into an item as one into its data; what does not lead there is left as it is.

    Examples
    --------
    >>> within_data("/data/manager"), within_data("/data"), within_data("/kind"), within_data("/database")
    ('/manager', '', '/kind', '/database')
    """
    leads_there = pointer == _DATA or pointer.startswith(f"{_DATA}/")
    return pointer.removeprefix(_DATA) if leads_there else pointer


def located(problems: Iterable[Problem], place: Place) -> tuple[Problem, ...]:
    """Return problems of items with the pointers that a caller understands; those of the request are left alone."""
    return tuple(
        problem if problem.item is None else Problem(place(problem.item, problem.pointer), problem.detail)
        for problem in problems
    )


@contextmanager
def errors_located(place: Place) -> Iterator[None]:
    """Let errors of a write say where its items stood."""
    try:
        yield
    except ServiceError as error:
        error.problems = located(error.problems, place)
        raise


def in_one(problems: Iterable[Problem], pointer_of: Callable[[str], str] = within_data) -> Message:
    """Return what is wrong with one item as one message, for a list of lines or rows that were not taken.

    Examples
    --------
    >>> print(in_one([Problem("/data/name", Message("values.text")), Problem("", Message("values.object"))]))
    places.several(faults=[places.at(fault=values.text(), place='/name'), values.object()])
    """
    faults = [fault_at(pointer_of(problem.pointer), problem.detail) for problem in problems]
    return Message("places.several", faults=faults) if faults else Message("places.refused")


def fault_at(place: str, fault: Message) -> Message:
    """Return what is wrong at a place; where that is empty, what is wrong."""
    return Message("places.at", place=place, fault=fault) if place else fault
