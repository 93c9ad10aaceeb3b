"""Reports of the sample book at the day of its story, compared with a month before, and of a book that means harm."""

from dataclasses import replace
from functools import cache

from analytics.context import Context
from analytics.reports.earlier import EarlierHealth
from analytics.reports.material import Material
from analytics.reports.report import report_of
from analytics.snapshots.both_languages import SayBoth
from analytics.snapshots.snapshot import snapshot_of
from app.messages.readable_names import ReadableNames
from app.messages.sentences import LANGUAGES, Language
from app.reports.forms.html_form import html_form
from app.reports.wording import wording_in
from schemas.analysis.gap_words import SEVERITIES
from schemas.reports.lists import LeadingPerson, StaleBelief, StructureWarning
from schemas.reports.report import ReaderKind, Report
from schemas.reports.snapshot import Snapshot
from schemas.settings.analysis_settings import AnalysisSettings
from tests.unit.analytics.reports.books import due, failure, gap, midnight, snapshot
from tests.unit.gaps.sample_accounts import account, stage_models
from tests.unit.sample_book import ACCOUNTS, current

TODAY, MONTH_AGO, BEFORE = "2026-07-01", "2026-05-30", "2026-05-20"

READERS: tuple[tuple[ReaderKind, str | None], ...] = (
    ("book", None),
    ("owner", "ingrid-falkenberg"),
    ("account", "halden-pumps"),
    ("account", "halden-suzhou"),
    ("account", "yunhe-zhonggong"),
)

HARM = "</title><script>alert(1)</script>{{ 7 * 7 }}&amp;\"'"
FORMULA = '=HYPERLINK("http://example.com")'
LONG = "Überaus" * 40


@cache
def taken(name: str, date: str) -> Snapshot:
    """Return an account of the sample as its contacts had it at a date."""
    known, at = account(name), midnight(date)
    met = tuple(contact for contact in known.interactions if contact.at <= at)
    own = next(iter(current(name, "account").values()))
    then = replace(known, name=own["name"], as_of=at, known_at=at, interactions=met)
    say = SayBoth(ReadableNames("en").say, ReadableNames("zh").say)
    return snapshot_of(Context(then, AnalysisSettings()), stage_models(), date, say)


@cache
def sample() -> Material:
    """Return the snapshots of the sample book at three dates."""
    days = {date: [taken(name, date) for name in ACCOUNTS] for date in (BEFORE, MONTH_AGO, TODAY)}
    numbers = [
        EarlierHealth(of.account_id, date, of.health, of.grade, sum(getattr(of.counts, each) for each in SEVERITIES))
        for date, snapshots in days.items()
        for of in snapshots
    ]
    return Material(TODAY, midnight(TODAY), 3, "0c4f1a5d9be27a36", days[TODAY], days[MONTH_AGO], MONTH_AGO, numbers)


@cache
def report(language: Language, reader: ReaderKind = "book", reader_id: str | None = None) -> Report:
    """Return a report of the sample book."""
    return report_of(sample(), wording_in(language), reader, reader_id)


def reports() -> list[Report]:
    """Return the report of each reader in each language."""
    return [report(language, *reader) for language in LANGUAGES for reader in READERS]


@cache
def page(language: Language, reader: ReaderKind = "book", reader_id: str | None = None) -> bytes:
    """Return the page of a report of the sample book, drawn once for all tests."""
    return html_form(report(language, reader, reader_id))


def page_of(of: Report) -> bytes:
    """Return the page of one of these reports."""
    return harmful_page() if of is harmful() else page(of.language, of.reader.kind, of.reader.id)


@cache
def harmful_page() -> bytes:
    """Return the page of the book that means harm."""
    return html_form(harmful())


@cache
def crowded(language: Language) -> Report:
    """Return the report of an account of which every list is longer than a brief, and each gap as long as any is."""
    of = report(language, "account", "halden-pumps")
    (account,), (other,) = of.accounts, report(language, "account", "halden-suzhou").accounts
    longest = sorted(other.gaps.open, key=lambda gap: -len(f"{gap.finding}{gap.action}"))
    warning = StructureWarning[str](rule="reporting-cycle", people=("p1",), finding=longest[-1].finding)
    lists = {
        "contacts_due": account.contacts_due * 3,
        "open_deals": account.open_deals * 4,
        "stale_beliefs": account.stale_beliefs * 2,
        "structure": (warning,) * 4,
        "gaps": account.gaps.model_copy(update={"open": tuple(longest[:12]), "closed": tuple(longest[:8])}),
    }
    return of.model_copy(update={"accounts": (account.model_copy(update=lists),)})


@cache
def harmful() -> Report:
    """Return the report of a book whose names are code, formulas or far too long, and which lacks what it can."""
    names = {"a": HARM, "b": FORMULA, "c": LONG, "d": None}
    people = tuple(
        LeadingPerson(
            person=f"p{number}",
            person_name=name,
            title=LONG,
            manager=f"p{number - 1}" if number else None,
            influence=0.25,
            closeness=None,
            rung="unknown",
        )
        for number, name in enumerate(names.values())
    )
    unknown = dict.fromkeys(["completeness", "coverage", "closeness", "freshness"])
    snapshots = [
        snapshot(
            each,
            name=name,
            owner_name=name,
            segment=name,
            gaps=[gap(f"gap-{each}", "critical")],
            contacts_due=(due("p1").model_copy(update={"person_name": name, "member": "t1", "member_name": name}),),
            stale_beliefs=(
                StaleBelief(
                    person="p1", person_name=name, attribute="support", chain=None, last_at=midnight(BEFORE), days=42.0
                ),
            ),
            leading_people=people,
            parts=unknown if each == "d" else {"coverage": 40.0 + len(name or "") / 100},
        )
        for each, name in names.items()
    ]
    last = [snapshot(each, MONTH_AGO, name=name) for each, name in names.items()]
    failed = [failure("e").model_copy(update={"detail": HARM})]
    made = Material(TODAY, midnight(TODAY), 3, "0c4f1a5d9be27a36", snapshots, last, failed=failed)
    return report_of(made, wording_in("en"))
