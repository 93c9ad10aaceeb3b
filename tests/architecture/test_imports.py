"""The import contracts of pyproject.toml watch something: each module they name is there."""

import tomllib
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT

CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]
WATCHED = sorted(
    {module for contract in CONTRACTS for module in contract.get("modules", contract.get("source_modules", []))}
)


def exists(module: str) -> bool:
    path = Path(*module.removesuffix(".*").split("."))
    return (ROOT / path).is_dir() or (ROOT / path).with_suffix(".py").is_file()


@pytest.mark.parametrize("module", WATCHED)
def test_what_a_contract_watches_exists(module):
    assert exists(module), (
        f"{module} is watched by an import contract and is gone: a renamed folder must not lose its guard."
    )
