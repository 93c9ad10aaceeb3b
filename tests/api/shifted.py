"""A service, and commands beside it, on a machine whose clock a test sets."""

import os
import subprocess
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

from tests import shifted_clock
from tests.api.serving import PROGRAM, Service, environment


class WrongClock:
    """A clock that a test sets; ``settings`` let a service run on it.

    Parameters
    ----------
    folder : Path
        Where the file lies that says how far it is off.
    """

    def __init__(self, folder: Path) -> None:
        self._shift = folder / "shift"
        self.set()

    def set(self, **by: float) -> None:
        """Let it be off by what `timedelta` understands; by nothing: it is right."""
        written = self._shift.with_suffix(".new")
        written.write_text(str(timedelta(**by).total_seconds()), encoding="ascii")
        written.replace(self._shift)

    @property
    def settings(self) -> Mapping[str, str]:
        """Variables for a process that shall have this clock."""
        path = os.pathsep.join((str(Path(shifted_clock.__file__).parent), str(Path.cwd())))
        return {"PYTHONPATH": path, "SHIFTED_CLOCK": str(self._shift)}

    def run(self, service: Service, *words: str) -> subprocess.CompletedProcess[str]:
        """Run a command on the data of a service, with this clock."""
        variables = environment(self.settings)
        command = [str(PROGRAM), *words, "--data", str(service.folder)]
        return subprocess.run(command, env=variables, capture_output=True, text=True, check=False)
