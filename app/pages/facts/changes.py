"""Facts about the numbers of the answer about what changed."""

from app.pages.fact import Fact

PARTS = "changes.parts.parts_of"
OF_SCORE = Fact("that of the score", PARTS)
OF_PAIR = Fact("closeness", PARTS)

CHANGE_FACTS = {
    "ChangesSince.revision": Fact("writes"),
    "ChangesSince.book_revision": Fact("writes"),
    "ScoreChange.before": OF_SCORE,
    "ScoreChange.replayed": OF_SCORE,
    "ScoreChange.after": OF_SCORE,
    "ScoreChange.difference": OF_SCORE,
    "ScoreChange.inputs": OF_SCORE,
    "ScoreChange.time": OF_SCORE,
    "ClosenessChange.before": OF_PAIR,
    "ClosenessChange.after": OF_PAIR,
    "ClosenessChange.inputs": OF_PAIR,
    "ClosenessChange.time": OF_PAIR,
    "ClosenessChange.rung_before": Fact("", "closeness.rungs.rungs"),
    "ClosenessChange.rung_after": Fact("", "closeness.rungs.rungs"),
    "BeliefChange.before": Fact("that of the belief", "changes.states.believed_values"),
    "BeliefChange.after": Fact("that of the belief", "changes.states.believed_values"),
    **{
        f"{part}.records_count": Fact("records", "changes.grounds.grounds")
        for part in ("ScoreChange", "ClosenessChange", "BeliefChange")
    },
    "ChangesAnalysis.counts": Fact("records"),
}
