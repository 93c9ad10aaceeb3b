"""Computed answers as pictures: `/v1/accounts/{account_id}/analysis/influence.svg`, `coverage.svg`, `closeness.svg`."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Annotated

from fastapi import Depends, Response

from analytics.answers.closeness import closeness_analysis
from analytics.answers.coverage import coverage_analysis
from analytics.answers.influence import influence_analysis
from analytics.context import Context
from app.analysis.answers import Chain, Department, Question
from app.analysis.evidence import Evidence
from app.analysis.picture_answers import answer_picture, picture_endpoint
from app.dependencies import AccountId, LanguageCallDep, MomentDep, strict_router
from app.http.calls import LanguageCall
from app.http.moments import Moment
from app.pictures.closeness import closeness_picture
from app.pictures.coverage import coverage_picture
from app.pictures.influence import influence_picture
from app.pictures.page import place_of, titles_of
from schemas.analysis.closeness import ClosenessAnalysis
from schemas.analysis.influence import InfluenceAnalysis

router = strict_router("analysis")


@dataclass(frozen=True, slots=True)
class PictureCall:
    """What a picture is asked of: an account or a part of it at a moment, in a language."""

    call: LanguageCall
    account_id: str
    moment: Moment
    department: str | None
    chain: str | None

    async def answer(self, name: str, draw: Callable[[Context, str], bytes]) -> Response:
        """Answer with what is drawn of the evidence and of what the picture is called after."""

        def drawn(context: Context, given: Evidence, account: str) -> bytes:
            return draw(context, place_of(given.graph, account, self.department, self.chain))

        question = Question(name, self.call.language, department=self.department, chain=self.chain)
        return await answer_picture(self.call, self.account_id, self.moment, question, drawn)

    def influence(self, context: Context) -> InfluenceAnalysis:
        """Return the influence of those who are asked about."""
        return influence_analysis(context, self.department)

    def closeness(self, context: Context) -> ClosenessAnalysis:
        """Return our closeness to them."""
        return closeness_analysis(context, department=self.department)


async def get_picture_call(
    call: LanguageCallDep, account_id: AccountId, moment: MomentDep, department: Department = None, chain: Chain = None
) -> PictureCall:
    """Return what is asked."""
    return PictureCall(call, account_id, moment, department, chain)


PictureCallDep = Annotated[PictureCall, Depends(get_picture_call)]


def influence(asked: PictureCall, context: Context, place: str) -> bytes:
    """The twelve most influential people: titles, share of influence, rank and our closeness."""
    influenced, close = asked.influence(context), asked.closeness(context)
    return influence_picture(influenced, close, place, asked.call.language, titles_of(context.account))


def coverage(asked: PictureCall, context: Context, place: str) -> bytes:
    """The Lorenz curve of influence and what of it is reached, and a bar for each department."""
    return coverage_picture(coverage_analysis(context, department=asked.department), place, asked.call.language)


def closeness(asked: PictureCall, context: Context, place: str) -> bytes:
    """Heat map of the twelve most influential people by the ten members who are closest to the account."""
    members = {member.id: member.name for member in context.account.members}
    influenced, close, titles = asked.influence(context), asked.closeness(context), titles_of(context.account)
    return closeness_picture(influenced, close, members, place, asked.call.language, titles)


def _add_picture(draw: Callable[[PictureCall, Context, str], bytes], summary: str) -> None:
    @picture_endpoint(router, "/accounts/{account_id}", draw, summary)
    async def get_picture(asked: PictureCallDep) -> Response:
        return await asked.answer(f"{draw.__name__}.svg", partial(draw, asked))


_add_picture(influence, "Who has influence, as a picture")
_add_picture(coverage, "Where coverage is missing, as a picture")
_add_picture(closeness, "How close each of us is to each of them, as a picture")
