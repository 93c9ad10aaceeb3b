"""Links of a digest: they lead into the service, which asks for a key; no key is ever in one. Pure."""

from urllib.parse import quote, urlencode

from schemas.messages.message import Language
from schemas.reports.dates import ReportDate
from schemas.reports.report import Reader


def account_link(base_url: str, account_id: str) -> str:
    """Return where the gaps of an account are.

    Examples
    --------
    >>> account_link("https://stakegraph.example.com", "acme")
    'https://stakegraph.example.com/v1/accounts/acme/analysis/gaps'
    """
    return f"{base_url}/v1/accounts/{quote(account_id, safe='')}/analysis/gaps"


def report_link(base_url: str, on: ReportDate, language: Language, reader: Reader) -> str:
    """Return where the report of a date is for one reader, as a page.

    Examples
    --------
    >>> report_link("https://stakegraph.example.com", "2026-07-01", "zh", Reader(kind="owner", id="t1", name=None))
    'https://stakegraph.example.com/v1/reports/2026-07-01?format=html&lang=zh&owner=t1'
    """
    asked = {"format": "html", "lang": language} | ({} if reader.id is None else {reader.kind: reader.id})
    return f"{base_url}/v1/reports/{on}?{urlencode(asked)}"
