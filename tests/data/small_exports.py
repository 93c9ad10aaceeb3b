"""Small exports in the shape of Salesforce's, invented, to alter in tests."""

from collections.abc import Mapping
from pathlib import Path

SOUND: Mapping[str, str] = {
    "Account": "Id,Name,ParentId\na1,Acme,\na2,Globex,a1\n",
    "Contact": "Id,AccountId,LastName,Title,ReportsToId\nc1,a1,Ada,CFO,\nc2,a1,Bo,Buyer,c1\nc3,a2,Cy,,\n",
    "Opportunity": "Id,AccountId,Name,StageName,Amount,CloseDate\no1,a1,Pumps,Prospecting,1.01752E11,2024-10-12\n",
    "OpportunityContactRole": "Id,OpportunityId,ContactId,Role\nr1,o1,c1,Decision Maker\n",
}
"""Two accounts with three people, one deal and its one role."""


def firms_of(file: str, account: str = "{Firm}", data: str = 'name = "{Firm}"') -> str:
    """Return the part of a mapping by which each row of a file names the account that it is of, by default Firm."""
    return f"""
[[records]]
from = "{file}"
kind = "account"
id = "{account}"
shared = true
data = {{ {data} }}
"""


def record_of(file: str, kind: str, data: str, record_id: str = "{No}", account: str = "{Firm}") -> str:
    """Return the part of a mapping by which each row of a file gives a record of an account, by default of Firm."""
    return f"""
[[records]]
from = "{file}"
kind = "{kind}"
id = "{record_id}"
account = "{account}"
data = {{ {data} }}
"""


def managers_of(file: str, account: str) -> str:
    """Return the part of a mapping by which each row of a file, No, may name one manager, Boss."""
    return f"""
[[records]]
from = "{file}"
kind = "reporting_line"
account = "{account}"
optional = true
one_per = ["person", "line"]
data = {{ person = "{{No}}", manager = "{{Boss}}", line = "solid" }}
"""


def write_export(folder: Path, encoding: str = "utf-8", **files: str | bytes | None) -> Path:
    """Write the sound export with some files in other words; None leaves one out."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in {**SOUND, **files}.items():
        path = folder / f"{name}.csv"
        if content is None:
            path.unlink(missing_ok=True)
        else:
            path.write_bytes(content.encode(encoding) if isinstance(content, str) else content)
    return folder
