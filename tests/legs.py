"""Legs of the suite that need something which not every machine has: Java, npm, ../shared."""

import os
from typing import NoReturn

import pytest


def require(leg: str, reason: str | None) -> None:
    """Leave the test out, visibly, where a leg cannot stand; under ``REQUIRE_ALL=1``, as in CI, fail instead.

    Parameters
    ----------
    leg : str
        What is needed, as a person names it.
    reason : str or None
        Why it cannot be had and what to do; None when it is there.
    """
    if reason is not None:
        _leave_out(f"{leg}: {reason}")


def _leave_out(message: str) -> NoReturn:
    if os.environ.get("REQUIRE_ALL") == "1":
        pytest.fail(f"REQUIRE_ALL=1, but {message}", pytrace=False)
    pytest.skip(message)
