"""Job titles, English, German and Chinese: how senior somebody is, and which department they are of.

Both are read by rules, data files of phrases. Where phrases overlap, the longest holds: "vice president" is no
"president". Of those that stand apart the most senior counts: "SVP and CFO" is a CFO. What no rule knows stays unknown.
"""

import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from typing import NamedTuple, get_args

from app.imports.cells.crosswalks import crosswalk_rows
from schemas.vocabularies import Seniority

_LEVELS: tuple[str, ...] = get_args(Seniority)

_CHINESE_UNIT = re.compile(r"[\u3400-\u9fff]{2,12}?(?:部门|部|处|科|中心|车间|办公室)(?!长)")
_HEAD_OF_UNIT = re.compile(r"([\u3400-\u9fff]{2,12}?[部处科])\1?[部处科]长|([\u3400-\u9fff]{2,12}?[部处科])长")


class _Found(NamedTuple):
    """A phrase in a title."""

    start: int
    phrase: str


@lru_cache(maxsize=20_000)
def seniority_of(title: str) -> str | None:
    """Return the level that a title tells; None where no rule knows it.

    Examples
    --------
    >>> [seniority_of(title) for title in ("Vice President, Sales", "SVP and CFO", "Assistant to the CEO", "Poet")]
    ['vp', 'c_level', 'individual', None]
    >>> [seniority_of(title) for title in ("采购部部长", "副总经理", "销售经理", "技术总监")]
    ['director', 'vp', 'manager', 'director']
    """
    rules = _rules("title_seniority")
    levels = [rules[found.phrase]["seniority"] for found in _longest(title, "title_seniority")]
    return min(levels, key=_LEVELS.index, default=None)


@lru_cache(maxsize=20_000)
def function_of(department: str) -> str | None:
    """Return what a department does, by its name; None where no rule knows it.

    Examples
    --------
    >>> function_of("Purchasing"), function_of("采购部"), function_of("Poetry")
    ('procurement', 'procurement', None)
    """
    found = _first_department(department, "function")
    return found or None


@lru_cache(maxsize=20_000)
def department_of(title: str) -> str | None:
    """Return the department that a title tells, under the name a title gives it, or that of the rule.

    Examples
    --------
    >>> [department_of(title) for title in ("VP of Sales", "CFO", "采购部部长", "财务总监", "Executive VP")]
    ['Sales', 'Finance', '采购部', '财务部', None]
    """
    named = _CHINESE_UNIT.search(title) or _HEAD_OF_UNIT.search(title)
    if named:
        return next(part for part in (*named.groups(), named[0]) if part)
    return _first_department(title, "department") or None


def _first_department(text: str, column: str) -> str | None:
    rules = _rules("title_departments")
    told = (rules[found.phrase][column] for found in _longest(text, "title_departments"))
    return next((value for value in told if value), None)


def _longest(text: str, rules: str) -> list[_Found]:
    """Return the phrases of a text in their order, without those that a longer one covers."""
    plain = " ".join(text.casefold().split())
    covered = _covering(rules).search(plain)
    found = [_Found(covered.start(), f"{covered[0]} *")] if covered else []
    plain = plain[: covered.start()] if covered else plain
    for phrases in (_latin(rules), _chinese(rules)):
        found += [_Found(match.start(), match[0]) for match in phrases.finditer(plain)]
    return sorted(found)


@cache
def _rules(name: str) -> Mapping[str, Mapping[str, str]]:
    return {row["phrase"].casefold(): row for row in crosswalk_rows(name)}


@cache
def _covering(name: str) -> re.Pattern[str]:
    """Return the phrases that cover all that follows: who is assistant to a CFO is none."""
    return _words(one.removesuffix(" *") for one in _rules(name) if one.endswith(" *"))


@cache
def _latin(name: str) -> re.Pattern[str]:
    return _words(one for one in _rules(name) if not _is_chinese(one) and not one.endswith(" *"))


def _words(phrases: Iterable[str]) -> re.Pattern[str]:
    longest_first = sorted(phrases, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first)) or '(?!)'})(?!\w)")


@cache
def _chinese(name: str) -> re.Pattern[str]:
    phrases = sorted((one for one in _rules(name) if _is_chinese(one)), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, phrases)))


def _is_chinese(phrase: str) -> bool:
    return "\u3400" <= phrase[0] <= "\u9fff"
