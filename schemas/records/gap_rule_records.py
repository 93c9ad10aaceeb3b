"""What became of the gaps of a rule, over all accounts: `/v1/gap-rules/{rule_id}/record`."""

from typing import Literal

from schemas.analysis.answer import Probability, Result, Whole
from schemas.fields import Identifier, judgement_field, open_field

WhyNull = Literal["no_gaps", "no_feedback", "no_actions"]
"""Why a share is null: no gap was remembered, nobody said what they think of one, no action answers one."""


class RuleShares(Result):
    """Shares of a rule's record."""

    open: Probability | None = open_field("Gaps that are open.", default=..., examples=[0.25])
    muted: Probability | None = open_field("Gaps that are muted, or were until the mute ran out.", default=...)
    right: Probability | None = judgement_field("Judgements that say right.", default=..., examples=[0.5])
    wrong: Probability | None = judgement_field("Judgements that say wrong.", default=..., examples=[0.25])
    known: Probability | None = judgement_field("Judgements that say known already.", default=..., examples=[0.25])
    acted_on: Probability | None = open_field("Gaps that an action answers.", default=..., examples=[0.5])
    done: Probability | None = open_field("Of these, those whose action is done.", default=..., examples=[0.4])


class GapRuleRecord(Result):
    """How a rule has done: whether its gaps are acted on, or are noise."""

    rule: Identifier = open_field("The rule.", default=..., examples=["overdue-contact"])
    accounts: Whole = open_field("Accounts in which it saw a gap.", default=..., examples=[12])
    gaps: Whole = open_field("Gaps that it saw.", default=..., examples=[20])
    opened: Whole = open_field("How often they opened, those that came back each time.", default=..., examples=[26])
    open: Whole = open_field("Those that are open.", default=..., examples=[5])
    muted: Whole = open_field("Those that are muted, or were until the mute ran out.", default=..., examples=[2])
    judgements: Whole = judgement_field("Latest word of each person on each gap.", default=..., examples=[8])
    right: Whole = judgement_field("Of these: it is right.", default=..., examples=[4])
    wrong: Whole = judgement_field("Of these: it is wrong.", default=..., examples=[2])
    known: Whole = judgement_field("Of these: it was known already.", default=..., examples=[2])
    acted_on: Whole = open_field("Gaps that an action answers, whatever became of it.", default=..., examples=[10])
    done: Whole = open_field("Of these, those of which an action is done.", default=..., examples=[4])
    shares: RuleShares = open_field("The same as shares.", default=...)
    reasons: dict[str, WhyNull] = open_field(
        "Why a share is null: nothing was seen (`no_gaps`), judged (`no_feedback`) or done about it (`no_actions`).",
        default=...,
        examples=[{}],
    )
