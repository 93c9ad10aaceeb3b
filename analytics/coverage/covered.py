"""Covered: the people whom at least one of us knows."""

from collections.abc import Mapping

from analytics.inputs.person_closeness import PersonCloseness
from analytics.ranking import DIGITS
from schemas.settings.analysis_settings import AnalysisSettings


def covered(people: Mapping[str, PersonCloseness], settings: AnalysisSettings) -> frozenset[str]:
    """Return the people whom at least one of us knows: those with a closeness of at least 25 (``threshold_known``)."""
    known = settings.threshold_known
    return frozenset(person for person, found in people.items() if round(found.closeness, DIGITS) >= known)
