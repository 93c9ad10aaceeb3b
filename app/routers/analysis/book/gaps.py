"""Gaps across accounts: `/v1/analysis/gaps`."""

from typing import Annotated

from fastapi import Query, Response

from app.analysis.book.gaps import GapParameters, book_gaps
from app.analysis.book.pages import answer, book_list
from app.dependencies import LanguageCallDep, strict_router
from schemas.analysis.book.gaps import BookGaps

router = strict_router("analysis")


@book_list(router, "gaps", "list_gaps", "Where the holes are in all accounts, those that matter most first", BookGaps)
async def list_gaps(call: LanguageCallDep, asked: Annotated[GapParameters, Query()]) -> Response:
    """From the newest snapshot of each account, as in `/v1/analysis/health`; counts are of all that match."""
    return answer(call, await book_gaps(call, asked))
