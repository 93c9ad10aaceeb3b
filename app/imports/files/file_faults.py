"""Refusals of a file as a whole: with its name, and the row or line that is to blame."""

from pathlib import Path

from schemas.errors import InvalidInput, Problem
from schemas.messages.message import Message


def file_refused(path: Path, fault: Message) -> InvalidInput:
    """Return the refusal of a file."""
    return InvalidInput(Message("imports.file_fault", place=path.name, fault=fault), [Problem(path.name, fault)])


def row_refused(path: Path, number: int, fault: Message) -> InvalidInput:
    """Return the refusal of a file for one of its rows, by the number that a spreadsheet gives it."""
    place = Message("places.row", file=path.name, row=number)
    detail = Message("imports.file_fault", place=place, fault=fault)
    return InvalidInput(detail, [Problem(f"{path.name} row {number}", fault)])


def line_refused(path: Path, number: int, fault: Message) -> InvalidInput:
    """Return the refusal of a file for one of its lines of text, from 1."""
    place = Message("places.line", file=path.name, line=number)
    detail = Message("imports.file_fault", place=place, fault=fault)
    return InvalidInput(detail, [Problem(f"{path.name} line {number}", fault)])
