"""How names are compared, wherever they are: in searches, in hints at duplicates, in ids made from names, in titles."""

import re
import unicodedata

_MARKS = re.compile(r"[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u064b-\u0652\u0670\u20d0-\u20ff]")
"""Marks above and below letters of Latin, Greek and Cyrillic, and vowel points of Hebrew and Arabic. Those of Japanese
and Indian scripts make another letter and stay."""

_LETTERS = str.maketrans("ıłøđðħŧɨŋƶ", "iloddhtinz")
_TWO_LETTERS = str.maketrans({"æ": "ae", "œ": "oe", "þ": "th"})
"""Letters that no decomposition takes apart."""

_SIGNS = str.maketrans("‘’ʼʻ`´‐‑‒–—−", "'" * 6 + "-" * 6)
"""Apostrophes and hyphens, which are typed in several ways."""

_SPACES = re.compile(r"\s+")


def folded(text: str) -> str:
    """Return a name as names are compared: without case, accents, width, compatibility forms and invisible characters.

    Case is that of all languages: of the Turkish i's all four are one letter. Folding twice is folding once.

    Examples
    --------
    >>> [folded(name) for name in ("Łukasz WÓJCIK", "Nguyễn  Văn A", "İSTANBUL Işık", "Groß & Söhne")]
    ['lukasz wojcik', 'nguyen van a', 'istanbul isik', 'gross & sohne']
    >>> folded("ＡＣＭＥ　株式会社")
    'acme 株式会社'
    """
    if text.isascii():
        return " ".join(text.replace("`", "'").lower().split())
    plain = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    plain = _MARKS.sub("", unicodedata.normalize("NFD", plain)).translate(_LETTERS | _SIGNS).translate(_TWO_LETTERS)
    plain = unicodedata.normalize("NFKC", plain).casefold()
    return _SPACES.sub(" ", "".join(one for one in plain if unicodedata.category(one) != "Cf")).strip()
