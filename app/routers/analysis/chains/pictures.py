"""A decision as pictures: `/v1/accounts/{account_id}/chains/{chain_id}/analysis/chain.svg` and `access.svg`."""

from collections.abc import Callable
from typing import Annotated

from fastapi import Path, Response

from analytics.answers.chains.access import access_analysis
from analytics.answers.chains.forecast import forecast_analysis
from analytics.answers.closeness import closeness_analysis
from analytics.context import Context
from app.analysis.answers import Question
from app.analysis.evidence import Evidence
from app.analysis.picture_answers import answer_picture, picture_endpoint
from app.dependencies import AccountId, LanguageCallDep, MomentDep, strict_router
from app.messages.sentences import Language
from app.pictures.chains.access import access_picture
from app.pictures.chains.chain import chain_picture
from app.pictures.page import titles_of
from schemas.fields import Identifier

router = strict_router("analysis")

ChainId = Annotated[Identifier, Path(description="Id of the decision chain.", examples=["c1"])]


def chain(context: Context, account: str, language: Language) -> bytes:
    """The steps with what each takes, and a lane for each open one: who votes, weight, veto, support and closeness."""
    return chain_picture(forecast_analysis(context), closeness_analysis(context), account, language)


def access(context: Context, account: str, language: Language) -> bytes:
    """Ways from us over the people they pass to each voter: the best, its weakest step, others, and whom all need."""
    return access_picture(access_analysis(context), account, language, titles_of(context.account))


def _add_picture(draw: Callable[[Context, str, Language], bytes], summary: str) -> None:
    @picture_endpoint(router, "/accounts/{account_id}/chains/{chain_id}", draw, summary)
    async def get_picture(
        call: LanguageCallDep, account_id: AccountId, chain_id: ChainId, moment: MomentDep
    ) -> Response:
        def drawn(context: Context, _: Evidence, account: str) -> bytes:
            return draw(context, account, call.language)

        question = Question(f"{draw.__name__}.svg", call.language, chain=chain_id)
        return await answer_picture(call, account_id, moment, question, drawn)


_add_picture(chain, "How a decision stands, as a picture")
_add_picture(access, "Through whom we reach those who decide, as a picture")
