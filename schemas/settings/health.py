"""Settings of account health: what each part counts, and what the grades mean (analytics.md, section 6)."""

from pydantic import BaseModel

from schemas.fields import WholeNumber, setting_field, settings_of

_weight = settings_of("weight", "Of {} in health, relative to the other parts; 0 leaves it out.", high=100)
_grade = settings_of("health", "From which health is graded {}.", high=100)


class HealthSettings(BaseModel):
    """How the parts of health become one number and one grade."""

    health_completeness: float = _weight(1, "completeness")
    health_coverage: float = _weight(1, "coverage")
    health_closeness: float = _weight(1, "closeness")
    health_freshness: float = _weight(1, "freshness")
    health_corroboration: float = _weight(1, "corroboration")
    health_resilience: float = _weight(1, "resilience")
    known_parts: WholeNumber = setting_field(
        3, "parts", "That must be known, and count, to say anything of the whole.", low=1, high=6
    )
    grade_a: float = _grade(80, "A")
    grade_b: float = _grade(65, "B")
    grade_c: float = _grade(50, "C")
    grade_d: float = _grade(35, "D; below it is E")
