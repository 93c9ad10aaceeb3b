"""Texts without what nobody sees in them, by one rule for files, pictures and names.

Direction marks and overrides, byte order marks, zero-width spaces, soft hyphens, controls and fillers go. Joiners stay
where they change what is seen: within emoji, and in the scripts whose letters they join or part.
"""

import re
import unicodedata

_UNSEEN = re.compile(
    "["
    "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f"  # controls, but for those that are blanks
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u3164\uffa0"  # soft hyphen, fillers, Arabic letter mark
    "\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f"  # zero-width space, directions, word joiner, invisible operators
    "\ufeff\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"  # byte order mark, annotations, format of notation
    "\U000e0000-\U000e007f]"  # tags
)
_FLAG_OR_UNSEEN = re.compile(f"(\U0001f3f4[\U000e0020-\U000e007e]+\U000e007f)|{_UNSEEN.pattern}")
"""Tags mean something in flags of regions only."""

_OF_SCRIPTS = (
    "\u0600-\u08ff\u0900-\u0dff\u0f00-\u109f\u1780-\u18af\u1a20-\u1aaf\u1b00-\u1c4f\ua800-\ua8ff\ua980-\ua9ff"
    "\uaa00-\uaadf\uabc0-\uabff\ufb50-\ufdff\ufe70-\ufefc\U00010a00-\U00010aff\U00011000-\U00011fff\U0001e900-\U0001e95f"
)
"""Arabic, Syriac, Mongolian and the scripts of India and its neighbours: what joiners join or part."""

_JOINER = re.compile("[\u200c\u200d]+")
_LETTER_BEFORE = re.compile(f"[{_OF_SCRIPTS}]")
_STRAY_MARK = re.compile(
    r"(?:(?<=\s)|^)[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f]+"
)
"""Accents and variation selectors that stand on no letter."""

_ZERO_WIDTH_JOINER = "\u200d"
_EMOJI_STYLE = "\ufe0f"


def visible(text: str) -> str:
    r"""Return a text without invisible characters; blanks, lines and tabs stay as they are.

    Doing it twice is doing it once.

    Examples
    --------
    >>> visible("\ufeffAda\u202e Byr\u00adon\u200b")
    'Ada Byron'
    >>> visible("می\u200cخواهم") == "می\u200cخواهم", visible("👩\u200d👧") == "👩\u200d👧"
    (True, True)
    """
    if text.isascii():
        return text if text.isprintable() else _UNSEEN.sub("", text)
    plain = _once(text)
    while plain != text:
        text, plain = plain, _once(plain)
    return plain


def _once(text: str) -> str:
    seen = _FLAG_OR_UNSEEN.sub(lambda found: found[1] or "", text)
    return _STRAY_MARK.sub("", _JOINER.sub(_kept, seen))


def _kept(found: re.Match[str]) -> str:
    """Return the joiner of a run of them that changes what is seen."""
    text, joiner = found.string, found[0][0]
    before, after = text[found.start() - 1 : found.start()], text[found.end() : found.end() + 1]
    if before and _LETTER_BEFORE.match(before):
        parts = bool(after) and not after.isspace()
        return joiner if parts or joiner == _ZERO_WIDTH_JOINER else ""
    is_emoji = _is_picture(before) or before == _EMOJI_STYLE
    return joiner if joiner == _ZERO_WIDTH_JOINER and is_emoji and _is_picture(after) else ""


def _is_picture(character: str) -> bool:
    return bool(character) and unicodedata.category(character)[0] == "S" and not character.isascii()
