"""A decision as pictures: `/v1/accounts/{account_id}/chains/{chain_id}/analysis/chain.svg` and `access.svg`."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Response

from analytics.answers.chains.access import access_analysis
from analytics.answers.chains.forecast import forecast_analysis
from analytics.answers.closeness import closeness_analysis
from analytics.context import Context
from app.analysis.answers import Question
from app.analysis.evidence import Evidence
from app.analysis.picture_answers import PICTURE, answer_picture
from app.dependencies import AccountId, LanguageCallDep, MomentDep, refuse_unknown_parameters
from app.pictures.chains.access import access_picture
from app.pictures.chains.chain import chain_picture
from schemas.fields import Identifier

router = APIRouter(tags=["analysis"], dependencies=[Depends(refuse_unknown_parameters)])

ChainId = Annotated[Identifier, Path(description="Id of the decision chain.", examples=["c1"])]


@router.get(
    "/accounts/{account_id}/chains/{chain_id}/analysis/chain.svg",
    operation_id="get_chain_picture",
    summary="How a decision stands, as a picture",
    **PICTURE,
)
async def get_chain_picture(
    call: LanguageCallDep, account_id: AccountId, chain_id: ChainId, moment: MomentDep
) -> Response:
    """The steps with what each takes, and a lane for each open one: who votes, weight, veto, support and closeness."""

    def draw(context: Context, _: Evidence, account: str) -> bytes:
        return chain_picture(forecast_analysis(context), closeness_analysis(context), account, call.language)

    return await answer_picture(call, account_id, moment, Question("chain.svg", call.language, chain=chain_id), draw)


@router.get(
    "/accounts/{account_id}/chains/{chain_id}/analysis/access.svg",
    operation_id="get_access_picture",
    summary="Through whom we reach those who decide, as a picture",
    **PICTURE,
)
async def get_access_picture(
    call: LanguageCallDep, account_id: AccountId, chain_id: ChainId, moment: MomentDep
) -> Response:
    """Ways from us over the people they pass to each voter: the best, its weakest step, others, and whom all need."""

    def draw(context: Context, _: Evidence, account: str) -> bytes:
        return access_picture(access_analysis(context), account, call.language)

    return await answer_picture(call, account_id, moment, Question("access.svg", call.language, chain=chain_id), draw)
