"""Computed answers as pictures: `/v1/accounts/{account_id}/analysis/influence.svg`, `coverage.svg`, `closeness.svg`."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Response

from analytics.answers.closeness import closeness_analysis
from analytics.answers.coverage import coverage_analysis
from analytics.answers.influence import influence_analysis
from analytics.context import Context
from app.analysis.answers import Chain, Department, Question
from app.analysis.evidence import Evidence
from app.analysis.picture_answers import PICTURE, answer_picture
from app.dependencies import AccountId, LanguageCallDep, MomentDep, refuse_unknown_parameters
from app.http.calls import LanguageCall
from app.http.moments import Moment
from app.pictures.closeness import closeness_picture
from app.pictures.coverage import coverage_picture
from app.pictures.influence import influence_picture
from app.pictures.page import place_of
from schemas.analysis.closeness import ClosenessAnalysis
from schemas.analysis.influence import InfluenceAnalysis

router = APIRouter(tags=["analysis"], dependencies=[Depends(refuse_unknown_parameters)])


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


@router.get(
    "/accounts/{account_id}/analysis/influence.svg",
    operation_id="get_influence_picture",
    summary="Who has influence, as a picture",
    **PICTURE,
)
async def get_influence_picture(asked: PictureCallDep) -> Response:
    """The twelve most influential people: share of influence, percentile and our closeness."""

    def draw(context: Context, place: str) -> bytes:
        return influence_picture(asked.influence(context), asked.closeness(context), place, asked.call.language)

    return await asked.answer("influence.svg", draw)


@router.get(
    "/accounts/{account_id}/analysis/coverage.svg",
    operation_id="get_coverage_picture",
    summary="Where coverage is missing, as a picture",
    **PICTURE,
)
async def get_coverage_picture(asked: PictureCallDep) -> Response:
    """The Lorenz curve of influence and what of it is reached, and a bar for each department."""

    def draw(context: Context, place: str) -> bytes:
        coverage = coverage_analysis(context, department=asked.department)
        return coverage_picture(coverage, place, asked.call.language)

    return await asked.answer("coverage.svg", draw)


@router.get(
    "/accounts/{account_id}/analysis/closeness.svg",
    operation_id="get_closeness_picture",
    summary="How close each of us is to each of them, as a picture",
    **PICTURE,
)
async def get_closeness_picture(asked: PictureCallDep) -> Response:
    """Heat map of the twelve most influential people by the ten members who are closest to the account."""

    def draw(context: Context, place: str) -> bytes:
        members = {member.id: member.name for member in context.account.members}
        language = asked.call.language
        return closeness_picture(asked.influence(context), asked.closeness(context), members, place, language)

    return await asked.answer("closeness.svg", draw)
