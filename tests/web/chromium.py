"""A real browser without a window: what it draws of an SVG, and what it makes of a page."""

import json
import os
import re
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from html import unescape
from pathlib import Path
from typing import Any, NamedTuple

from tests.unit.pictures.svg_reading import Box

NAMES = ("chromium", "chromium-browser", "google-chrome")
PATIENCE_SECONDS = 120
VIRTUAL_MILLISECONDS = 20_000
"""How much time of its own a page gets; the browser does not wait for it, it turns its clock."""

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
    run = _dumped(page.as_uri(), folder)
    found = re.search(r'<pre id="boxes">(.*?)</pre>', run.stdout, re.DOTALL)
    assert found, run.stderr[-2000:]
    measured = json.loads(unescape(found[1]))
    boxes = [(said, (left, top, right, bottom)) for said, (left, top, right, bottom) in measured["boxes"]]
    return boxes, measured["width"], measured["height"]


class Loaded(NamedTuple):
    """A page when its scripts are done: its elements, what its console says, and every address that it asked for."""

    elements: str
    console: list[str]
    requested: set[str]


def loaded_page(url: str, folder: Path) -> Loaded:
    """Load a page in a browser that resolves no name, so that this machine alone can answer."""
    log = folder / "network.json"
    alone = ("--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1", f"--log-net-log={log}")
    clock = f"--virtual-time-budget={VIRTUAL_MILLISECONDS}"
    run = _dumped(url, folder, *alone, clock, "--enable-logging=stderr", "--v=0")
    console = re.findall(r":CONSOLE[:(]\d+\)?\] (.*)", run.stderr)
    events = json.loads(log.read_text(encoding="utf-8"))["events"]
    return Loaded(unescape(run.stdout), console, {*filter(None, map(_asked_by_page, events))})


@contextmanager
def open_page(url: str, profile: Path) -> Iterator[None]:
    """Keep a page open in a browser of its own, whose clock is that of the machine."""
    with subprocess.Popen(_command(url, profile), stderr=subprocess.DEVNULL, start_new_session=True) as process:
        try:
            yield
        finally:
            os.killpg(process.pid, signal.SIGKILL)


def _asked_by_page(event: dict[str, Any]) -> str | None:
    """Return the address that a page asked for; None of what the browser does on its own account."""
    asked = event.get("params", {})
    return asked.get("url") if asked.get("initiator", "not an origin") != "not an origin" else None


def _dumped(url: str, folder: Path, *more: str) -> subprocess.CompletedProcess[str]:
    """Return what a browser of its own, with a profile in a folder, makes of a page."""
    command = _command(url, folder / "profile", "--dump-dom", *more)
    return subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE_SECONDS, check=True)


def _command(url: str, profile: Path, *more: str) -> list[str]:
    return [str(browser()), "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={profile}", *more, url]
