"""Job titles and names of departments: how senior somebody is, what they do, and which department they are of.

Read by rules, data files of words in five languages (`schemas/titles`). What no rule knows stays unknown.
"""

import re
from functools import lru_cache

from app.imports.titles.reading import read_title

_CHINESE_UNIT = re.compile(r"[\u3400-\u9fff]{2,12}?(?:部门|部|处|科|中心|车间|办公室)(?!长)")
_HEAD_OF_UNIT = re.compile(r"([\u3400-\u9fff]{2,12}?[部处科])\1?[部处科]长|([\u3400-\u9fff]{2,12}?[部处科])长")


def seniority_of(title: str) -> str | None:
    """Return the level of a title; None where no rule knows it.

    Examples
    --------
    >>> [seniority_of(title) for title in ("Vice President, Sales", "SVP and CFO", "PA to the CEO", "Poet")]
    ['vp', 'c_level', 'individual', None]
    >>> [seniority_of(title) for title in ("采购部部长", "副总经理", "销售经理", "技术总监")]
    ['director', 'vp', 'manager', 'director']
    >>> [seniority_of(title) for title in ("Directrice des achats", "Stellv. Geschäftsführerin", "Exdirector general")]
    ['director', 'vp', None]
    """
    return read_title(title).seniority


def function_of(text: str) -> str | None:
    """Return what a department does, by its name, or somebody, by their title; None where no rule knows it.

    Examples
    --------
    >>> function_of("Purchasing"), function_of("采购部"), function_of("Deputy CFO"), function_of("Poetry")
    ('procurement', 'procurement', 'finance', None)
    """
    return read_title(text).function


@lru_cache(maxsize=20_000)
def department_of(title: str) -> str | None:
    """Return the department of a title, under the name that the title gives it, or that of the rule.

    Examples
    --------
    >>> [department_of(title) for title in ("VP of Sales", "CFO", "采购部部长", "财务总监", "Executive VP")]
    ['Sales', 'Finance', '采购部', '财务部', None]
    """
    named = _CHINESE_UNIT.search(title) or _HEAD_OF_UNIT.search(title)
    if named:
        return next(part for part in (*named.groups(), named[0]) if part)
    return read_title(title).department
