"""Archives of a few kilobytes that ask for gigabytes, and mappings that no reader expects."""

import io
import zipfile
from collections.abc import Iterable

CELL = 900_000
"""Characters of one cell, within what a cell may have."""

FILES = '[files.people]\nnames = ["people.csv"]\n'
RECORD = '[[records]]\nfrom = "people"\nkind = "account"\nid = "{Id}"\n'


def zipped(files: dict[str, Iterable[bytes]]) -> bytes:
    """Return an archive of files, each given in parts."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, parts in files.items():
            with archive.open(name, "w", force_zip64=True) as file:
                for part in parts:
                    file.write(part)
    return packed.getvalue()


def mapped(body: str, *, head: str = "", cell: str = "Ada") -> bytes:
    """Return an archive of one row of two cells, and of a mapping whose last lines are given."""
    mapping = f"{head}\n{FILES}{RECORD}{body}\n"
    return zipped(
        {"mapping.toml": [mapping.encode()], "people.csv": [b"Id,Name,Day\n", f"a1,{cell},1.2.2024\n".encode()]}
    )


def composed() -> bytes:
    """Return an archive of some kilobytes whose mapping repeats a cell of 900,000 characters 2,000 times: 1.8 GB."""
    return mapped(f'data.name = "{"{Name} " * 2000}"', cell="a" * CELL)


def swollen(megabytes: int = 1_900) -> bytes:
    """Return an archive of some 1.8 MB that holds a file of 1.9 GB."""
    return zipped({"book.ndjson": (b" " * 999_999 + b"\n" for _ in range(megabytes))})


def nested() -> bytes:
    """Return an archive whose mapping nests lists deeper than a parser's stack."""
    return mapped(f"data.name = {'[' * 50_000}{']' * 50_000}")


def unknown_codec(name: str = "rot13") -> bytes:
    """Return an archive whose mapping names a codec of Python that does not encode text."""
    return mapped('data.name = "{Name}"', head=f'encoding = "{name}"')


def repeated_directive() -> bytes:
    """Return an archive whose mapping states a format of dates that has the day twice."""
    return mapped('when = {column = "Day", before = "2025-01-01"}\ndata.name = "{Name}"', head='dates = ["%d.%d.%Y"]')
