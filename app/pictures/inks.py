"""Inks: the colours of all pictures. None is a sign on its own: a number, a symbol or a hatch says the same."""

PAPER = "#ffffff"
INK = "#1b2733"
FAINT_INK = "#4a5a68"
LINE = "#b6c2cc"
PALE = "#e9eef2"
REACHED = "#1f6391"
HOLE = "#b0492b"


def blended(share: float, low: str = "#e6f0f7", high: str = "#0b3c5d") -> str:
    """Return the colour at a share of the way from a low to a high one.

    Examples
    --------
    >>> blended(0.0, "#000000", "#ffffff"), blended(1.0, "#000000", "#ffffff")
    ('#000000', '#ffffff')
    """
    pairs = zip(_channels(low), _channels(high), strict=True)
    return "#" + "".join(f"{round(start + (end - start) * share):02x}" for start, end in pairs)


def contrast(first: str, second: str) -> float:
    """Return the contrast ratio of two colours, from 1 to 21.

    References
    ----------
    WCAG 2.2, "contrast ratio" and "relative luminance".

    Examples
    --------
    >>> round(contrast("#ffffff", "#000000"), 1)
    21.0
    """
    dark, light = sorted((_luminance(first), _luminance(second)))
    return (light + 0.05) / (dark + 0.05)


def ink_on(paper: str) -> str:
    """Return black or white, whichever is read better on a colour; the contrast is never under 4.58."""
    return max("#000000", "#ffffff", key=lambda ink: contrast(ink, paper))


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(channel / 255) for channel in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)
