"""The page of a report as a real browser lays it out: nothing is cut, nothing is asked for, a brief is two pages."""

import re
import subprocess
from html import escape
from pathlib import Path

import pytest

from app.reports.forms.html_form import html_form
from schemas.reports.report import Report
from tests.legs import require
from tests.unit.reports.sample_reports import crowded, harmful, report
from tests.web.chromium import PATIENCE_SECONDS, browser, loaded_page, unavailable

WIDTHS = (390, 768, 1280)
"""A telephone, a tablet, a screen."""

POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')

_LOOK = "height:900px;border:0"
_FRAME = '<iframe data-width="{width}" data-of="{of}" style="width:{width}px;{look}" srcdoc="{page}"></iframe>'
_MEASURE = """<pre id="wide"></pre><script>
addEventListener("load", () => {
  const wide = [];
  for (const frame of document.querySelectorAll("iframe")) {
    const page = frame.contentDocument, width = Number(frame.dataset.width);
    if (page.documentElement.scrollWidth > width) wide.push(`${frame.dataset.of} at ${width}: the page`);
    for (const element of page.body.querySelectorAll("*")) {
      const box = element.getBoundingClientRect();
      if (box.width && box.right > width + 0.5 && !element.closest("thead")) {
        wide.push(`${frame.dataset.of} at ${width}: ${element.tagName} ${element.textContent.slice(0, 40)}`);
      }
    }
  }
  document.getElementById("wide").textContent = "measured " + wide.join("; ");
});
</script>"""


def test_no_page_is_wider_than_the_screen_that_shows_it(tmp_path):
    require("a browser", unavailable())
    pages = {
        "english": report("en"),
        "chinese": report("zh"),
        "brief": crowded("zh"),
        "harm": harmful(),
    }
    frames = [
        _FRAME.format(look=_LOOK, width=width, of=name, page=escape(POLICY.sub("", html_form(of).decode())))
        for name, of in pages.items()
        for width in WIDTHS
    ]
    outer = tmp_path / "outer.html"
    outer.write_text(f'<!DOCTYPE html><meta charset="utf-8">{"".join(frames)}{_MEASURE}', encoding="utf-8")
    found = re.search(r'<pre id="wide">(.*?)</pre>', loaded_page(outer.as_uri(), tmp_path).elements, re.DOTALL)
    assert found is not None
    assert found[1] == "measured "


def test_a_page_asks_for_nothing_and_its_console_is_quiet(tmp_path):
    require("a browser", unavailable())
    file = tmp_path / "report.html"
    file.write_bytes(html_form(report("en"), "https://graph.example.com"))
    loaded = loaded_page(file.as_uri(), tmp_path)
    assert loaded.requested <= {file.as_uri()}
    assert loaded.console == []


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_brief_is_two_pages_of_paper_however_much_there_is(tmp_path, language):
    require("a browser", unavailable())
    assert pages_of_paper(crowded(language), tmp_path) == 2


def pages_of_paper(of: Report, folder: Path) -> int:
    page, printed = folder / "brief.html", folder / "brief.pdf"
    page.write_bytes(html_form(of))
    words = ["--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder / 'profile'}"]
    command = [str(browser()), *words, "--no-pdf-header-footer", f"--print-to-pdf={printed}", page.as_uri()]
    subprocess.run(command, capture_output=True, timeout=PATIENCE_SECONDS, check=True)
    return len(re.findall(rb"/Type /Page\b(?!s)", printed.read_bytes()))
