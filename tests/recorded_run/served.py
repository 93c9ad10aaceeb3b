"""A checkout of the project, run as its users run it: its own command, its own service, a data folder of ours."""

import subprocess
from pathlib import Path
from types import TracebackType

from tests.api.serving import Service, ServiceNotStarted, environment

LONGEST_COMMAND_SECONDS = 300.0


class ServedCheckout(Service):
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

    start_seconds = 120.0
    stop_seconds = 60.0

    def __init__(self, checkout: Path, data: Path, *, sample: bool = True) -> None:
        self.checkout = checkout.resolve()
        super().__init__(data.resolve(), arguments=["--sample"] if sample else [], checkout=self.checkout)
        if not self.program.is_file():
            raise ServiceNotStarted(f"{self.program} is not there: run `make install` in that checkout first")

    def run(self, *words: str) -> "subprocess.CompletedProcess[bytes]":
        """Run a command of this checkout on the data folder, beside the service, and return how it ended."""
        return subprocess.run(
            [self.program, *words],
            cwd=self.checkout,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            timeout=LONGEST_COMMAND_SECONDS,
            env=environment({"STAKEGRAPH_DATA": str(self.folder)}),
        )

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop; of a service that did what it should, nothing is left but its data."""
        super().__exit__(kind, error, trace)
        if error is None:
            self.log.unlink(missing_ok=True)
