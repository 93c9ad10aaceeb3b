"""What is written about the project is true of it."""

import ast
import re
import tomllib
from typing import Any

from tests.architecture.sources import PACKAGES, ROOT, broken, python_files, read, tracked_files, tree

SETTING = re.compile(r"STAKEGRAPH_[A-Z0-9_]*[A-Z0-9]")
READS_A_VARIABLE = re.compile(r"\bos\.getenv\b|\bos\.environ\.get\b|\bos\.environ\[[^\]]+\](?!\s*=[^=])")
DECISION = re.compile(r"^## ", re.MULTILINE)
LINES_OF_A_DECISION = 15


def project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def dependencies() -> set[str]:
    table = project()
    pinned = [
        *table["project"]["dependencies"],
        *(line for extra in table["project"]["optional-dependencies"].values() for line in extra),
        *(line for group in table["dependency-groups"].values() for line in group),
    ]
    return {re.split(r"[=<>;\[ ]", line)[0] for line in pinned}


def settings() -> set[str]:
    """Return the environment variables of the settings: those spelled out, and one for each field of ``Settings``."""
    module = tree(ROOT / "app" / "settings.py")
    classes = [node for node in module.body if isinstance(node, ast.ClassDef) and node.name == "Settings"]
    fields = {
        line.target.id
        for node in classes
        for line in node.body
        if isinstance(line, ast.AnnAssign) and isinstance(line.target, ast.Name)
    }
    return {f"STAKEGRAPH_{field.upper()}" for field in fields if not field.startswith("_")}


def test_every_module_says_what_it_is_for():
    silent = [str(path) for path in python_files() if tree(path).body and not ast.get_docstring(tree(path))]
    assert not silent, broken(
        "The first line of a module says what it is for; ruff asks the same of what is public in it.", silent
    )


def test_every_dependency_has_its_line():
    decided = set(re.findall(r"^\| `([\w.-]+)` \|", (ROOT / "DECISIONS.md").read_text(encoding="utf-8"), re.MULTILINE))
    rule = "Every dependency has a line in DECISIONS.md (name, licence, why), and every line a dependency."
    assert decided == dependencies(), broken(rule, sorted(decided ^ dependencies()))


def test_every_pin_is_exact():
    more = (project()["dependency-groups"], project()["project"]["optional-dependencies"])
    lines = [line for groups in more for group in groups.values() for line in group]
    loose = [line for line in [*project()["project"]["dependencies"], *lines] if "==" not in line]
    assert not loose, broken(
        "A dependency is pinned exactly: an upgrade is a change of its own, seen by every check.", loose
    )


def test_every_lock_names_what_the_project_asks_for():
    locked = (ROOT / "requirements-dev.txt").read_text(encoding="utf-8")
    missing = [name for name in dependencies() if not re.search(rf"^{re.escape(name)}==", locked, re.MULTILINE)]
    assert not missing, broken("Run `make lock` after a change of pyproject.toml.", missing)


def test_every_setting_is_in_the_readme():
    documented = set(SETTING.findall((ROOT / "README.md").read_text(encoding="utf-8")))
    rule = "The settings table of README.md and app/settings.py name the same variables."
    assert settings() == documented, broken(rule, sorted(settings() ^ documented))


def test_only_the_settings_read_the_environment():
    modules = [path for path in python_files() if path.parts[0] in PACKAGES and str(path) != "app/settings.py"]
    readers = [f"{path}: {found}" for path in modules for found in READS_A_VARIABLE.findall(read(path))]
    rule = (
        "app/settings.py is the only reader of the environment: else no table of it can be true. Handing it on is fine."
    )
    assert not readers, broken(rule, readers)


def test_decisions_are_short():
    entries = DECISION.split((ROOT / "DECISIONS.md").read_text(encoding="utf-8"))[1:]
    long = [
        entry.splitlines()[0]
        for entry in entries
        if "| --- |" not in entry and len(entry.strip().splitlines()) > LINES_OF_A_DECISION + 1
    ]
    assert not long, broken(
        f"A decision takes at most {LINES_OF_A_DECISION} lines: context, decision, consequence, alternatives.", long
    )


def test_links_of_the_documents_lead_somewhere():
    pages = [path for path in tracked_files() if path.suffix == ".md"]
    links = [(page, link) for page in pages for link in re.findall(r"\]\((?!\w+:|#)([^)#\s]+)", read(page))]
    dead = [f"{page}: {link}" for page, link in links if not (ROOT / page.parent / link).exists()]
    assert not dead, broken("A link of a document leads to a file of the project.", dead)
