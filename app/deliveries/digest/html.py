"""A digest as the HTML of a mail: one narrow column, styles in line, nothing fetched from anywhere. Pure."""

from collections.abc import Iterator
from html import escape

from app.deliveries.digest.page import Entry, Page, Row, Section

BODY = (
    "margin:0 auto;padding:16px;max-width:36em;background:#fff;color:#1c1c1c;"
    "font:16px/1.5 system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans SC','Microsoft YaHei',sans-serif"
)
CELL = "padding:4px 0;border-bottom:1px solid #ddd"
NUMBER = f"{CELL};padding-left:16px;text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums"
HEADING = "font-size:18px;margin:24px 0 4px"
LINK = "color:#0b57a4"
QUIETER = "color:#555;font-size:14px"


def html_of(page: Page) -> str:
    """Return a digest as one document of HTML; every name in it is escaped."""
    lang = "zh-Hans" if page.language == "zh" else "en"
    head = (
        f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(page.subject)}</title></head>"
    )
    return f'{head}<body style="{escape(BODY)}">{"".join(_parts(page))}</body></html>\n'


def _parts(page: Page) -> Iterator[str]:
    yield f"<p>{escape(page.opening)}</p>"
    if page.rows:
        yield '<table style="border-collapse:collapse;width:100%">'
        yield from map(_row, page.rows)
        yield "</table>"
    yield from (_section(section, page.colon) for section in page.sections)
    if page.link is not None:
        yield f"<p>{_linked(page.link)}</p>"
    yield from (f'<p style="{QUIETER}">{escape(note)}</p>' for note in page.notes)


def _row(row: Row) -> str:
    label = f'<th scope="row" style="{CELL};text-align:left;font-weight:normal">{escape(row.label)}</th>'
    numbers = "".join(f'<td style="{NUMBER}">{escape(cell)}</td>' for cell in (row.value, row.change))
    return f"<tr>{label}{numbers}</tr>"


def _section(section: Section, colon: str) -> str:
    entries = "".join(f"<li>{_linked(entry)}{escape(colon)}{escape(entry.said)}</li>" for entry in section.entries)
    return f'<h2 style="{HEADING}">{escape(section.heading)}</h2><ul style="margin:0;padding-left:20px">{entries}</ul>'


def _linked(entry: Entry) -> str:
    if entry.link is None:
        return escape(entry.name)
    return f'<a style="{LINK}" href="{escape(entry.link)}">{escape(entry.name)}</a>'
