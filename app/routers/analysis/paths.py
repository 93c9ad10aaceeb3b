"""Through whom we reach anybody: `/v1/accounts/{account_id}/analysis/paths`."""

from typing import Annotated

from fastapi import Query, Response

from analytics.answers.chains.access import paths_analysis
from analytics.context import Context
from app.analysis.answers import account_answer
from app.analysis.evidence import Evidence, knowing, knowing_member
from app.analysis.sentences.routes import RouteSentences
from app.dependencies import AskedAnalysisDep, LanguageCallDep, strict_router
from schemas.analysis.chains.access import PathsAnalysis
from schemas.fields import Identifier

router = strict_router("analysis")

To = Annotated[Identifier, Query(description="Person of the account who is to be reached.", examples=["p1"])]
From = Annotated[
    Identifier | None, Query(alias="from", description="Only ways that begin with this one of us.", examples=["t1"])
]


@account_answer(router, "paths", "Through whom we reach a person", PathsAnalysis)
async def get_paths(asked: AskedAnalysisDep, call: LanguageCallDep, to: To, member: From = None) -> Response:
    """The best way to anybody, decider or not, up to three others, how many share nobody, and who could close them."""

    def compute(context: Context, _: Evidence) -> PathsAnalysis:
        return RouteSentences(context, call.language).of_paths(paths_analysis(context, to, member))

    return await asked.answer_in_words(
        call, "paths", compute, knowing(to), knowing_member(member), parameters=(to, member)
    )
