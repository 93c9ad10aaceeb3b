"""The time machine: `/v1/accounts/{account_id}/analysis/changes`."""

from typing import Annotated

from fastapi import Query, Response

from analytics.context import Context
from app.analysis.answers import Chain, Question, account_answer, answer_analysis
from app.analysis.changes.answer import changes_analysis
from app.analysis.changes.ends import AskedSpan, ends_of
from app.analysis.changes.reading import ComparedAccount
from app.analysis.evidence import Evidence
from app.dependencies import AccountId, LanguageCallDep, strict_router
from schemas.analysis.changes import ChangesAnalysis
from schemas.instants import Instant

router = strict_router("analysis")

From = Annotated[Instant, Query(alias="from", description="The earlier instant.", examples=["2026-06-26T16:00:00Z"])]
To = Annotated[Instant | None, Query(description="The later instant; default the next full hour.")]
KnownAt = Annotated[
    Instant | None,
    Query(
        description="As known when: alone, both instants; beside `from_known_at`, the later one. Default: each instant"
        " as it was known then."
    ),
]
FromKnownAt = Annotated[Instant | None, Query(description="As known when, of the earlier instant alone.")]


@account_answer(router, "changes", "What changed between two instants, and why each score did", ChangesAnalysis)
async def get_changes_analysis(
    call: LanguageCallDep,
    account_id: AccountId,
    since: From,
    to: To = None,
    known_at: KnownAt = None,
    from_known_at: FromKnownAt = None,
    chain: Chain = None,
) -> Response:
    """Each record that differs, named once and in words; each score in what was recorded and what only time did.

    Without `known_at` and `from_known_at`, what a reader saw at `from` is compared with what one saw at `to`.
    """
    asked = AskedSpan(since, to or call.this_hour, known_at, from_known_at)
    ends = await ends_of(call.store, account_id, asked)
    account = ComparedAccount(ends)

    def compute(context: Context, _: Evidence) -> ChangesAnalysis:
        return changes_analysis(context, account.compared, call.language)

    question = Question("changes", call.language, asked, chain=chain)
    answer = await answer_analysis(call, account_id, ends.until, question, compute, account.read)
    answer.headers.update(call.headers)
    return answer
