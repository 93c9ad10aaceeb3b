"""One person on one card: `/v1/accounts/{account_id}/analysis/people/{person_id}/profile`."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Path, Query, Response

from analytics.answers.gaps import gaps_of_person
from analytics.answers.profile import profile_analysis
from analytics.context import Context
from app.analysis.answers import Explain, Question, analysis_read, answer_analysis
from app.analysis.evidence import Evidence, knowing, with_earlier, with_rules
from app.analysis.gaps.profiles import AskedProfile
from app.analysis.gaps.stored_profiles import asked_profile
from app.analysis.same_human import SameHuman
from app.analysis.sentences.closeness import ClosenessSentences
from app.analysis.sentences.elsewhere import ElsewhereSentences
from app.analysis.timeline_pages import TimelinePages
from app.dependencies import AccountId, LanguageCallDep, MomentDep, strict_router
from app.http.cursors import list_name
from app.messages.readable_names import ReadableNames
from app.records.list_parameters import LARGEST_PAGE
from schemas.analysis.profile import ProfileAnalysis
from schemas.fields import Identifier

router = strict_router("analysis")

PersonId = Annotated[Identifier, Path(description="Id of the person.", examples=["p1"])]
OfChain = Annotated[
    Identifier | None, Query(description="Decision chain whose project lines and beliefs count beside the others.")
]
Limit = Annotated[int, Query(ge=1, le=LARGEST_PAGE, description="Items of the timeline.")]
PageCursor = Annotated[
    str | None, Query(max_length=2000, description="``next_cursor`` of the page of the timeline before.")
]


@dataclass(frozen=True)
class AskedCard:
    """What a card is to show: beside which chain, with which records and rules, and which page of the timeline."""

    chain: OfChain = None
    explain: Explain = False
    limit: Limit = 50
    cursor: PageCursor = None
    profile: AskedProfile = None


AskedCardDep = Annotated[AskedCard, Depends()]


@analysis_read(
    router,
    "/accounts/{account_id}/analysis/people/{person_id}/profile",
    "get_person_profile",
    "All that a card shows of one person",
    ProfileAnalysis,
)
async def get_profile(
    call: LanguageCallDep, account_id: AccountId, person_id: PersonId, moment: MomentDep, asked: AskedCardDep
) -> Response:
    """Identity, places, lines, stakes, influence, beliefs, closeness, coverages, gaps, and a page of the timeline."""
    pages = TimelinePages(list_name("profile", account_id, person_id, asked.chain), asked.limit, asked.cursor)

    say = ReadableNames(call.language).say

    def compute(context: Context, given: Evidence) -> ProfileAnalysis:
        seen = given.snapshot.known_with(human.others)
        known = ElsewhereSentences(call.language, context.names[person_id]).of_records(human.records)
        profile = asked_profile(asked.profile, given.profiles)
        gaps = gaps_of_person(context, given.stage_models, say, person_id, given.profiles, profile)
        answer = profile_analysis(context, person_id, pages.page(seen), gaps, elsewhere=known, explain=asked.explain)
        said = ClosenessSentences(context.settings, call.language)
        return answer.model_copy(update={"pairs": said.of_pairs(answer.pairs), "known_at": seen.known_at})

    human = SameHuman(person_id)
    question = Question("profile", call.language, person_id, asked, chain=asked.chain)
    more = (knowing(person_id), with_earlier, with_rules, human.read)
    answer = await answer_analysis(
        call, account_id, pages.moment(moment), question, compute, *more, beside=human.beside
    )
    answer.headers.update(call.headers)
    return answer
