"""Words of gaps that cross a boundary: how bad, about what, and what is to be done."""

from typing import Literal, get_args

from schemas import vocabularies

Severity = vocabularies.Severity
"""From what loses a deal to what only should be tidied."""

SEVERITIES: tuple[Severity, ...] = get_args(Severity)
"""The worst first."""

Scope = Literal["account", "chain"]
"""Where a rule looks: at a whole account, or at each decision chain in force of an open deal."""

Family = Literal["people", "relationship", "chain", "trust"]
"""What rules are about: who is there, how we stand with them, how it is decided, whether the records can be trusted."""

SubjectKind = Literal["account", "person", "member", "department", "opportunity", "chain", "step"]
"""What a gap is about."""

Unit = Literal["days", "people", "percent", "share", "points", "closeness", "count", "cadences"]
"""Of a parameter of a rule."""

RemedyKind = vocabularies.RemedyKind
"""What closes a gap."""

DueBy = Literal["step", "deal", "cadence", "answer", "severity"]
"""What a date follows from."""

Degree = Literal["frequency", "expertise", "depth", "length"]
"""The four degrees of trust."""

ChosenBy = Literal["asked", "account", "segment_and_tier", "tier", "segment", "all", "few_people", "young", "default"]
"""Why a profile was used."""
