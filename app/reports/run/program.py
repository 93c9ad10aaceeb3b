"""The program that computes numbers, as a short text: what another one computed may differ in a bit."""

from functools import cache
from hashlib import sha256
from importlib import resources
from importlib.metadata import version
from importlib.resources.abc import Traversable

LIBRARIES = ("networkx", "networkit", "numpy", "scipy")


@cache
def program() -> str:
    """Return a text that changes with every file of the analyses, and with every version of what they compute on."""
    return digest_of(resources.files("analytics"), " ".join(map(version, LIBRARIES)))


def digest_of(folder: Traversable, beside: str = "") -> str:
    """Return a text that changes with every file of Python below a folder, and with what stands beside them."""
    found = sha256(beside.encode())
    for text in _texts(folder):
        found.update(sha256(text).digest())
    return found.hexdigest()


def _texts(folder: Traversable) -> list[bytes]:
    """Return the contents of the files of Python below a folder, in order of their paths."""
    found: list[bytes] = []
    for each in sorted(folder.iterdir(), key=lambda one: one.name):
        if each.is_dir():
            found += _texts(each)
        elif each.name.endswith(".py"):
            found.append(each.read_bytes())
    return found
