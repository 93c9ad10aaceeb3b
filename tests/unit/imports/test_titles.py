"""Titles, English, German and Chinese: the most specific rule holds, and what no rule knows stays unknown."""

from typing import get_args

import pytest

from app.imports.cells.crosswalks import crosswalk, crosswalk_names, crosswalk_rows
from app.imports.cells.titles import department_of, function_of, seniority_of
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
        ("Leiter Einkauf", "manager", "Einkauf", "procurement"),
        ("经理", "manager", None, None),
        ("总监", "director", None, None),
        ("副总", "vp", None, None),
        ("总经理", "c_level", None, None),
        ("副总经理", "vp", None, None),
        ("总经理助理", "director", None, None),
        ("采购部部长", "director", "采购部", "procurement"),
        ("设备科科长", "manager", "设备科", "operations"),
        ("财务总监", "director", "财务部", "finance"),
        ("项目经理", "specialist", None, None),
        ("Client", None, None, None),
        ("Vizepoet", None, None, None),
    ],
)
def test_a_title_tells_level_and_department(title, seniority, department, function):
    assert (seniority_of(title), department_of(title)) == (seniority, department)
    assert (function_of(department) if department else None) == function


def test_rules_and_crosswalks_use_the_values_there_are():
    assert {row["seniority"] for row in crosswalk_rows("title_seniority")} <= set(get_args(Seniority))
    functions = {row["function"] for row in crosswalk_rows("title_departments")} - {""}
    assert functions <= set(get_args(DepartmentFunction))
    roles = [crosswalk(name) for name in crosswalk_names() if name.endswith("_roles")]
    assert len(roles) == 3
    assert {role for table in roles for role in table.values()} <= set(get_args(BuyingRole))
    assert set(crosswalk("salesforce_stages").values()) <= set(get_args(OpportunityStatus))


@pytest.mark.parametrize("name", ["title_seniority", "title_departments", *crosswalk_names()])
def test_no_rule_stands_twice(name):
    keys = [next(iter(row.values())).casefold() for row in crosswalk_rows(name)]
    assert sorted(keys) == sorted(set(keys))
