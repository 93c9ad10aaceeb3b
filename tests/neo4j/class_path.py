"""What a Neo4j of the tests is started from: Maven's jars, ready to be loaded, and its program, compiled.

A start took 7.0 seconds of processor time, 2.5 of which verified the signatures of two jars, for every service that one
of them offers, and one compiled the program. Maven has checked the jars when it fetched them.
"""

import os
import shutil
import subprocess
import tempfile
import zipfile
from functools import cache
from pathlib import Path
from zlib import crc32

CACHE = Path(__file__).resolve().parents[2] / ".cache" / "neo4j"
JARS = CACHE / "lib"
PROGRAM = Path(__file__).with_name("Neo4jServer.java")
MAIN_CLASS = PROGRAM.stem
SIGNATURES = (".SF", ".RSA", ".DSA", ".EC")


@cache
def class_path() -> str:
    """Return the class path of a server, as ``java -cp`` takes it; made at the first start after ``make neo4j``."""
    ready = CACHE / f"ready-{crc32(PROGRAM.read_bytes()):08x}"
    if not ready.is_dir():
        _make(ready)
    unsigned = {jar.name for jar in ready.glob("*.jar")}
    others = [jar for jar in JARS.glob("*.jar") if jar.name not in unsigned]
    return os.pathsep.join(map(str, (ready, *sorted(ready.glob("*.jar")), *sorted(others))))


def _make(ready: Path) -> None:
    """Compile the program and copy what is signed without its signatures; another process may do the same."""
    draft = Path(tempfile.mkdtemp(dir=CACHE))
    subprocess.run(["javac", "-cp", f"{JARS}/*", "-d", draft, PROGRAM], check=True)
    for jar in JARS.glob("*.jar"):
        copy_unsigned(jar, draft / jar.name)
    try:
        draft.rename(ready)
    except OSError:
        shutil.rmtree(draft)
        if not ready.is_dir():
            raise


def copy_unsigned(jar: Path, copy: Path) -> None:
    """Copy a jar without its signatures; nothing, where it has none."""
    with zipfile.ZipFile(jar) as source:
        kept = [entry for entry in source.infolist() if not _is_signature(entry.filename)]
        if len(kept) == len(source.infolist()):
            return
        with zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED) as target:
            for entry in kept:
                target.writestr(entry, source.read(entry))


def _is_signature(name: str) -> bool:
    return name.startswith("META-INF/") and name.endswith(SIGNATURES)
