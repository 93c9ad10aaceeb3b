"""Reports and digests for tests: three accounts, one of which fell and has two critical gaps."""

from typing import Any

from analytics.reports.material import Material
from analytics.reports.report import report_of
from app.deliveries.digest.content import digest_of
from app.reports.wording import wording_in
from schemas.messages.message import Language
from schemas.reports.digest import Digest
from schemas.reports.lists import BothLanguages, StaleBelief, StructureWarning
from schemas.reports.report import ReaderKind, Report
from schemas.reports.snapshot import Snapshot
from tests.unit.analytics.reports.books import TODAY, YESTERDAY, due, gap, midnight, snapshot

PERSON = "Wilhelmina Secretperson"
"""Somebody at a customer, whose name no digest has."""

MEMBER = "Ottokar Ourmember"
"""One of us."""


def gap_with_names(name: str, severity: str, rule: str = "overdue-contact") -> Any:
    """Return a gap whose sentences name somebody."""
    finding = BothLanguages(en=f"{PERSON} opposes us.", zh=f"{PERSON}反对我们。")
    action = BothLanguages(en=f"{MEMBER} should call {PERSON}.", zh=f"{MEMBER}应致电{PERSON}。")
    return gap(name, severity, rule=rule, finding=finding, action=action, people=("wilhelmina",), member="ottokar")


YESTERDAYS: tuple[Snapshot, ...] = (
    snapshot("halden", YESTERDAY, {"coverage": 70.0}, gaps=[gap_with_names("gap-1", "critical")], owner_name=MEMBER),
    snapshot("yunhe", YESTERDAY, name="云河重工"),
)

TODAYS: tuple[Snapshot, ...] = (
    snapshot(
        "halden",
        TODAY,
        {"coverage": 40.0},
        gaps=[gap_with_names("gap-1", "critical"), gap_with_names("gap-2", "critical", "key-player-uncovered")],
        contacts_due=(due("wilhelmina").model_copy(update={"person_name": PERSON, "member_name": MEMBER}),),
        stale_beliefs=(
            StaleBelief(
                person="wilhelmina",
                person_name=PERSON,
                attribute="political_status",
                chain=None,
                last_at=midnight("2026-01-15"),
                days=167.0,
            ),
        ),
        structure=(
            StructureWarning[BothLanguages](
                rule="reporting-cycle",
                people=("wilhelmina",),
                finding=BothLanguages(en=f"{PERSON} reports to herself.", zh=f"{PERSON}向自己汇报。"),
            ),
        ),
        owner_name=MEMBER,
    ),
    snapshot("yunhe", TODAY, name="云河重工", gaps=[gap_with_names("gap-9", "high")]),
    snapshot("neu", TODAY, owner="t2", owner_name="Kim Vale"),
)


def reports(
    language: Language = "en",
    now: tuple[Snapshot, ...] = TODAYS,
    reader: tuple[ReaderKind, str | None] = ("book", None),
) -> tuple[Report, Report]:
    """Return the report of today, and that of yesterday with which it is compared."""
    wording = wording_in(language)
    today = Material(TODAY, midnight(TODAY), 3, "0c4f1a5d9be27a36", now, last=YESTERDAYS, last_date=YESTERDAY)
    yesterday = Material(YESTERDAY, midnight(YESTERDAY), 3, "0c4f1a5d9be27a36", YESTERDAYS)
    return report_of(today, wording, *reader), report_of(yesterday, wording, *reader)


UNCHANGED: tuple[Snapshot, ...] = tuple(
    each.model_copy(update={"date": TODAY, "as_of": midnight(TODAY)}) for each in YESTERDAYS
)
"""A day on which nothing changed."""


def book_digest(language: Language = "en", base_url: str | None = "https://sg.example.com") -> Digest:
    """Return the daily digest of the book."""
    return digest_of(*reports(language), "daily", base_url)
