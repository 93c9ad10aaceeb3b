"""Settings of beliefs: whose word counts how much, and for how long (analytics.md, section 5)."""

from pydantic import BaseModel

from schemas.fields import setting_field, settings_of

LONGEST = 36_500.0
"""Days of a century: what lasts longer never fades."""


_reliability = settings_of("share", "How much the word of {} counts.")
_half_life = settings_of("days", "After which a word about {} counts half.", low=1, high=LONGEST)


class BeliefSettings(BaseModel):
    """How the words of several observers become one belief."""

    reliability_customer: float = _reliability(0.9, "somebody at the customer")
    reliability_delivery: float = _reliability(0.8, "our delivery")
    reliability_support: float = _reliability(0.8, "our support")
    reliability_presales: float = _reliability(0.8, "our presales")
    reliability_system: float = _reliability(0.7, "another system")
    reliability_sales: float = _reliability(0.6, "our sales")
    reliability_product: float = _reliability(0.5, "our product people")
    reliability_executive: float = _reliability(0.5, "our executives")
    reliability_partner_management: float = _reliability(0.5, "our partner management")
    reliability_marketing: float = _reliability(0.5, "our marketing")
    reliability_unknown: float = _reliability(0.4, "somebody whose function is not known")
    half_life_support: float = _half_life(90, "support")
    half_life_text: float = _half_life(120, "pains, reasons and agendas, which are texts,")
    half_life_rung: float = _half_life(180, "how close one of us is")
    half_life_political_status: float = _half_life(365, "political status")
    half_life_importance: float = _half_life(365, "importance")
    half_life_adaptability: float = _half_life(730, "adaptability")
    half_life_style: float = _half_life(730, "style")
    half_life_orientation: float = _half_life(730, "orientation")
    agreeing_points: float = setting_field(
        1, "points", "Of support or importance, that two words may differ by and still bear each other out.", high=4
    )
    least_word: float = setting_field(0.01, "share", "Below which a word no longer counts at all.")
