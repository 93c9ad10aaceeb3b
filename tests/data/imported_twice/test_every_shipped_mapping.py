"""Every mapping that comes along clears what its files do not say any more: values, lines, departments, owners."""

import pytest

from tests.data.importing import imported

FILES = {
    "chinook": {
        "Employee": "EmployeeId,FirstName,LastName,Title,Email,ReportsTo\n1,An,Old,General Manager,a@example.com,\n"
        "2,Bo,New,{Sales Agent},{b@example.com},{1}\n",
        "Customer": "CustomerId,FirstName,LastName,Company,Country,Email,SupportRepId\n"
        "1,Cy,Roe,Acme,{Peru},{c@example.com},{2}\n",
        "Invoice": "InvoiceId,CustomerId,InvoiceDate\n",
    },
    "enron": {
        "people": "id,name,email\n1,An,an\n",
        "messages": "from,to,sent_at\n",
    },
    "maven_pipeline": {
        "accounts": "account,sector,office_location,subsidiary_of\nAcme,{technolgy},{Peru},{Globex}\nGlobex,,,\n",
        "sales_teams": "sales_agent,manager,regional_office\nAn,Bo,{West}\n",
        "sales_pipeline": "opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value\n"
        "7,An,GTXPro,Acme,Won,{2017-01-02},{2017-03-04},{55}\n",
    },
    "northwind": {
        "employees": "employeeID,firstName,lastName,title,country,reportsTo\n1,An,Old,Sales Manager,UK,\n"
        "2,Bo,New,{Sales Representative},{UK},{1}\n",
        "customers": "customerID,companyName,contactName,contactTitle,country,phone\n"
        "ACME,Acme,Cy,{Sales Manager},{Peru},{+51 1 555 0100}\n",
        "orders": "orderID,customerID,employeeID,orderDate\n",
    },
    "oracle_hr": {
        "jobs": "job_id,job_title\nSA,Sales Manager\n",
        "departments": "department_id,department_name\n10,Sales\n",
        "employees": "employee_id,first_name,last_name,hire_date,job_id,manager_id,department_id\n"
        "1,An,Old,17-06-2003,SA,,10\n2,Bo,New,17-06-2004,{SA},{1},{10}\n",
    },
}
"""Small files of each system, made up; what stands in braces is empty in the second ones."""

CLEARED = {
    "chinook": {
        ("team_member", "seniority"),
        ("team_member", "mail"),
        ("team_reporting_line", None),
        ("account", "region"),
        ("person", "mails"),
        ("coverage", None),
    },
    "enron": set(),
    "maven_pipeline": {
        ("account", "industry"),
        ("account", "region"),
        ("account", "parent"),
        ("team_member", "region"),
        ("opportunity", "opened"),
        ("opportunity", "closed_at"),
        ("opportunity", "amount"),
    },
    "northwind": {
        ("team_member", "seniority"),
        ("team_member", "region"),
        ("team_reporting_line", None),
        ("account", "region"),
        ("person", "title"),
        ("person", "seniority"),
        ("person", "phones"),
        ("membership", None),
    },
    "oracle_hr": {("person", "title"), ("person", "seniority"), ("membership", None), ("reporting_line", None)},
}
"""What each clears then; mails of enron are composed of a column that it needs."""


def written(folder, mapping, emptied):
    """Write the files of a system, as they are first or with what is empty later."""
    folder.mkdir(exist_ok=True)
    for name, text in FILES[mapping].items():
        parts = text.replace("}", "{").split("{")
        kept = "".join(part for place, part in enumerate(parts) if not (emptied and place % 2))
        (folder / f"{name}.csv").write_text(kept, encoding="utf-8")
    return folder


@pytest.mark.parametrize("mapping", FILES)
async def test_it_clears_what_its_files_do_not_say_any_more_and_a_repeat_changes_nothing(own_store, tmp_path, mapping):
    folder = tmp_path / mapping
    assert (await imported(own_store, written(folder, mapping, emptied=False), mapping)).rejected == 0
    report = await imported(own_store, written(folder, mapping, emptied=True), mapping)
    assert (report.rejected, report.left_alone) == (0, 0)
    assert {(row["kind"], row["field"]) for row in report.cleared} == CLEARED[mapping]
    again = await imported(own_store, folder, mapping)
    assert again.cleared == []
    assert {name for name, count in again.outcomes.items() if count} == {"unchanged"}
