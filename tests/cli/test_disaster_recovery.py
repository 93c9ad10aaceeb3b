"""The drill of `docs/disaster_recovery.md` is what really happens: each command is run, each shown piece is found."""

import os
import re
import shutil
import subprocess
from pathlib import Path

from tests.api.serving import PROGRAM, environment

PAGE = Path(__file__).parents[2] / "docs" / "disaster_recovery.md"


def drill() -> list[tuple[str, str]]:
    """Return the commands of the page with what is shown below them."""
    [block] = re.findall(r"```console\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    steps = [step for step in re.split(r"^\$ ", block, flags=re.MULTILINE) if step]
    return [(step.splitlines()[0], "\n".join(step.splitlines()[1:])) for step in steps]


def test_the_page_on_disaster_recovery_is_followed_to_the_letter(book: Path, tmp_path: Path):
    shutil.copytree(book, tmp_path / "data")
    own = {"PATH": f"{PROGRAM.parent}{os.pathsep}{os.environ['PATH']}"}
    assert len(drill()) == 8
    for command, shown in drill():
        ran = subprocess.run(
            ["sh", "-c", f"exec {command}" if command.startswith("stakegraph") else command],
            cwd=tmp_path,
            env=environment({}) | own,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=120,
            check=False,
        )
        assert "Traceback" not in ran.stdout
        for piece in filter(None, (piece.strip() for piece in re.split(r"\.\.\.|\n", shown))):
            assert piece in ran.stdout, f"{command}\nsays {ran.stdout}"
    assert (tmp_path / "recovered").is_dir()
