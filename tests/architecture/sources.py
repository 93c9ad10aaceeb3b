"""What the house rules look at: every file that is or would be committed, and the Python among them."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
PACKAGES = ("app", "graph", "schemas", "analytics", "cypher")
Function = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def tracked_files() -> tuple[Path, ...]:
    """Return every file of the project, without what git ignores; paths are relative to the root.

    Without git, as in an unpacked archive, everything outside hidden and installed folders counts.
    """
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", "-z"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    found = map(Path, listed.stdout.split("\0")[:-1]) if listed.returncode == 0 else _files_on_disk()
    return tuple(sorted(path for path in found if (ROOT / path).is_file()))


def _files_on_disk() -> Iterator[Path]:
    for path in ROOT.rglob("*"):
        inside = path.relative_to(ROOT)
        if path.is_file() and not any(
            part in {"node_modules", "__pycache__"} or part[0] == "." for part in inside.parts
        ):
            yield inside


@cache
def python_files() -> tuple[Path, ...]:
    """Return every Python file of the project."""
    return tuple(path for path in tracked_files() if path.suffix == ".py")


@cache
def tree(path: Path) -> ast.Module:
    """Return the syntax tree of a Python file."""
    return ast.parse(read(path), filename=str(path))


def read(path: Path) -> str:
    """Return the text of a file of the project; bytes that are not text become replacement characters."""
    return (ROOT / path).read_text(encoding="utf-8", errors="replace")


def functions(path: Path) -> Iterator[Function]:
    """Return every function of a Python file, methods and nested ones included."""
    return (node for node in ast.walk(tree(path)) if isinstance(node, Function))


def length_without_docstring(function: Function) -> int:
    """Return the lines of a function, from ``def`` to its end, without its documentation."""
    first = function.body[0]
    documented = ast.get_docstring(function, clean=False) is not None
    documentation = (first.end_lineno or first.lineno) - first.lineno + 1 if documented else 0
    return (function.end_lineno or function.lineno) - function.lineno + 1 - documentation


def broken(rule: str, cases: list[str]) -> str:
    """Return what a failing rule says: why it is there, and every place that breaks it."""
    return f"{rule}\n  " + "\n  ".join(cases)
