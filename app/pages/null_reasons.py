"""Why a number may be null, as the page of numbers says it."""

REASONS = {
    "too_few_people": "Fewer people than the number needs, or nobody at all.",
    "no_edges": "No relation is recorded that the number could be computed from.",
    "no_informal_edge": "No influence or alliance is recorded, only reporting lines.",
    "no_decider": "No chain is in scope, nobody votes on it, or nobody asked about moves those who do.",
    "no_interactions": "There was no contact that the number could be computed from.",
    "no_assessments": "No assessment of this counts.",
    "no_previous": "There is nothing earlier to compare with.",
    "mostly_unknown": "Too little is known to give one number.",
    "amount_unknown": "A step is needed only from some amount on, and the deal's amount is not known in that currency.",
    "no_template": "No template or stage model says what to expect.",
    "left": "The person has left.",
    "no_cadence": "No cadence is agreed. No answer gives this reason at present.",
    "not_computed": "No snapshot holds it, and it was not computed: more accounts changed than one request computes.",
    "hidden": "The reader may not see it. No answer gives this reason at present.",
}
"""Each reason for a null, in words."""
