"""Lists of titles that a planner has read: as many are read alike as is promised, however they are typed."""

import unicodedata

import pytest

from app.imports.cells.titles import department_of, function_of, seniority_of
from app.imports.titles.reading import read_title
from tests.data.job_titles.lists import FILES, rows_of

LISTS = tuple(FILES)

LEVELS = 0.95
FUNCTIONS = 0.90


@pytest.mark.parametrize("name", LISTS)
def test_levels_of_a_list_are_read_as_a_planner_reads_them(name):
    rows = rows_of(name)
    wrong = [row["title"] for row in rows if (seniority_of(row["title"]) or "unknown") != row["seniority"]]
    assert len(wrong) <= (1 - LEVELS) * len(rows), wrong


@pytest.mark.parametrize("name", LISTS)
def test_functions_of_a_list_are_read_as_a_planner_reads_them(name):
    rows = rows_of(name)
    wrong = [row["title"] for row in rows if (function_of(row["title"]) or "") != row["function"]]
    assert len(wrong) <= (1 - FUNCTIONS) * len(rows), wrong


@pytest.mark.parametrize("name", LISTS)
def test_the_department_of_a_title_has_the_function_of_the_title(name):
    rows = [(row["title"], department_of(row["title"])) for row in rows_of(name)]
    other = [title for title, unit in rows if unit and function_of(unit) != function_of(title)]
    assert not other


@pytest.mark.parametrize("name", LISTS)
def test_a_title_is_read_alike_in_capitals_full_width_and_without_accents(name):
    for row in rows_of(name):
        title = row["title"]
        wide = "".join(chr(ord(one) + 0xFEE0) if "!" <= one <= "~" else one for one in title.upper())
        bare = "".join(one for one in unicodedata.normalize("NFD", title) if not unicodedata.combining(one))
        typed = {read_title(one) for one in (title, unicodedata.normalize("NFD", title), bare)}
        assert len(typed) == 1, title
        assert {read_title(title.upper()), read_title(wide)} == {read_title(title.lower())}, title
