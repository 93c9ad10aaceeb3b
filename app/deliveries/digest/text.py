"""A digest as plain text, aligned in terminals and mail programs of either language. Pure."""

from collections.abc import Iterator, Sequence

from rich.cells import cell_len

from app.deliveries.digest.page import Page, Row, Section


def text_of(page: Page) -> str:
    """Return a digest as text of several lines; on a day without news it is one sentence and the link."""
    return "\n".join(_lines(page)) + "\n"


def _lines(page: Page) -> Iterator[str]:
    yield page.opening
    if page.rows:
        yield ""
        yield from _table(page.rows)
    for section in page.sections:
        yield from ("", section.heading, *_entries(section, page.colon))
    if page.link is not None:
        yield from ("", f"{page.link.name}{page.colon}{page.link.link}")
    if page.notes:
        yield from ("", *page.notes)


def _table(rows: Sequence[Row]) -> Iterator[str]:
    label, value, change = (max(map(cell_len, column)) for column in zip(*rows, strict=True))
    for row in rows:
        cells = (row.label + " " * (label - cell_len(row.label)), _right(row.value, value), _right(row.change, change))
        yield "  ".join(cells).rstrip()


def _entries(section: Section, colon: str) -> Iterator[str]:
    for entry in section.entries:
        yield f"- {entry.name}{colon}{entry.said}"
        if entry.link is not None:
            yield f"  {entry.link}"


def _right(text: str, width: int) -> str:
    return " " * (width - cell_len(text)) + text
