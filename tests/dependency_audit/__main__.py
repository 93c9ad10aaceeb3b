"""``python -m tests.dependency_audit``: every pinned package of ``requirements.txt``, by uv and the OSV database.

Exit status 0: nothing is known, or nobody could be asked, which is said on a line of its own; 1: a weakness is known.
With ``REQUIRE_AUDIT=1`` an audit that could not be made is 1, too.
"""

import json
import os
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[2]
UV = Path(sys.executable).with_name("uv")
PIN = re.compile(r"^(?P<pin>[A-Za-z0-9_.-]+==[^ \\]+( ; [^\\]+)?)", re.MULTILINE)
SECONDS = 120
NOT_ASKED = "DEPENDENCY AUDIT NOT MADE: nobody could be asked. Run `make audit` where api.osv.dev can be reached."


def pins(requirements: str) -> list[str]:
    r"""Return the pinned packages of a file of requirements, hashes left out.

    Examples
    --------
    >>> pins("a==1 \\\n    --hash=sha256:00\nb==2 ; sys_platform == 'linux' \\\n    --hash=sha256:11\n")
    ['a==1', "b==2 ; sys_platform == 'linux'"]
    """
    return [found["pin"].strip() for found in PIN.finditer(requirements)]


def audit(words: Sequence[str] = ()) -> tuple[int, str]:
    """Return the exit status of uv (0 nothing known, 1 something, 2 could not ask) and what it says."""
    listed = json.dumps(pins((ROOT / "requirements.txt").read_text(encoding="utf-8")))
    with TemporaryDirectory() as folder:
        project = f'[project]\nname = "audited"\nversion = "0"\nrequires-python = ">=3.11"\ndependencies = {listed}\n'
        (Path(folder) / "pyproject.toml").write_text(project, encoding="utf-8")
        command = [str(UV), "audit", "--preview", "--quiet", *words]
        try:
            ran = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=SECONDS, check=False)
        except subprocess.TimeoutExpired:
            return 2, "it took too long"
    return ran.returncode, ran.stdout + ran.stderr


def main(words: Sequence[str]) -> int:
    """Audit, say what was found, and return the exit status."""
    status, said = audit(words)
    sys.stdout.write(said)
    if status in {0, 1}:
        sys.stdout.write("" if status else "Dependency audit: no weakness is known.\n")
        return status
    sys.stdout.write(f"{NOT_ASKED}\n")
    return int(os.environ.get("REQUIRE_AUDIT") == "1")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
