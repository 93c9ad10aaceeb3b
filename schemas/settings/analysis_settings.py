"""Settings of the numbers: every constant of the analytics that a planner may want to argue with.

They are stored under ``/v1/settings`` in four scopes; the nearest scope wins. What the process needs in order to run
(ports, folders, passwords) is another thing and lives in ``app/settings.py``.
"""

import json
from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Final, Self

from pydantic import ConfigDict

from schemas.settings.beliefs import BeliefSettings
from schemas.settings.closeness import ClosenessSettings
from schemas.settings.decisions import DecisionSettings
from schemas.settings.health import HealthSettings
from schemas.settings.influence import InfluenceSettings

SCOPES: Final = ("book", "segment", "tier", "account")
"""From the farthest to the nearest."""


class AnalysisSettings(HealthSettings, DecisionSettings, BeliefSettings, ClosenessSettings, InfluenceSettings):
    """The resolved settings of one answer.

    A value that is not a number (``true`` included), not finite, out of its range or not known by name is refused.

    Examples
    --------
    >>> AnalysisSettings().authority_solid
    0.5
    >>> AnalysisSettings(voice=0.2).fingerprint() == AnalysisSettings().fingerprint()
    False
    """

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        strict=True,
        allow_inf_nan=False,
        json_schema_extra={"x-scopes": list(SCOPES)},
    )

    @classmethod
    def resolve(cls, layers: Sequence[Mapping[str, object]]) -> Self:
        """Return the settings that hold where several scopes speak.

        Parameters
        ----------
        layers : sequence of mappings
            What each scope sets, by name, from the farthest to the nearest (`SCOPES`); the nearest wins. A null
            leaves the word to the farther scopes.

        Raises
        ------
        pydantic.ValidationError
            When a name is unknown, or a value is not a number or out of range, even if a nearer scope overrules it.

        Examples
        --------
        >>> AnalysisSettings.resolve([{"voice": 0.2, "damping": 0.8}, {"voice": 0.3}, {"voice": None}]).voice
        0.3
        """
        spoken = [{name: value for name, value in layer.items() if value is not None} for layer in layers]
        for layer in spoken:
            cls.model_validate(layer)
        return cls.model_validate({name: value for layer in spoken for name, value in layer.items()})

    def fingerprint(self) -> str:
        """Return a short text that changes with any value and with nothing else: 16 hexadecimal digits."""
        values = json.dumps(self.model_dump(), sort_keys=True, separators=(",", ":"))
        return sha256(values.encode()).hexdigest()[:16]
