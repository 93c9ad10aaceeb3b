"""Covered: the people whom at least one of us knows."""

from collections.abc import Mapping

from analytics.inputs.person_closeness import PersonCloseness
from schemas.settings.analysis_settings import AnalysisSettings


def covered(people: Mapping[str, PersonCloseness], settings: AnalysisSettings) -> frozenset[str]:
    """Return the people whom at least one of us knows: those with a closeness of at least 25 (``threshold_known``)."""
    return frozenset(person for person, found in people.items() if found.closeness >= settings.threshold_known)
