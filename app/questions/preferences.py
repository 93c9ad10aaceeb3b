"""How long whoever asks wants to wait for an answer, before it becomes a job: the header `Prefer` (RFC 7240)."""

import re
from typing import Any

from app.questions.expected import JOB_SECONDS
from schemas.jobs import Job

AT_ONCE = 0.01
"""Seconds that even those wait who would not: what is refused at once is refused, and no job."""

PREFER: dict[str, Any] = {
    "name": "Prefer",
    "in": "header",
    "description": "`respond-async`: rather a job than waiting; `wait=60`: a job after so many seconds (RFC 7240). "
    "Default: a job where more than 5 seconds are expected.",
    "schema": {"type": "string", "examples": ["wait=60"]},
}
"""The OpenAPI parameter of what may become a job."""

MAY_BE_JOB: dict[int | str, dict[str, Any]] = {202: {"model": Job, "description": "Successful Response"}}
"""Documentation of what may become a job, which says nothing that a job does not say of itself."""

_WAIT = re.compile(r"wait\s*=\s*\"?(\d{1,9})\"?")


def patience(prefer: str, expected: float) -> float | None:
    """Return how many seconds to wait for an answer before it becomes a job; None for as long as it takes.

    Parameters
    ----------
    prefer : str
        What was sent, its lines joined by commas; what is not understood is passed over, as RFC 7240 says.
    expected : float
        Seconds that the answer is expected to take.

    Examples
    --------
    >>> patience("", 1.5), patience("", 11.0)
    (None, 0.01)
    >>> patience("respond-async", 1.5), patience("wait=60", 11.0), patience("respond-async, wait=2", 1.5)
    (0.01, 60.0, 2.0)
    >>> patience("return=minimal, wait=soon", 1.5)
    """
    asked = [part.partition(";")[0].strip().lower() for part in prefer.split(",")]
    for part in asked:
        if found := _WAIT.fullmatch(part):
            return max(AT_ONCE, float(found[1]))
    return AT_ONCE if "respond-async" in asked or expected > JOB_SECONDS else None
