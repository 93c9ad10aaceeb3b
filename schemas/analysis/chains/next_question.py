"""What to find out first: the answer of ``chains/{chain}/analysis/next-question``."""

from schemas.analysis.answer import Reasons
from schemas.analysis.chains.access import AccessRoute
from schemas.analysis.chains.chain import ChainAnswer
from schemas.analysis.chains.forecast import NextQuestion
from schemas.fields import judgement_field, open_field


class RankedQuestion(NextQuestion):
    """A voter to find out about, and the way to them."""

    route: AccessRoute | None = judgement_field(
        "The best way to them that begins with the one of us to ask; null where there is none.", default=...
    )
    sentence: str = judgement_field(
        "What to do, in the language of the answer.",
        default="",
        examples=["Ask Kim Vale of our presales team how Bo Lind (Head of Procurement) would vote."],
    )


class NextQuestionAnalysis(ChainAnswer):
    """Voters by the value of knowing how they vote; those of whom we need not ask are left out."""

    questions: tuple[RankedQuestion, ...] | None = judgement_field(
        "By the value of knowing, then id; null where nobody decides something.", default=...
    )
    reasons: Reasons = open_field("Why something is null.", default=..., examples=[{}])
