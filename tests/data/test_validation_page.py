"""docs/validation.md is what its command writes now, from the data that are here."""

from pathlib import Path

from benchmarks.validation.validation import PAGE, SHARED, written
from tests.data.shared_folders import shared_folder

FOLDERS = (
    "cross_parker",
    "email_eu_core",
    "enron_ferc_reporting",
    "enron_jhu",
    "hr_oracle_sample",
    "krackhardt_hightech",
    "lazega_lawfirm",
    "manufacturing_email",
)


def test_the_page_is_what_the_command_writes():
    """Takes 15 s on two busy cores."""
    for name in FOLDERS:
        shared_folder(name)
    renew = "make validation"
    assert PAGE.read_text(encoding="utf-8") == written(SHARED), f"It differs from the code and the data: {renew}"


def test_the_page_is_short_and_holds_no_path():
    page = PAGE.read_text(encoding="utf-8")
    assert len(page.splitlines()) < 120
    assert str(Path.home()) not in page
