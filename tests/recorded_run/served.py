"""A checkout of the project, run as its users run it: its own command, its own service, a data folder of ours."""

import re
import signal
import subprocess
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.api.serving import environment, wait_until

ANSWERS = re.compile(r"answers at (http://\S+)")
START_SECONDS = 120.0
STOP_SECONDS = 60.0
LONGEST_COMMAND_SECONDS = 300.0


class NotServed(RuntimeError):
    """The checkout has no command, or its service did not start; the message says which and why."""


class ServedCheckout:
    """The service of a checkout on a data folder: a context manager, stopped by its own process number.

    Parameters
    ----------
    checkout : Path
        Where the project lies, with its `.venv`.
    data : Path
        The data folder; what the service logs is kept beside it.
    sample : bool
        Whether an empty folder is given the sample accounts.
    """

    def __init__(self, checkout: Path, data: Path, *, sample: bool = True) -> None:
        self.checkout = checkout.resolve()
        self.data = data.resolve()
        self.url = ""
        self._sample = "--sample" if sample else "--no-sample"
        self._log = self.data.with_name(f"{self.data.name}.log")
        self._process: subprocess.Popen[bytes] | None = None
        self._program = self.checkout / ".venv" / "bin" / "stakegraph"
        if not self._program.is_file():
            raise NotServed(f"{self._program} is not there: run `make install` in that checkout first")

    def start(self) -> None:
        """Start the service and return when it says where it answers."""
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(
                [self._program, "serve", "--port", "0", "--data", self.data, self._sample],
                cwd=self.checkout,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env=environment({}),
            )
        try:
            self.url = wait_until(self._address, START_SECONDS)
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """Stop the service as Ctrl-C does."""
        if self._process is None:
            return
        self._process.send_signal(signal.SIGINT)
        try:
            self._process.wait(STOP_SECONDS)
        finally:
            self._process.kill()
            self._process.wait()
            self._process = None

    def run(self, *words: str) -> "subprocess.CompletedProcess[bytes]":
        """Run a command of this checkout on the data folder, beside the service, and return how it ended."""
        return subprocess.run(
            [self._program, *words],
            cwd=self.checkout,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            timeout=LONGEST_COMMAND_SECONDS,
            env=environment({"STAKEGRAPH_DATA": str(self.data)}),
        )

    def __enter__(self) -> Self:
        """Start."""
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop; of a service that did what it should, nothing is left but its data."""
        self.stop()
        if error is None:
            self._log.unlink(missing_ok=True)

    def _address(self) -> str | None:
        said = self._log.read_text(encoding="utf-8", errors="replace")
        if (found := ANSWERS.search(said)) is not None:
            return found[1]
        if self._process is None or self._process.poll() is not None:
            raise NotServed(said[-2000:])
        return None
