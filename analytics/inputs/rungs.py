"""The ladder of rungs, from unknown to interdependent, and where each begins."""

from typing import get_args

from schemas.settings.analysis_settings import AnalysisSettings
from schemas.vocabularies import Rung

RUNGS: tuple[Rung, ...] = get_args(Rung)
"""From the lowest rung to the highest."""


def rung_threshold(rung: str, settings: AnalysisSettings) -> float:
    """Return the closeness at which a rung begins; 0 for unknown.

    Defaults: acquainted 10 (where a target is needed), known 25, trusted 50, interdependent 75 (``threshold_*``).

    Examples
    --------
    >>> rung_threshold("trusted", AnalysisSettings())
    50.0
    """
    return 0.0 if rung == "unknown" else float(getattr(settings, f"threshold_{rung}"))
