"""Answers that are pictures: what they say of themselves, and how they are drawn, kept and sent."""

from collections.abc import Callable
from typing import Any

from fastapi import APIRouter, Response

from analytics.context import Context
from app.analysis.account_names import AccountName
from app.analysis.answers import Question, answer_analysis
from app.analysis.evidence import Evidence
from app.http.calls import LanguageCall
from app.http.declared_route import Endpoint
from app.http.errors import problems
from app.http.etags import READ_CONDITION, UNCHANGED
from app.http.moments import Moment
from schemas.errors import NotFound, TooLarge

SVG = "image/svg+xml"

SAFE = {"Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'", "X-Content-Type-Options": "nosniff"}
"""A picture that is opened as a page runs nothing and fetches nothing."""


class SvgResponse(Response):
    """A picture."""

    media_type = SVG


_EXAMPLE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 540 350"><title>Who has influence: Acme</title></svg>'

PICTURE: dict[str, Any] = {
    "response_class": SvgResponse,
    "responses": {
        200: {"content": {SVG: {"example": _EXAMPLE}}},
        **UNCHANGED,
        **problems(NotFound, TooLarge),
    },
    "openapi_extra": READ_CONDITION,
}
"""What every picture says of itself."""


def picture_endpoint(
    router: APIRouter, owner: str, draw: Callable[..., bytes], summary: str
) -> Callable[[Endpoint], Endpoint]:
    """Return what makes a function the endpoint of a picture, which is named and described as what draws it.

    Parameters
    ----------
    owner : str
        Path of what the picture is of: an account, or a decision chain.
    """
    noun = draw.__name__
    return router.get(
        f"{owner}/analysis/{noun}.svg",
        operation_id=f"get_{noun}_picture",
        summary=summary,
        description=draw.__doc__,
        **PICTURE,
    )


async def answer_picture(
    call: LanguageCall,
    account_id: str,
    moment: Moment,
    question: Question,
    draw: Callable[[Context, Evidence, str], bytes],
) -> Response:
    """Answer with what is drawn of an account at a moment, from its context, all that was read, and its name.

    It is drawn in the thread that computes it, and what draws is imported there too.
    """
    account = AccountName()

    def compute(context: Context, given: Evidence) -> bytes:
        return draw(context, given, account.name)

    answer = await answer_analysis(call, account_id, moment, question, compute, account.read, media_type=SVG)
    answer.headers.update(call.headers | SAFE)
    return answer
