"""Dates in cells: where no zone is stated they begin where the account is, also in a dry run, and times stay UTC."""

from pathlib import Path

import pytest

from graph.store import Store
from tests.contract.ledgers import fresh_id
from tests.data.importing import imported, reasons, records
from tests.data.small_exports import firms_of, record_of

FILE = """
[files.deals]
names = ["deals.csv"]
key = "No"
"""
DEAL = 'name = "{No}", closes = "{Closes}", pursuit = { decision = "go", at = "2027-01-29" }'
MAPPING = (
    FILE + firms_of("deals", data='name = "{Firm}", timezone = "{Zone}"') + record_of("deals", "opportunity", DEAL)
)
DAY = "2027-01-29"
IN_SHANGHAI, IN_UTC = "2027-01-28T16:00:00.000000Z", "2027-01-29T00:00:00.000000Z"


def folder_of(folder: Path, firm: str, *cells: tuple[str, str], head: str = "") -> Path:
    """Return a folder of deals of a firm, each with its time zone and a date."""
    folder.mkdir(exist_ok=True)
    (folder / "mapping.toml").write_text(head + MAPPING, encoding="utf-8")
    rows = "".join(f"{firm}.{place},{firm},{zone},{cell}\n" for place, (zone, cell) in enumerate(cells))
    (folder / "deals.csv").write_text(f"No,Firm,Zone,Closes\n{rows}", encoding="utf-8")
    return folder


async def closing(store: Store, firm: str) -> list[str | None]:
    """Return when the deals of a firm close, in order of id."""
    found = await records(store, "opportunity", firm)
    return [one.get("closes") for one in sorted(found, key=lambda one: one["id"])]


@pytest.mark.parametrize(
    ("head", "zone", "begins"),
    [
        ("", "Asia/Shanghai", IN_SHANGHAI),
        ("", "", IN_UTC),
        ('timezone = "Asia/Tokyo"\n', "Asia/Shanghai", "2027-01-28T15:00:00.000000Z"),
    ],
)
async def test_a_date_begins_where_the_mapping_says_else_the_account_else_the_service(
    own_store: Store, tmp_path: Path, head: str, zone: str, begins: str
):
    """The tests' service is in UTC. To import the same again changes nothing, and a dry run says so."""
    firm = fresh_id("f")
    folder = folder_of(tmp_path / "deals", firm, (zone, DAY), head=head)
    rehearsed = await imported(own_store, folder, folder / "mapping.toml", dry_run=True)
    assert rehearsed.kinds["opportunity"]["created"] == 1
    await imported(own_store, folder, folder / "mapping.toml")
    assert await closing(own_store, firm) == [begins]
    for dry_run in (True, False):
        again = await imported(own_store, folder, folder / "mapping.toml", dry_run=dry_run)
        assert again.kinds["opportunity"]["unchanged"] == 1


async def test_a_cell_with_a_time_is_not_a_day_and_an_impossible_date_is_refused(own_store: Store, tmp_path: Path):
    firm, zone = fresh_id("f"), "Asia/Shanghai"
    cells = ["2027-01-29 08:00", "2027-01-29T00:00:00+01:00", "2027年1月29日", "0001-01-01", "2027-02-30", "29.01.2027"]
    folder = folder_of(tmp_path / "deals", firm, *((zone, cell) for cell in cells), head='dates = ["%d.%m.%Y"]\n')
    await imported(own_store, folder, folder / "mapping.toml")
    begun = ["2027-01-29T08:00:00.000000Z", "2027-01-28T23:00:00.000000Z", IN_SHANGHAI, IN_SHANGHAI]
    assert await closing(own_store, firm) == begun
    assert {row for _, row in reasons(folder)} == {5, 6}


async def test_an_account_that_is_stored_keeps_its_days(own_store: Store, tmp_path: Path):
    firm = fresh_id("f")
    folder = folder_of(tmp_path / "deals", firm, ("Asia/Shanghai", ""))
    await imported(own_store, folder, folder / "mapping.toml")
    later = folder_of(tmp_path / "later", firm, ("Asia/Shanghai", DAY))
    await imported(own_store, later, later / "mapping.toml")
    assert await closing(own_store, firm) == [IN_SHANGHAI]
