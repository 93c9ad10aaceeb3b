"""Targets: how close we want to be to each person, as a closeness."""

from collections.abc import Mapping

from analytics.inputs.aims import Aim
from analytics.inputs.rungs import rung_threshold
from schemas.settings.analysis_settings import AnalysisSettings


def targets(aims: Mapping[str, Aim], settings: AnalysisSettings) -> dict[str, float]:
    """Return the closeness that we want with each person: the threshold of the rung that we want, at least 10.

    The 10 is the threshold of ``acquainted`` (``threshold_acquainted``).

    Examples
    --------
    >>> targets({"ada": Aim("trusted", "person"), "bo": Aim("unknown", "person")}, AnalysisSettings())
    {'ada': 50.0, 'bo': 10.0}
    """
    least = rung_threshold("acquainted", settings)
    return {person: max(rung_threshold(aim.rung, settings), least) for person, aim in aims.items()}
