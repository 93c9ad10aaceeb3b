"""Numbers of a column: read by the decimal sign that a mapping states, or the one that the whole column shows."""

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import NamedTuple

from app.imports.cells.dates import Unreadable
from app.imports.numbers.figures import DECIMALS, Decimal, Figures, Style, are_figures, readings
from app.imports.numbers.written import not_a_number, shown, written
from schemas.messages.message import Message

GROUPED: tuple[Style, ...] = ("threes", "indian")


class Seen(NamedTuple):
    """The first cell that showed something, and its row."""

    text: str
    row: int

    def place(self) -> Message:
        """Return where it stands and what it says."""
        return Message("imports.number_seen", text=self.text, row=self.row)


class Money(float):
    """A number that remembers in which currencies it may be.

    Attributes
    ----------
    currencies : frozenset of str
        ISO codes; empty where its cell says none.
    text : str
        The cell.
    """

    currencies: frozenset[str] = frozenset()
    text: str = ""

    @classmethod
    def of(cls, number: float, currencies: frozenset[str], text: str) -> "Money":
        """Return a number with its currencies."""
        found = cls(number)
        found.currencies, found.text = currencies, shown(text)
        return found


class NumberColumn:
    """The numbers of one column.

    All its cells are shown to it first (`observe`), so that ``1.234,50`` shows how ``15.000`` beside it is meant. It
    keeps the first cell of each kind only, however many rows there are, and their order does not matter.

    Parameters
    ----------
    decimal : {".", ","} or None
        The decimal sign that the mapping states; what contradicts it is refused.
    """

    def __init__(self, decimal: Decimal | None) -> None:
        self._stated = decimal
        self._decimals: dict[Decimal, Seen] = {}
        self._groups: set[str] = set()
        self._styles: dict[tuple[Decimal, Style], Seen] = {}
        self.read: Callable[[str], Money] = lru_cache(maxsize=4096)(self._read)

    def observe(self, text: str, row: int) -> None:
        """Learn from one cell which sign is the decimal one, and how digits are grouped."""
        found = _readings_of(text)
        seen = Seen(shown(text), row)
        for decimal, figures in found.items():
            if figures.style:
                self._styles.setdefault((decimal, figures.style), seen)
        if len(found) == 1:
            self._decimals.setdefault(next(iter(found)), seen)
        if len({figures.says() for figures in found.values()}) == 1:
            self._groups |= {figures.group for figures in found.values()} - {""}

    def _read(self, text: str) -> Money:
        """Return a cell as a number, with its currencies.

        Raises
        ------
        Unreadable
            When it is not a number, can be read in two ways, or the column or mapping contradicts it.
        """
        cell = written(text)
        if not are_figures(cell.figures):
            raise not_a_number(text)
        figures = self._figures(text, readings(cell.figures))
        number = figures.value(cell.places)
        if number == float("inf"):
            raise not_a_number(text)
        return Money.of(-number if cell.negative else number, cell.currencies, text)

    def _figures(self, text: str, found: Mapping[Decimal, Figures]) -> Figures:
        if not found:
            raise Unreadable(Message("imports.number_grouped_wrongly", text=shown(text)))
        decimal = self._decimal(text, found)
        if decimal not in found:
            raise Unreadable(Message("imports.number_against_decimal", text=shown(text), decimal=decimal))
        figures = found[decimal]
        if figures.style:
            self._check_style(text, decimal)
        return figures

    def _decimal(self, text: str, found: Mapping[Decimal, Figures]) -> Decimal:
        """Return the decimal sign by which a cell is read."""
        if len(found) == len(DECIMALS) and len({figures.says() for figures in found.values()}) == 1:
            return DECIMALS[0]
        if self._stated:
            return self._stated
        if len(self._decimals) == len(DECIMALS):
            point, comma = self._decimals["."].place(), self._decimals[","].place()
            raise Unreadable(Message("imports.number_in_both_ways", text=shown(text), point=point, comma=comma))
        if len(found) == 1:
            return next(iter(found))
        learned = next(iter(self._decimals), None)
        if learned is None or not self._groups_so(found[learned]):
            raise Unreadable(Message("imports.number_in_two_ways", text=shown(text)))
        return learned

    def _groups_so(self, figures: Figures) -> bool:
        """Return whether the column groups digits by this sign, as far as it shows by which."""
        return not figures.group or not self._groups or figures.group in self._groups

    def _check_style(self, text: str, decimal: Decimal) -> None:
        found = (self._styles.get((decimal, style)) for style in GROUPED)
        threes, indian = (seen and seen.place() for seen in found)
        if threes and indian:
            message = Message("imports.number_grouped_in_two_ways", text=shown(text), threes=threes, indian=indian)
            raise Unreadable(message)


def number_of(text: str, column: NumberColumn) -> float:
    """Return a cell as a number alone; one in a currency is refused."""
    found = column.read(text)
    if found.currencies:
        raise Unreadable(Message("imports.currency_out_of_place", text=shown(text)))
    return float(found)


def whole_of(text: str, column: NumberColumn) -> int:
    """Return a cell as a whole number, ``12`` as well as ``12.0``."""
    value = number_of(text, column)
    if not value.is_integer():
        raise Unreadable(Message("imports.not_a_whole_number", text=shown(text)))
    return int(value)


def _readings_of(text: str) -> Mapping[Decimal, Figures]:
    """Return the readings of a cell, none of what is not a number."""
    try:
        return readings(written(text).figures)
    except Unreadable:
        return {}
