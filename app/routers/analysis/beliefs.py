"""What observers together believe: `/v1/accounts/{account_id}/analysis/beliefs`."""

from typing import Annotated

from fastapi import Query, Response

from analytics.answers.beliefs import beliefs_analysis
from analytics.context import Context
from app.analysis.answers import account_answer
from app.analysis.evidence import Evidence, knowing, with_grounds
from app.analysis.sentences.beliefs import BeliefSentences
from app.dependencies import AskedAnalysisDep, LanguageCallDep, strict_router
from schemas.analysis.beliefs import BeliefsAnalysis
from schemas.fields import Identifier

router = strict_router("analysis")

OnePerson = Annotated[
    Identifier | None, Query(description="Only this person, whether they have a stake on the chain or not.")
]


@account_answer(router, "beliefs", "What we believe about people, and whose words that rests on", BeliefsAnalysis)
async def get_beliefs(
    asked: AskedAnalysisDep,
    call: LanguageCallDep,
    person: OnePerson = None,
) -> Response:
    """Consensus, confidence and corroboration of every attribute; who said what, when, and how much it still weighs."""

    def compute(context: Context, given: Evidence) -> BeliefsAnalysis:
        answer = beliefs_analysis(context, person=person, department=asked.department, evidence=given.grounds)
        return answer if person is None else BeliefSentences(context, call.language).of_person(answer, person)

    return await asked.answer_in_words(
        call, "beliefs", compute, knowing(person), with_grounds(person), parameters=(person,)
    )
