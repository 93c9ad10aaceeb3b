"""A real browser without a window: what it draws of an SVG, told as boxes in the page that it dumps."""

import json
import re
import shutil
import subprocess
from html import unescape
from pathlib import Path

from tests.unit.pictures.svg_reading import Box

NAMES = ("chromium", "chromium-browser", "google-chrome")
PATIENCE_SECONDS = 120

_PAGE = """<!DOCTYPE html><meta charset="utf-8"><body style="margin:0">{svg}<pre id="boxes"></pre><script>
const boxes = [...document.querySelectorAll("text")].map((text) => {{
  const box = text.getBoundingClientRect();
  return [text.textContent, [box.left, box.top, box.right, box.bottom]];
}});
const picture = document.querySelector("svg").getBoundingClientRect();
document.getElementById("boxes").textContent = JSON.stringify({{boxes, width: picture.width, height: picture.height}});
</script>"""


def browser() -> str | None:
    """Return the path of a browser; None where there is none."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def unavailable() -> str | None:
    """Return why there is no browser; None where there is one."""
    return None if browser() else "there is none on the path: install Debian's chromium"


def text_boxes(svg: bytes, folder: Path) -> tuple[list[tuple[str, Box]], float, float]:
    """Return each text with its box on the screen, and the width and height of the picture."""
    page = folder / "page.html"
    page.write_text(_PAGE.format(svg=svg.decode()), encoding="utf-8")
    words = ["--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder / 'profile'}", "--dump-dom"]
    run = subprocess.run(
        [str(browser()), *words, page.as_uri()], capture_output=True, text=True, timeout=PATIENCE_SECONDS, check=True
    )
    found = re.search(r'<pre id="boxes">(.*?)</pre>', run.stdout, re.DOTALL)
    assert found, run.stderr[-2000:]
    told = json.loads(unescape(found[1]))
    boxes = [(said, (left, top, right, bottom)) for said, (left, top, right, bottom) in told["boxes"]]
    return boxes, told["width"], told["height"]
