"""Figures with their signs: what they are where the point is the decimal sign, and where the comma is."""

import re
from collections.abc import Mapping
from typing import Literal, NamedTuple

Decimal = Literal[".", ","]
"""A decimal sign."""

Style = Literal["", "threes", "indian"]
"""How digits are grouped, where it shows: in threes, or as in India, three and then by two (12,34,567)."""

DECIMALS: tuple[Decimal, ...] = (".", ",")

_EXPONENT = re.compile(r"([0-9.,٫]+)[eE]([+-]?[0-9]{1,4})")
_THREES = re.compile(r"[1-9][0-9]{0,2}(?:([.,' ٬])[0-9]{3})(?:\1[0-9]{3})*")
_INDIAN = re.compile(r"[1-9][0-9]?(?:,[0-9]{2})*,[0-9]{3}")
_SIGNS_ONLY = re.compile(r"[0-9.,' ٫٬]+(?:[eE][+-]?[0-9]*)?")
_DIGITS = re.compile(r"[0-9]+")


class Figures(NamedTuple):
    """A number as its digits say it.

    Attributes
    ----------
    group : str
        The sign that groups its digits; empty where none does.
    """

    whole: str
    fraction: str = ""
    exponent: int = 0
    group: str = ""
    style: Style = ""

    def says(self) -> tuple[str, str, int]:
        """Return the number itself, however it was grouped."""
        return self.whole, self.fraction, self.exponent

    def value(self, places: int) -> float:
        """Return it as a number, its decimal sign moved by some places to the right; infinite where it is too large."""
        return float(f"{self.whole}.{self.fraction or 0}e{self.exponent + places}")


def are_figures(text: str) -> bool:
    """Whether a text holds digits and the signs of numbers only."""
    return _SIGNS_ONLY.fullmatch(text) is not None


def readings(text: str) -> Mapping[Decimal, Figures]:
    """Return what figures say by each decimal sign by which they can be read.

    The decimal sign stands once at most, after all groups; these have three digits, the first one to three and no zero
    in front. With commas they may be Indian. Arabic signs mean the same in either notation.

    Examples
    --------
    >>> {sign: figures.says() for sign, figures in readings("15.000").items()}
    {'.': ('15', '000', 0), ',': ('15000', '', 0)}
    >>> list(readings("1.234,50")), list(readings("1,23,456.00")), list(readings("1.2.3"))
    ([','], ['.'], [])
    """
    found = _EXPONENT.fullmatch(text)
    body, exponent = (found[1], int(found[2])) if found else (text, 0)
    read = {sign: _read(body, sign, exponent, grouped=found is None) for sign in DECIMALS}
    return {sign: figures for sign, figures in read.items() if figures is not None}


def _read(body: str, decimal: Decimal, exponent: int, grouped: bool) -> Figures | None:
    sign = "٫" if "٫" in body or "٬" in body else decimal
    whole, shown, fraction = body.partition(sign)
    if shown and not _DIGITS.fullmatch(fraction):
        return None
    if _DIGITS.fullmatch(whole) or (shown and not whole):
        return Figures(whole or "0", fraction, exponent)
    if not grouped:
        return None
    return _grouped(whole, fraction, sign)


def _grouped(whole: str, fraction: str, decimal: str) -> Figures | None:
    threes, indian = _THREES.fullmatch(whole), _INDIAN.fullmatch(whole) if decimal == "." else None
    group = threes[1] if threes else "," if indian else decimal
    if group == decimal:
        return None
    plain = whole.replace(group, "")
    if group != "," or decimal != "." or (threes and indian):
        return Figures(plain, fraction, 0, group)
    return Figures(plain, fraction, 0, group, "threes" if threes else "indian")
