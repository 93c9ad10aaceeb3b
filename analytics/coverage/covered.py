"""Covered: whom at least one of us knows."""

from collections.abc import Mapping

from analytics.inputs.person_closeness import PersonCloseness
from schemas.settings.analysis_settings import AnalysisSettings


def covered(people: Mapping[str, PersonCloseness], settings: AnalysisSettings) -> frozenset[str]:
    """Return the people whom at least one of us knows: closeness from ``threshold_known`` on."""
    return frozenset(person for person, found in people.items() if found.closeness >= settings.threshold_known)
