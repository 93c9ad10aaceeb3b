"""A report as a page: one file that needs no other, for a screen, a telephone and paper."""

from functools import cache
from importlib import resources

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from app.reports.forms import page_lists
from app.reports.forms.numbers import money, shown, shown_share
from app.reports.forms.page import IN_A_BRIEF, Page
from app.reports.forms.sentences import first_sentence
from app.reports.forms.summary import title_of
from schemas.messages.signed import signed
from schemas.reports.report import Report


def html_form(report: Report, base_url: str | None = None) -> bytes:
    """Return a report as HTML in UTF-8; the same report gives the same bytes.

    The page fetches nothing: its policy forbids that. Of a book or an owner it shows the first rows of each list; of
    one account it is a brief of two pages.

    Parameters
    ----------
    base_url : str, optional
        Where the service answers: accounts link to their health there.
    """
    brief = report.reader.kind == "account" and len(report.accounts) == 1
    template = _environment().get_template("account.html" if brief else "book.html")
    shown_page = Page(report, base_url)
    text = template.render(
        page=shown_page,
        report=report,
        say=shown_page.say,
        labels=shown_page.labels,
        title=title_of(report),
        style=_style(),
    )
    return text.encode()


_LIMITS = {
    "first": page_lists.FIRST,
    "most": page_lists.MOST,
    "member": page_lists.OF_A_MEMBER,
    "brief": IN_A_BRIEF,
}


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("app.reports.forms"),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "shown": shown,
        "share": shown_share,
        "signed": signed,
        "money": money,
        "first_sentence": first_sentence,
    }
    environment.globals |= {"limits": _LIMITS}
    return environment


@cache
def _style() -> Markup:
    """Return the style of the page; it is ours, and holds nothing that ends it."""
    return Markup(resources.files("app.reports.forms").joinpath("templates", "page.css").read_text("utf-8"))  # noqa: S704
