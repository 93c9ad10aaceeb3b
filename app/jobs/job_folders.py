"""Files of jobs: what was sent, and what came of it, each job's in a folder of its own under the data folder."""

import os
import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

FOLDER_MODE = 0o700
"""These files name people: nobody else on the machine reads them."""


@dataclass(frozen=True, slots=True)
class JobFolder:
    """Where the files of one job lie."""

    path: Path

    @property
    def upload(self) -> Path:
        """The archive as it was sent, until it is unpacked."""
        return self.path / "upload.zip"

    @property
    def files(self) -> Path:
        """The files of the archive."""
        return self.path / "files"

    @property
    def rejects(self) -> Path:
        """The rejects of the job."""
        return self.path / "rejects.csv"

    @property
    def question(self) -> Path:
        """What a job is to answer, among its files."""
        return self.files / "question.json"

    @property
    def result(self) -> Path:
        """The answer that came of the job."""
        return self.path / "result"

    @property
    def has_files(self) -> bool:
        """Whether the job can begin, or go on."""
        return self.files.is_dir()

    def discard_files(self) -> None:
        """Remove what was uploaded; what was refused stays."""
        shutil.rmtree(self.files, ignore_errors=True)
        self.upload.unlink(missing_ok=True)
        with suppress(OSError):
            self.path.rmdir()

    def remove(self) -> None:
        """Remove everything."""
        shutil.rmtree(self.path, ignore_errors=True)


class JobFolders:
    """The folders of all jobs whose files lie on this machine.

    Parameters
    ----------
    data : Path
        The data folder of the service.
    """

    def __init__(self, data: Path) -> None:
        self._path = data / "jobs"

    def of(self, job_id: str) -> JobFolder:
        """Return where the files of a job lie, or would."""
        return JobFolder(self._path / job_id)

    def make(self, job_id: str) -> JobFolder:
        """Make the folder of a new job, which nobody else reads."""
        self._path.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
        folder = self.of(job_id)
        folder.path.mkdir(mode=FOLDER_MODE)
        return folder

    def bytes_held(self) -> int:
        """Return how many bytes the files of all jobs have together, those that are still being sent too."""
        held = 0
        for at, _, names in os.walk(self._path):
            for name in names:
                with suppress(FileNotFoundError):
                    held += (Path(at) / name).stat().st_size
        return held

    def there(self) -> Iterator[tuple[str, float]]:
        """Yield the id of each job that has a folder, and when that was last changed, in seconds since 1970."""
        if self._path.is_dir():
            for path in list(self._path.iterdir()):
                with suppress(FileNotFoundError):
                    yield path.name, path.stat().st_mtime
