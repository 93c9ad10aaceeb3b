"""Settings of closeness and coverage: what a contact is worth, what close means (analytics.md, sections 2 and 3)."""

from pydantic import BaseModel

from schemas.fields import WholeNumber, setting_field, settings_of, word_setting_field
from schemas.vocabularies import Rung

_channel = settings_of("contacts", "What {} counts as, a meeting being one.", high=5)
_cadence = settings_of("days", "From contact to contact with {}.", low=1, high=3650)
_days = settings_of("days", "{}", low=1, high=3650)
_cadences = settings_of("cadences", "{}", high=20)
_weight = settings_of("share", "Of {} in closeness.")
_threshold = settings_of("closeness", "From which a relationship is {}.", low=1, high=100)


class ClosenessSettings(BaseModel):
    """When a relationship is close, and a person covered."""

    channel_workshop: float = _channel(1.2, "a workshop")
    channel_visit: float = _channel(1.2, "a visit")
    channel_meeting: float = _channel(1.0, "a meeting")
    channel_meal: float = _channel(1.0, "a meal")
    channel_call: float = _channel(0.6, "a call")
    channel_event: float = _channel(0.4, "an event")
    channel_im: float = _channel(0.3, "an instant message")
    channel_wechat: float = _channel(0.3, "a WeChat message")
    channel_mail: float = _channel(0.25, "a mail")
    channel_content: float = _channel(0.15, "content that was looked at")
    channel_app: float = _channel(0.15, "use of our app")
    channel_greeting: float = _channel(0.05, "a greeting")
    channel_other: float = _channel(0.3, "any other contact")
    one_sided: float = setting_field(0.4, "share", "What a contact counts that nobody answered, or a complaint.")
    crowd: float = setting_field(
        5, "people", "Of theirs in one contact, beyond which each counts less: crowd / people.", low=1, high=1000
    )

    cadence_a_key: float = _cadence(30, "a key player of a tier A account")
    cadence_a: float = _cadence(90, "anyone else of a tier A account")
    cadence_b_key: float = _cadence(45, "a key player of a tier B account")
    cadence_b: float = _cadence(120, "anyone else of a tier B account")
    cadence_c_key: float = _cadence(90, "a key player of an account of tier C or none")
    cadence_c: float = _cadence(180, "anyone else of an account of tier C or none")

    weight_frequency: float = _weight(0.35, "frequency")
    weight_expertise: float = _weight(0.20, "expertise")
    weight_depth: float = _weight(0.25, "depth")
    weight_length: float = _weight(0.20, "length")

    frequency_steepness: float = setting_field(
        1.5, "number", "How fast frequency nears 1: 1 - exp(-steepness) when contact is kept on cadence.", high=20
    )
    frequency_half_life: float = _days(45, "After which a contact counts half for frequency, at least.")
    frequency_half_life_cadences: float = _cadences(1.5, "The same as a multiple of the cadence; the longer one holds.")
    expertise_gain: float = setting_field(0.25, "share", "Of what is missing that one contact of full expertise adds.")
    expertise_half_life: float = _days(180, "After which shown expertise counts half.")
    depth_half_life: float = _days(120, "After which a contact counts half for depth, at least.")
    depth_half_life_cadences: float = _cadences(2, "The same as a multiple of the cadence; the longer one holds.")
    depth_contacts: WholeNumber = setting_field(
        3, "contacts", "The deepest of a pair that count for depth; one that is missing counts 0.", low=1, high=50
    )
    length_full: float = setting_field(36, "months", "Of steady contact that make a full length.", low=1, high=600)
    silence: float = _days(180, "Without two-way contact, at least, that end a relationship's run.")
    silence_cadences: float = _cadences(2.5, "The same as a multiple of the cadence; the longer one holds.")
    fading_begins: float = setting_field(
        0.5, "silences", "Since the last two-way contact, after which length fades.", high=10
    )
    fading_half_life: float = setting_field(0.5, "silences", "After which length has faded by half.", low=0.01, high=10)
    fading_ends: float = setting_field(
        2, "silences", "Since the last two-way contact, after which length is 0.", high=20
    )

    threshold_acquainted: float = _threshold(10, "acquainted, where a target is needed")
    threshold_known: float = _threshold(25, "known, and a person covered")
    threshold_trusted: float = _threshold(50, "trusted")
    threshold_interdependent: float = _threshold(75, "interdependent")
    known_days: WholeNumber = setting_field(
        2, "days", "Different ones with a two-way contact that contacts need to carry known.", low=1, high=50
    )
    known_within: float = _days(365, "Within which these contacts must have been.")
    trusted_depth: float = setting_field(0.4, "degree", "Depth that contacts need to carry trusted.")
    interdependent_depth: float = setting_field(0.6, "degree", "Depth that contacts need to carry interdependent.")
    interdependent_days: float = _days(
        90, "Within which they began a contact at least once, for contacts to carry interdependent."
    )
    asserted_confidence: float = setting_field(0.5, "share", "Below which an asserted rung counts as the one below it.")
    asserted_most: Rung = word_setting_field("trusted", "rung", "The highest that asserting alone can reach.")
    combined_members: WholeNumber = setting_field(
        3, "members", "The closest of us to a person whom `combined` takes together.", low=1, high=50
    )

    desired_rung_key: Rung = word_setting_field("trusted", "rung", "Aimed at with a key player, where nobody says.")
    desired_rung_others: Rung = word_setting_field("known", "rung", "Aimed at with anyone else, where nobody says.")

    trend_days: float = _days(30, "Back to which closeness is compared.")
    trend_flat: float = setting_field(3, "closeness", "Up to which a change is none.", high=100)
