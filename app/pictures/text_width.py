"""How wide a text may get in whatever font its viewer has: an estimate from above, in points."""

import unicodedata

from schemas.names.visible import visible

BOLD = 1.15
"""How much wider a bold text is."""

ELLIPSIS = "…"

_WIDTHS = {
    0.42: "ijlftrIJ.,:;'|!()[]/\\- ",
    0.72: "ABEFKLPSTVXYZ",
    0.85: "CDGHNOQRUw#+<=>~^&",
    1.05: "mMW%@",
}
_WIDTH = {character: width for width, characters in _WIDTHS.items() for character in characters}
_LETTER, _IDEOGRAPH, _WIDEST = 0.66, 1.0, 1.4


_FORMAT, _CONTROL = "Cf", "Cc"


def drawable(text: str) -> str:
    r"""Return a text without what no font draws or what turns its direction; joiners that change what is seen stay.

    Examples
    --------
    >>> drawable("Ada\u202e\tByron\ufeff"), drawable("👩\u200d👧") == "👩\u200d👧"
    ('Ada Byron', True)
    """
    return "".join(map(_drawn, visible(text)))


def _drawn(character: str) -> str:
    """Return a character, a blank for a tab or line end, nothing for what stands for no character at all."""
    category = unicodedata.category(character)
    if category == _CONTROL:
        return " "
    return character if category[0] != "C" or category == _FORMAT else ""


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Return the most points that a text takes in a common sans-serif font; an ideograph is one em.

    Examples
    --------
    >>> text_width("云河重工", 10)
    40.0
    >>> text_width("ni", 10) < text_width("ni", 10, bold=True)
    True
    """
    return sum(map(_ems, text)) * size * (BOLD if bold else 1)


def shortened(text: str, room: float, size: float, *, bold: bool = False) -> str:
    """Return a text that fits into so many points, with an ellipsis where something is left out.

    Examples
    --------
    >>> shortened("Halden Pumps", 40, 10)
    'Hald…'
    >>> shortened("云河重工", 40, 10)
    '云河重工'
    """
    if text_width(text, size, bold=bold) <= room:
        return text
    kept = text
    while kept and text_width(kept + ELLIPSIS, size, bold=bold) > room:
        kept = kept[:-1]
    return visible(kept).rstrip() + ELLIPSIS


def _ems(character: str) -> float:
    if character in _WIDTH:
        return _WIDTH[character]
    if unicodedata.combining(character) or unicodedata.category(character) == _FORMAT:
        return 0.0
    if unicodedata.category(character) == "So":
        return _WIDEST
    wide = unicodedata.east_asian_width(character) in "WFA" or (not character.isascii() and not character.isalpha())
    return _IDEOGRAPH if wide else _LETTER if character.islower() or character.isdigit() else 0.85
