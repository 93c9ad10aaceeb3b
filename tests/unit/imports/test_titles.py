"""Titles: the most specific rule holds, no word of the data files is idle, and what no rule knows stays unknown."""

from typing import get_args

import pytest

from app.imports.cells.crosswalks import crosswalk, crosswalk_names, crosswalk_rows
from app.imports.cells.titles import department_of, function_of, seniority_of
from app.imports.titles.phrases import Phrases
from app.imports.titles.vocabulary import LANGUAGES, language_file, ranks_of, trades_of, vocabulary
from schemas.vocabularies import BuyingRole, DepartmentFunction, OpportunityStatus, Seniority


@pytest.mark.parametrize(
    ("title", "seniority", "department", "function"),
    [
        ("VP", "vp", None, None),
        ("Vice President, Sales", "vp", "Sales", "sales"),
        ("Executive Vice President and Chief Marketing Officer", "c_level", "Marketing", "sales"),
        ("Director", "director", None, None),
        ("Purchasing Manager", "manager", "Purchasing", "procurement"),
        ("Account Manager", "specialist", "Sales", "sales"),
        ("Deputy General Counsel", "director", "Legal", "legal"),
        ("Executive Assistant to the CFO", "individual", "Finance", "finance"),
        ("Leiter Einkauf", "director", "Einkauf", "procurement"),
        ("经理", "manager", None, None),
        ("总监", "director", None, None),
        ("副总", "vp", "管理层", "management"),
        ("总经理", "c_level", "管理层", "management"),
        ("副总经理", "vp", "管理层", "management"),
        ("总经理助理", "specialist", "管理层", "management"),
        ("采购部部长", "director", "采购部", "procurement"),
        ("设备科科长", "manager", "设备科", "engineering"),
        ("财务总监", "director", "财务部", "finance"),
        ("项目经理", "specialist", None, None),
        ("Client", None, None, None),
        ("Vizepoet", None, None, None),
    ],
)
def test_a_title_shows_level_and_department(title, seniority, department, function):
    assert (seniority_of(title), department_of(title)) == (seniority, department)
    assert (function_of(department) if department else None) == function


def test_words_of_titles_use_the_values_there_are():
    known = vocabulary()
    assert {rank.level for rank in known.ranks.said.values()} <= {*get_args(Seniority), ""}
    assert {trade.function for trade in known.trades.said.values()} <= {*get_args(DepartmentFunction), ""}
    levels = {level for rule in known.composition.values() for level in (*rule, *rule.values())}
    assert levels == {*get_args(Seniority)} - {"unknown"}


def test_crosswalks_use_the_values_there_are():
    roles = [crosswalk(name) for name in crosswalk_names() if name.endswith("_roles")]
    assert len(roles) == 3
    assert {role for table in roles for role in table.values()} <= set(get_args(BuyingRole))
    assert set(crosswalk("salesforce_stages").values()) <= set(get_args(OpportunityStatus))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("of", [ranks_of, trades_of])
def test_no_word_of_a_language_stands_twice(language, of):
    phrases: Phrases[object] = Phrases()
    twice = []
    for phrase, said in of(language_file(language)):
        alone: Phrases[object] = Phrases()
        alone.add(phrase, said)
        twice += [phrase for words in alone.said if words in phrases.said]
        phrases.add(phrase, said)
    assert not twice


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_department_that_titles_are_given_is_of_the_function_it_stands_for(language):
    for group in language_file(language)["functions"]:
        if "department" in group:
            assert function_of(group["department"]) == group["function"], group["department"]


@pytest.mark.parametrize("name", crosswalk_names())
def test_no_value_of_a_crosswalk_stands_twice(name):
    keys = [next(iter(row.values())).casefold() for row in crosswalk_rows(name)]
    assert sorted(keys) == sorted(set(keys))
