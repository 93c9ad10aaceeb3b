"""The answers of ``access`` and ``next-question`` of a chain, and of ``analysis/paths``."""

from analytics.access.access import NOBODY, access
from analytics.answers.chains.chain import access_row, chain_provenance, route
from analytics.answers.chains.forecast import next_question
from analytics.answers.chains.questions import questions
from analytics.answers.provenance import provenance
from analytics.context import Context
from schemas.analysis.chains.access import AccessAnalysis, PathsAnalysis
from schemas.analysis.chains.next_question import NextQuestionAnalysis, RankedQuestion


def access_analysis(context: Context) -> AccessAnalysis:
    """Return how each voter of the chain in scope is reached."""
    return AccessAnalysis(
        **chain_provenance(context),
        usable=context.settings.access_usable,
        voters=tuple(access_row(context, voter, context.access[voter]) for voter in context.decision.voters),
    )


def paths_analysis(context: Context, person: str, member: str | None = None) -> PathsAnalysis:
    """Return how a person is reached, by any of us or by one member.

    Parameters
    ----------
    person : str
        One of their people; a person who has left is not reached.
    member : str, optional
        A member of ours who has not left.
    """
    if person not in context.present:
        row = access_row(context, person, NOBODY, "left")
    else:
        row = access_row(context, person, access(context.access_graph, person, member))
    return PathsAnalysis(**provenance(context), **dict(row), usable=context.settings.access_usable)


def next_question_analysis(context: Context) -> NextQuestionAnalysis:
    """Return the voters of the chain in scope to find out about, the most valuable first."""
    if context.decision.state == "no_decider":
        return NextQuestionAnalysis(**chain_provenance(context), questions=None, reasons={"questions": "no_decider"})
    ranked = tuple(
        RankedQuestion(
            **next_question(context, question).model_dump(),
            route=None if question.path is None else route(context, question.path),
        )
        for question in questions(context)
    )
    return NextQuestionAnalysis(**chain_provenance(context), questions=ranked, reasons={})
