"""Help in Chinese: lines end where the terminal's do, though characters take two columns and no blank parts words."""

import re
from collections.abc import Iterable

import click
from rich.cells import cell_len

from app.commands.spoken.click_words import said

_OPENING, _CLOSING = "“（《", "，。、；：？！”）》…"
_PIECE = re.compile(rf"[{_OPENING}]*(?:[!-~]+| +|[^!-~ ])[{_CLOSING}]*")
"""What stays together: a word of other letters, or one character; with what may not begin or end a line."""


class ChineseHelp(click.HelpFormatter):
    """Writes help as click does, with the widths and marks of Chinese."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write the line that shows how a command is used."""
        super().write_usage(prog, args, prefix or said("Usage:"))

    def write_heading(self, heading: str) -> None:
        """Write what a list is of."""
        self.write(f"{'':>{self.current_indent}}{heading}：\n")

    def write_text(self, text: str) -> None:
        """Write paragraphs."""
        indent = " " * self.current_indent
        paragraphs = (wrapped(part, self.width - self.current_indent) for part in text.split("\n\n"))
        self.write("\n\n".join("\n".join(indent + line for line in lines) for lines in paragraphs) + "\n")

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Write a list of terms, each with what is said of it beside or below."""
        rows = list(rows)
        column = min(max(cell_len(term) for term, _ in rows), col_max) + col_spacing
        indent = " " * (self.current_indent + column)
        for term, text in rows:
            fits = cell_len(term) <= column - col_spacing
            first = f"{'':>{self.current_indent}}{term}" + (" " * (column - cell_len(term)) if fits else f"\n{indent}")
            self.write(first + f"\n{indent}".join(wrapped(text, max(self.width - column - 2, 10))) + "\n")


def wrapped(text: str, width: int) -> list[str]:
    """Return the lines of a text that is at most so many columns wide.

    Examples
    --------
    >>> wrapped("按 Ctrl-C 停止；数据保留。", 16)
    ['按 Ctrl-C 停止；', '数据保留。']
    """
    lines = [""]
    for piece in _PIECE.findall(text):
        if lines[-1] and cell_len(lines[-1] + piece.rstrip()) > width:
            lines[-1] = lines[-1].rstrip()
            lines.append("")
        lines[-1] += piece if lines[-1] else piece.lstrip()
    return lines


def shortened(text: str, width: int) -> str:
    """Return the first sentence of a text, cut to so many columns.

    Examples
    --------
    >>> shortened("启动服务。它会一直运行。", 20), shortened("启动服务；按 Ctrl-C 停止。", 12)
    ('启动服务', '启动服务…')
    """
    first = text.partition("。")[0]
    if cell_len(first) <= width:
        return first
    return wrapped(first, width - 1)[0].rstrip(f"{_CLOSING} ") + "…"
