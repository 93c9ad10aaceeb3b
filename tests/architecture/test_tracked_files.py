"""Nothing is committed that ties the project to one machine, names a registry or belongs to others."""

import hashlib
import re
from pathlib import Path

from tests.architecture.sources import ROOT, SHARED, broken, read, tracked_files
from tests.legs import require

# Written with spaces, so that this file does not name them either.
REGISTRIES = (
    "pypi org",
    "pythonhosted org",
    "npmjs org",
    "npmjs com",
    "yarnpkg com",
    "repo1 maven org",
    "repo maven apache org",
    "crates io",
    "proxy golang org",
    "deb debian org",
)
OPTIONS = ("index url", "extra index url", "find links", "trusted host")
NAMES = [
    *(re.escape(host.replace(" ", ".")) for host in REGISTRIES),
    *("--" + name.replace(" ", "-") for name in OPTIONS),
]
ADDRESS = re.compile("|".join([*NAMES, r'"resolved":\s*"http']))
MACHINE_PATH = re.compile(
    r"(?<![\w.${}/-])/(?:root|home/\w+|Users/\w+|work/(?:main|shared)|opt/wheels|tmp/\w+)/|[A-Z]:\\Users\\"
)
LARGEST_BYTES = 1_000_000
LARGE = {
    "app/static/swagger_ui/swagger-ui-bundle.js": "the page of the API, as its makers ship it: served by us",
}
"""Files that may be larger, and why."""


def lines_with(pattern: re.Pattern[str]) -> list[str]:
    return [
        f"{path}:{number}: {found.group()}"
        for path in tracked_files()
        for number, line in enumerate(read(path).splitlines(), 1)
        if (found := pattern.search(line))
    ]


def digest(path: Path) -> str:
    return hashlib.sha256(b"".join(path.read_bytes().split())).hexdigest()


def test_no_registry_is_named():
    named = lines_with(ADDRESS)
    assert not named, broken(
        "Where packages come from is set on the machine, so that a mirror works: name no registry.", named
    )


def test_no_path_of_a_machine_is_named():
    named = lines_with(MACHINE_PATH)
    assert not named, broken(
        "A path of one machine breaks on every other: derive it from the file or a setting.", named
    )


def test_no_file_is_large():
    small = (path for path in tracked_files() if str(path) not in LARGE)
    large = [str(path) for path in small if (ROOT / path).stat().st_size > LARGEST_BYTES]
    assert not large, broken(f"A file of more than {LARGEST_BYTES} bytes stays in every clone for ever.", large)


def test_shared_data_is_used_in_place():
    shared = SHARED / "data"
    require("../shared", None if shared.is_dir() else "it is not beside this clone")
    theirs = {digest(path) for path in shared.rglob("*") if path.is_file() and path.stat().st_size > 0}
    copied = [
        str(path) for path in tracked_files() if (ROOT / path).stat().st_size > 0 and digest(ROOT / path) in theirs
    ]
    assert not copied, broken(
        "Several data sets of ../shared state no licence: use them in place, commit none.", copied
    )
