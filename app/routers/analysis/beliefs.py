"""What observers together believe: `/v1/accounts/{account_id}/analysis/beliefs`."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response

from analytics.answers.beliefs import beliefs_analysis
from analytics.context import Context
from app.analysis.answers import Chain, Department, Question, answer_analysis
from app.analysis.evidence import Evidence, knowing
from app.dependencies import AccountId, CallDep, MomentDep, refuse_unknown_parameters
from app.http.errors import problems
from app.http.etags import READ_CONDITION
from schemas.analysis.beliefs import BeliefsAnalysis
from schemas.errors import NotFound, TooLarge
from schemas.fields import Identifier

router = APIRouter(tags=["analysis"], dependencies=[Depends(refuse_unknown_parameters)])

OnePerson = Annotated[
    Identifier | None, Query(description="Only this person, whether they have a stake on the chain or not.")
]


@router.get(
    "/accounts/{account_id}/analysis/beliefs",
    operation_id="get_beliefs_analysis",
    summary="What we believe about people, and whose words that rests on",
    response_model=BeliefsAnalysis,
    responses={304: {"description": "Unchanged"}, **problems(NotFound, TooLarge)},
    openapi_extra=READ_CONDITION,
)
async def get_beliefs(
    call: CallDep,
    account_id: AccountId,
    moment: MomentDep,
    person: OnePerson = None,
    department: Department = None,
    chain: Chain = None,
) -> Response:
    """Consensus, confidence and corroboration of every attribute; who said what, when, and how much it still weighs."""

    def compute(context: Context, _: Evidence) -> BeliefsAnalysis:
        return beliefs_analysis(context, person=person, department=department)

    question = Question("beliefs", person, department=department, chain=chain)
    return await answer_analysis(call, account_id, moment, question, compute, knowing(person))
