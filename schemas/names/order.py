"""Names of people as their owners write them: family name first in Chinese, Japanese and Korean."""

import re
import unicodedata

from schemas.names.folding import folded

_EAST_ASIAN = re.compile(
    r"[\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff]+"
)
_UNSPACED = re.compile(
    r"(?<=[\u3005-\u30ff\u3400-\u9fff\uac00-\ud7a3])\s+(?=[\u3005-\u30ff\u3400-\u9fff\uac00-\ud7a3])"
)
_KATAKANA = re.compile(r"[\u30a0-\u30ff\u31f0-\u31ff]+")
_HANGUL = re.compile(r"[\uac00-\ud7a3]+")

_LONGEST_KOREAN_FAMILY_NAME = 2
"""Syllables; what is longer in Korean letters is a name of another language."""


def is_family_first(given: str, family: str) -> bool:
    """Return whether the bearer of a name writes the family name first, and without a space.

    So do those whose names stand in Chinese, Japanese or Korean characters. Foreign names that are spelled in Katakana
    or in Korean syllables keep their order.

    Examples
    --------
    >>> is_family_first("伟", "张"), is_family_first("花子", "スミス"), is_family_first("하늘", "최")
    (True, True, True)
    >>> is_family_first("ジャン", "サルトル"), is_family_first("Wei", "Zhang")
    (False, False)
    """
    parts = [unicodedata.normalize("NFKC", part) for part in (given, family)]
    if not all(_EAST_ASIAN.fullmatch(part) for part in parts):
        return False
    if all(_KATAKANA.fullmatch(part) for part in parts):
        return False
    return not (_HANGUL.fullmatch(parts[1]) and len(parts[1]) > _LONGEST_KOREAN_FAMILY_NAME)


def name_key(name: str) -> str:
    """Return by what two spellings of a person's name are the same: folded, "Byron, Ada" as "Ada Byron".

    Examples
    --------
    >>> name_key("BYRON, Áda") == name_key("Ada  Byron"), name_key("森 ひかり") == name_key("森ひかり")
    (True, True)
    """
    family, comma, given = folded(name).partition(",")
    plain = f"{given.strip()} {family.strip()}" if comma and given.strip() else family
    return _UNSPACED.sub("", plain)
