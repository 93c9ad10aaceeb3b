"""The README's quarter of an hour is what really happens: each command is run, each shown piece of its answer found."""

import re
import shlex
import subprocess
from pathlib import Path

from tests.api.serving import PROGRAM, Service, environment

ROOT = Path(__file__).parents[2]
README = ROOT / "README.md"
URL = "http://127.0.0.1:8000"


def console_steps() -> list[tuple[str, str]]:
    """Return the commands of the README's console blocks with the answers shown below them."""
    blocks = re.findall(r"```console\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)
    steps = [step for block in blocks for step in re.split(r"^\$ ", block, flags=re.MULTILINE) if step.strip()]
    return [(step.splitlines()[0], "\n".join(step.splitlines()[1:])) for step in steps]


def run(words: list[str], data: Path) -> str:
    """Return what a command prints to a terminal of 80 columns, whichever way."""
    own = {"STAKEGRAPH_DATA": str(data), "COLUMNS": "80"}
    ran = subprocess.run(
        words, check=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment(own), cwd=ROOT
    )
    return ran.stdout


def test_the_commands_of_the_readme_answer_what_it_shows(tmp_path: Path) -> None:
    with Service(tmp_path / "data", arguments=["--sample"]) as running:
        steps = console_steps()
        assert len(steps) >= 5
        for command, shown in steps:
            words = shlex.split(command.replace(URL, running.url).replace(".venv/bin/stakegraph", str(PROGRAM)))
            answer = run(words, tmp_path / "data")
            pieces = [piece.strip() for piece in shown.split("...") if piece.strip(",. \n")]
            assert pieces, f"the README shows no answer to: {command}"
            for piece in pieces:
                assert piece in answer, f"{command}\nanswers {answer}"
