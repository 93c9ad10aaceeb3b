"""Digests: the numbers of the report, nothing of a person, in both languages."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from analytics.reports.material import Material
from analytics.reports.report import report_of
from app.deliveries.digest.content import digest_of
from app.deliveries.digest.html import html_of
from app.deliveries.digest.page import page_of
from app.deliveries.digest.text import text_of
from app.messages.sentences import LANGUAGES
from app.reports.wording import wording_in
from schemas.reports.digest import Digest
from schemas.reports.report import Report
from tests.nightly import examples
from tests.unit.analytics.reports.books import TODAY, YESTERDAY, midnight, snapshot, snapshots
from tests.unit.deliveries.digests import MEMBER, PERSON, TODAYS, UNCHANGED, book_digest, reports

OF_PEOPLE = {
    "person",
    "person_name",
    "member",
    "member_name",
    "owner_name",
    "title",
    "finding",
    "action",
    "topic",
    "why",
    "attribute",
    "rung",
    "influence",
    "people",
}
"""Fields of a report that say who somebody is, or what is thought of them."""


def said(digest: Digest) -> str:
    """Return all that is sent of a digest, in each form."""
    page = page_of(digest)
    return "\n".join([page.subject, text_of(page), html_of(page), digest.model_dump_json()])


def of_people(value: Any, inside: bool = False) -> Iterator[str]:
    """Yield every text in a report that stands in a field about people; titles of rules are none."""
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            of_a_rule = type(value).__name__ == "RuleTotal"
            yield from of_people(getattr(value, name), inside or (name in OF_PEOPLE and not of_a_rule))
    elif isinstance(value, tuple):
        for each in value:
            yield from of_people(each, inside)
    elif isinstance(value, str) and inside:
        yield value


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_name_and_nothing_that_is_thought_of_a_person_is_in_a_digest(language):
    report, earlier = reports(language)
    secret = set(of_people(report)) | {"wilhelmina", "ottokar", "political_status", "support", "opposes", "反对"}
    assert {PERSON, MEMBER} <= secret
    assert any("opposes" in text or "反对" in text for text in secret)
    whole = said(digest_of(report, earlier, "daily", "https://sg.example.com"))
    assert [text for text in secret if text in whole] == []


def test_a_digest_has_no_field_in_which_anything_of_a_person_could_stand():
    shown = str(Digest.model_json_schema()["properties"]) + str(Digest.model_json_schema()["$defs"])
    names = set(re.findall(r"'(\w+)': \{'(?:anyOf|type|\$ref|description|const|enum)", shown))
    assert {"health", "critical", "contacts_due"} <= names
    assert names & OF_PEOPLE == {"title"}  # of a rule


def test_figures_are_those_of_the_report_with_their_change():
    report, _ = reports()
    figures = {figure.name: (figure.value, figure.change) for figure in book_digest().figures}
    # Halden: mean of 50 five times and 70 = 53.3 before, 40 = 48.3 now; the others 50 each.
    assert figures == {
        "accounts": (3, 1),
        "health": (49.4, -2.5),
        "gaps": (3, 2),
        "critical": (2, 1),
        "contacts_due": (1, 1),
        "stale_beliefs": (1, 1),
        "structure": (1, 1),
        "opened": (2, None),
        "closed": (0, None),
        "better": (0, None),
        "worse": (1, None),
    }
    assert (report.book.health, report.book.change) == figures["health"]


def test_what_to_look_at_first_is_where_a_critical_gap_opened():
    digest = book_digest()
    assert [account.account_id for account in digest.first] == ["halden", "yunhe"]
    assert [(account.account_id, account.change) for account in digest.moved] == [("halden", -5.0)]
    assert [(rule.rule, rule.opened, rule.open) for rule in digest.rules] == [
        ("key-player-uncovered", 1, 1),
        ("overdue-contact", 1, 2),
    ]


def test_a_digest_is_read_as_text():
    assert text_of(page_of(book_digest())) == EXPECTED


EXPECTED = """\
Accounts on 2026-07-01, compared with 2026-06-30.

Accounts                                 3    +1
Health, mean                          49.4  −2.5
Gaps                                     3    +2
Critical gaps                            2    +1
People due for contact                   1    +1
Beliefs gone stale                       1    +1
Reporting lines that cannot be right     1    +1
Gaps opened since                        2
Gaps closed since                        0
Accounts that got better                 0
Accounts that got worse                  1

What to look at first
- Halden: health 48.3 (C), −5.0; 1 gap opened; 2 critical gaps; 1 person due for contact
  https://sg.example.com/v1/accounts/halden/analysis/gaps
- 云河重工: health 50.0 (C); 1 gap opened
  https://sg.example.com/v1/accounts/yunhe/analysis/gaps

Accounts that moved
- Halden: health 48.3 (C), −5.0
  https://sg.example.com/v1/accounts/halden/analysis/gaps

Rules that moved
- Key player not known to us: 1 opened, 0 closed, 1 open now
- Contact overdue: 1 opened, 0 closed, 2 open now

The whole report: https://sg.example.com/v1/reports/2026-07-01?format=html&lang=en

Links open only for those who have a key to the service.
"""


@pytest.mark.parametrize(
    ("language", "line"),
    [("en", "Nothing changed from 2026-06-30 to 2026-07-01."), ("zh", "从 2026-06-30 到 2026-07-01 没有变化。")],
)
def test_a_day_on_which_nothing_changed_is_one_line(language, line):
    digest = digest_of(*reports(language, UNCHANGED), "daily", None)
    assert not digest.news
    assert text_of(page_of(digest)) == line + "\n"


@pytest.mark.parametrize("reader", [("book", None), ("owner", "t1"), ("account", "halden"), ("account", "nobody")])
def test_the_first_report_is_news_and_compares_with_nothing(reader):
    wording = wording_in("en")
    report = report_of(Material(TODAY, midnight(TODAY), 3, "x", TODAYS), wording, *reader)
    digest = digest_of(report, None, "weekly", None)
    assert digest.news
    assert {figure.change for figure in digest.figures} == {None}
    said = text_of(page_of(digest))
    assert "first report" in said
    assert not [label for label in ("opened since", "closed since", "got better", "got worse") if label in said]


def test_an_owner_reads_of_their_accounts_and_an_account_by_its_name():
    owner = digest_of(*reports(reader=("owner", "t2")), "daily", None)
    assert {figure.name: figure.value for figure in owner.figures}["accounts"] == 1
    assert page_of(owner).subject == "Your accounts on 2026-07-01"
    account = digest_of(*reports(reader=("account", "halden")), "daily", None)
    assert page_of(account).subject == "Halden on 2026-07-01: health −5.0, 1 gap opened"
    assert "accounts" not in {figure.name for figure in account.figures}
    linked = digest_of(*reports(reader=("account", "halden")), "daily", "https://sg.example.com")
    page = "https://sg.example.com/v1/reports/2026-07-01?format=html&lang=en&account=halden"
    assert f"The whole report: {page}\n" in text_of(page_of(linked))


class Reading(HTMLParser):
    """Collects what a page shows, and where it leads."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.leads: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.leads += [str(value) for name, value in attrs if name in {"href", "src", "background"}]

    def handle_data(self, data: str) -> None:
        self.text += data


def test_a_name_can_be_anything_and_is_shown_as_it_is():
    name = "<img src=x onerror=alert(1)>&\"'"
    now = (snapshot("halden", TODAY, {"coverage": 40.0}, name=name), *TODAYS[1:])
    page = Reading()
    page.feed(html_of(page_of(digest_of(*reports(now=now), "daily", "https://sg.example.com"))))
    assert "img" not in page.tags
    assert name in page.text


def test_a_page_fetches_nothing_and_leads_to_the_service_only_without_a_key():
    page = Reading()
    page.feed(html_of(page_of(book_digest())))
    assert page.leads
    assert all(link.startswith("https://sg.example.com/v1/") for link in page.leads)
    assert not {"img", "link", "script", "iframe"} & set(page.tags)
    assert "sgk_" not in said(book_digest())


@settings(max_examples=examples(30))
@given(st.data())
def test_of_any_book_the_digest_is_the_same_each_time_and_agrees_with_the_report(data):
    last = tuple(data.draw(snapshots(account, YESTERDAY)) for account in ("a", "b"))
    now = tuple(data.draw(snapshots(account, TODAY)) for account in ("a", "b", "c"))
    material = Material(TODAY, midnight(TODAY), 3, "x", now, last=last, last_date=YESTERDAY)
    earlier = report_of(Material(YESTERDAY, midnight(YESTERDAY), 3, "x", last), wording_in("en"))
    report: Report = report_of(material, wording_in("en"))
    digest = digest_of(report, earlier, "daily", None)
    assert said(digest) == said(digest_of(report, earlier, "daily", None))
    assert len(digest.moved) == (report.counts.better or 0) + (report.counts.worse or 0)
    assert sum(rule.opened for rule in digest.rules) == report.counts.opened
    figures = {figure.name: figure.value for figure in digest.figures}
    assert figures["gaps"] == sum(rule.open for rule in report.book.by_rule)
