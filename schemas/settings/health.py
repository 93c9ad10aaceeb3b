"""Settings of account health: what each part counts, and what the grades mean (analytics.md, section 6)."""

from typing import Any

from pydantic import BaseModel

from schemas.fields import WholeNumber, setting_field


def _weight(part: str) -> Any:
    return setting_field(1, "weight", f"Of {part} in health, relative to the other parts; 0 leaves it out.", high=100)


def _grade(default: float, grade: str) -> Any:
    return setting_field(default, "health", f"From which health is graded {grade}.", high=100)


class HealthSettings(BaseModel):
    """How the parts of health become one number and one grade."""

    health_completeness: float = _weight("completeness")
    health_coverage: float = _weight("coverage")
    health_closeness: float = _weight("closeness")
    health_freshness: float = _weight("freshness")
    health_corroboration: float = _weight("corroboration")
    health_resilience: float = _weight("resilience")
    known_parts: WholeNumber = setting_field(
        3, "parts", "That must be known, and count, to say anything of the whole.", low=1, high=6
    )
    grade_a: float = _grade(80, "A")
    grade_b: float = _grade(65, "B")
    grade_c: float = _grade(50, "C")
    grade_d: float = _grade(35, "D; below it is E")
