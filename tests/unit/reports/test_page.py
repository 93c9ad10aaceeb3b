"""The page of a report: it says what the JSON says, in its language, and nothing on it is code."""

import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from importlib import resources

import pytest

from analytics.reports.report import report_of
from app.messages.sentences import LANGUAGES, Language, Sentences, texts_of
from app.pictures.inks import contrast
from app.reports.forms.files import form_of
from app.reports.forms.html_form import html_form
from app.reports.forms.numbers import shown
from app.reports.forms.page import Page
from app.reports.forms.xlsx_form import WORDS_OF_OURS
from app.reports.wording import wording_in
from schemas.messages.signed import signed
from schemas.reports.report import Report
from tests.unit.analytics.reports.books import due, material, snapshot
from tests.unit.reports.sample_reports import FORMULA, HARM, LONG, READERS, harmful, page_of, report, reports, sample

NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
VOID = {"meta", "br"}
SPOKEN_ATTRIBUTES = {"title", "aria-label"}
CLEAR = 4.5
"""WCAG 2.2, level AA, for text."""


class Read(HTMLParser):
    """A page as whoever reads it has it: texts of its body, its elements, and its attributes."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(page.decode())
        self.close()

    def handle_starttag(self, tag, attributes):
        self.elements.append((tag, dict(attributes)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_startendtag(self, tag, attributes):
        self.elements.append((tag, dict(attributes)))

    def handle_data(self, data):
        if "style" not in self.open and data.strip():
            self.texts.append(" ".join(data.split()))

    def values(self, name: str) -> list[str]:
        return [value for _, attributes in self.elements if (value := attributes.get(name)) is not None]


def numbers(text: str) -> set[float]:
    return {float(each.replace(",", "")) for each in NUMBER.findall(text)}


def named(of: Report) -> str:
    return f"{of.language}-{of.reader.kind}-{of.reader.id}"


@pytest.mark.parametrize("of", reports(), ids=named)
def test_every_number_on_the_page_is_found_in_the_json(of):
    there = numbers(form_of(of, "json").decode())
    read = Read(page_of(of))
    spoken = [*read.texts, *(each for name in SPOKEN_ATTRIBUTES for each in read.values(name))]
    assert len(spoken) > 100
    assert not [(text, each) for text in spoken for each in numbers(text) if each not in there]


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_account_has_the_numbers_of_the_json_in_its_row(language):
    page = page_of(report(language)).decode()
    accounts = {each["account_id"]: each for each in json.loads(form_of(report(language), "json"))["accounts"]}
    rows = re.findall(r'<tr data-account="([^"]+)">(.*?)</tr>', page, re.DOTALL)
    assert [of for of, _ in rows] == sorted(accounts, key=lambda each: accounts[each]["health"])
    for of, row in rows:
        cells = [" ".join(re.sub(r"<[^>]+>", " ", each).split()) for each in re.findall(r"<td.*?</td>", row, re.DOTALL)]
        account = accounts[of]
        counts = [shown(account["counts"][each]) for each in ("critical", "high", "medium", "low")]
        moved = [signed(account[name]) for name in ("change", "change_30d")]
        health = [account["grade"], shown(account["health"])]
        assert cells[0] == str(account["rank"])
        assert cells[4:] == [*health, *moved, *counts, str(len(account["contacts_due"]))]


@pytest.mark.parametrize("of", [report("en"), report("zh", *READERS[2]), harmful()], ids=named)
def test_the_page_fetches_nothing_and_its_policy_forbids_that(of):
    page = html_form(of, "https://graph.example.com/")
    read = Read(page)
    assert read.open == []
    policy = [attributes.get("content") for _, attributes in read.elements if "http-equiv" in attributes]
    assert policy == ["default-src 'none'; style-src 'unsafe-inline'"]
    assert {tag for tag, _ in read.elements}.isdisjoint({"script", "link", "img", "iframe", "object", "form", "image"})
    assert not re.search(rb"@import|url\((?!#)", page)
    assert not [
        name for _, attributes in read.elements for name in attributes if name.startswith("on") or name == "src"
    ]
    inside = {f"#{each}" for each in read.values("id")}
    away = [each for each in read.values("href") if each not in inside]
    assert away
    assert all(each.startswith("https://graph.example.com/v1/accounts/") for each in away)
    alone = Read(page_of(of))
    assert [each for each in alone.values("href") if not each.startswith("#")] == []


def test_ids_of_a_page_stand_once():
    for of in reports():
        ids = Read(page_of(of)).values("id")
        assert len(ids) == len(set(ids))


def test_names_that_are_code_are_texts():
    page = page_of(harmful())
    text = " ".join(Read(page).texts)
    assert b"<script" not in page
    assert "alert(1)" in text
    assert "{{ 7 * 7 }}" in text
    assert FORMULA in text
    assert LONG in text
    assert HARM.encode() not in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_screen_says_what_changed_what_to_look_at_and_whom_to_call(language):
    of, say = report(language), Sentences("report_page", language).say
    page = page_of(of).decode()
    heads = [page.index(f"<h2>{say(each)}</h2>") for each in ("heading_changed", "heading_first", "heading_calls")]
    assert heads == sorted(heads)
    assert heads[-1] < page.index("<svg")
    first = page[heads[2] : page.index("</section>", heads[2])]
    foremost = max((each for account in of.accounts for each in account.contacts_due), key=lambda each: each.priority)
    assert str(foremost.person_name) in first
    worst = min(
        (gap for account in of.accounts for gap in account.gaps.open if gap.severity == "critical"),
        key=lambda gap: -gap.priority,
    )
    assert worst.finding in page[heads[1] : heads[2]]
    assert page.count(of.book.movers[0].why[0]) >= 2


@pytest.mark.parametrize("reader", READERS[2:], ids=lambda reader: reader[1])
def test_a_brief_has_health_deals_people_and_gaps_with_what_to_do(reader):
    of = report("en", *reader)
    text = " ".join(Read(page_of(of)).texts)
    (account,) = of.accounts
    for deal in account.open_deals:
        assert str(deal.name) in text
        assert (deal.chain_name or "no decision chain yet") in text
    for contact in account.contacts_due[:5]:
        assert str(contact.person_name) in text
    worst = [gap for gap in (*(account.gaps.opened or ()), *account.gaps.open) if gap.severity == "critical"]
    for gap in worst[:5]:
        assert " ".join(gap.finding.split()) in text
        assert " ".join(str(gap.action).split()) in text
    assert account.why[0] in text


def test_what_is_not_known_is_a_question_mark_and_never_zero():
    page = page_of(harmful()).decode()
    row = re.search(r'<tr data-account="d">(.*?)</tr>', page, re.DOTALL)
    assert row is not None
    assert row[1].count('">?</span>') == 4
    assert 'title="Mostly unknown"' in row[1]


def test_the_same_report_gives_the_same_page():
    assert html_form(report("en")) == page_of(report("en"))


def test_every_ink_of_the_page_is_clear_on_every_paper_that_it_stands_on():
    style = resources.files("app.reports.forms").joinpath("templates", "page.css").read_text("utf-8")
    named_inks = dict(re.findall(r"--(\w+): (#[0-9a-f]+)", style))
    inks = {
        name: ink if len(ink) == 7 else f"#{ink[1] * 2}{ink[2] * 2}{ink[3] * 2}" for name, ink in named_inks.items()
    }
    on = {"ink": ["paper", "pale"], "faint": ["paper", "pale"], "blue": ["paper"], "red": ["paper"], "paper": ["red"]}
    for ink, papers in on.items():
        for paper in papers:
            assert contrast(inks[ink], inks[paper]) >= CLEAR, (ink, paper)
    used = set(re.findall(r"(?<![-\w])(?:color|background): (?:var\(--)?([#\w]+)", style))
    assert used <= {"ink", "faint", "blue", "red", "paper", "pale", "inherit", "#fff"}


def test_every_text_of_the_page_is_said_somewhere():
    forms = resources.files("app.reports.forms")
    files = [path for path in forms.rglob("*") if path.suffix in {".py", ".html"}]  # type: ignore[attr-defined]
    code = "\n".join(path.read_text(encoding="utf-8") for path in files)
    said = set(re.findall(r"""["'](\w+)["']""", code))
    families = (*re.findall(r"""say\(f?["'](\w+_)["{]""", code), *(f"{name}_" for name in WORDS_OF_OURS))
    assert not [name for name in texts_of("report_page", "en") if name not in said and not name.startswith(families)]


def test_two_of_us_of_the_same_name_have_lists_of_their_own():
    callers = [{"member": f"t{number % 2}", "member_name": "Kim Vale"} for number in range(4)]
    calls = [due(f"p{number}").model_copy(update=caller) for number, caller in enumerate(callers)]
    of = report_of(material(snapshot("acme", contacts_due=calls)), wording_in("en"))
    listed = [(name, [row.contact.person for row in rows]) for name, rows in Page(of, None).lists.contacts_by_member]
    assert listed == [("Kim Vale", ["p0", "p2"]), ("Kim Vale", ["p1", "p3"])]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_report_says_once_that_nothing_can_be_compared(language: Language):
    first = replace(sample(), last=(), last_date=None, earlier=())
    text = html_form(report_of(first, wording_in(language))).decode()
    say = Sentences("report_page", language).say
    assert text.count(say("no_previous")) == 1
    assert say("number_opened") not in text
    assert 'href="#changed"' not in text
