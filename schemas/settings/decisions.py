"""Settings of decisions: how probably somebody says yes, and how a chain is counted out (analytics.md, section 4)."""

from pydantic import BaseModel

from schemas.fields import WholeNumber, setting_field, settings_of

_yes = settings_of("probability", "That {} says yes, where that is believed without a doubt.")
_strength = settings_of("strength", "{}")
_susceptibility = settings_of("share", "Of the opinion of {} that the others make, not they themselves.", high=0.99)


class DecisionSettings(BaseModel):
    """How beliefs about everyone who decides become one probability."""

    yes_enemy: float = _yes(0.05, "an enemy (support -2)")
    yes_non_supporter: float = _yes(0.25, "a non-supporter (support -1)")
    yes_neutral: float = _yes(0.5, "somebody neutral (support 0)")
    yes_supporter: float = _yes(0.75, "a supporter (support 1)")
    yes_mentor: float = _yes(0.95, "a mentor (support 2)")
    forecast_known_share: float = setting_field(
        0.5, "share", "Of the say in a decision that must be with voters of known support, to forecast it."
    )
    shared_voters: WholeNumber = setting_field(
        12, "voters", "On several open steps, up to which their votes are counted out; more are sampled.", high=16
    )
    decision_samples: WholeNumber = setting_field(
        10_000, "samples", "Of the votes of those on several steps, where they are too many.", low=100, high=100_000
    )
    access_usable: float = _strength(0.25, "Of a step on the way to somebody, from which on one can rely on it.")
    access_solid: float = _strength(
        0.3, "With which whoever reports to a manager has their ear at least, along a solid line."
    )
    access_dotted: float = _strength(
        0.25, "The same along a dotted line, or a project line of the chain that is asked about."
    )
    susceptibility_innovator: float = _susceptibility(0.7, "an innovator")
    susceptibility_visionary: float = _susceptibility(0.6, "a visionary")
    susceptibility_pragmatist: float = _susceptibility(0.5, "a pragmatist")
    susceptibility_conservative: float = _susceptibility(0.35, "a conservative")
    susceptibility_laggard: float = _susceptibility(0.2, "a laggard")
    susceptibility_unknown: float = _susceptibility(0.5, "somebody of unknown adaptability")
    conflict_weight: float = setting_field(
        0.2, "weight", "With which two in conflict turn each other away where no influence between them is recorded."
    )
