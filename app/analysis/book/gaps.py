"""The gaps of all accounts: chosen and counted from the lists of the newest snapshots, in words for one page."""

import asyncio
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from pydantic import Field

from analytics.gaps.catalogue.registry import BY_ID
from app.analysis.book.chosen import Chosen, chosen_entries
from app.analysis.book.filters import BookParameters
from app.analysis.book.newest import BookNow, GapOfAccount
from app.analysis.book.pages import of_account, said
from app.http.calls import LanguageCall
from app.messages.rule_titles import rule_titles
from schemas.analysis.book.gaps import BookGap, BookGaps, RuleCount
from schemas.analysis.gap_words import SEVERITIES, Severity
from schemas.errors import InvalidInput
from schemas.fields import Identifier
from schemas.messages.message import Language, Message
from schemas.reports.lists import SeverityCounts


class GapParameters(BookParameters):
    """What the list of all gaps takes in its URL."""

    account: Identifier | None = Field(None, description="Gaps of this account.")
    rule: Identifier | None = Field(None, description="Gaps that this rule sees.")
    severity: Severity | None = Field(None, description="Gaps of this severity.")
    opportunity: Identifier | None = Field(None, description="Gaps of this deal.")
    muted: bool = Field(False, description="Muted ones too.")


async def book_gaps(call: LanguageCall, asked: GapParameters) -> BookGaps:
    """Return one page of the gaps that match, and how many there are.

    Raises
    ------
    InvalidInput
        When there is no such rule, owner or account, or the cursor is of another list.
    """
    if asked.rule is not None and asked.rule not in BY_ID:
        raise InvalidInput.at("?rule", Message("book.no_rule", rule=asked.rule))
    found = await chosen_entries(call, asked, "gaps", lambda book: book.newest.gaps, _matches, asked.account)
    items = tuple(_items(found, call.language))
    counts, by_rule = await asyncio.to_thread(lambda: (_counts(found.all), _by_rule(found.all, call.language)))
    return BookGaps(**found.scope, items=items, counts=counts, by_rule=by_rule)


def _matches(each: GapOfAccount, asked: GapParameters, book: BookNow) -> bool:
    gap = each.gap
    return (
        each.account_id in book.accounts
        and asked.rule in {None, gap.rule}
        and asked.severity in {None, gap.severity}
        and asked.opportunity in {None, gap.opportunity}
        and (asked.muted or not gap.muted)
    )


def _items(found: Chosen[GapOfAccount], language: Language) -> Iterator[BookGap]:
    """Yield gaps in words; one that a run took away while this was read is left out."""
    entries = {(one, gap["id"]): gap for one, content in found.contents.items() for gap in content["gaps"]}
    for each in found.page:
        account_id = each.account_id
        if (entry := entries.get((account_id, each.gap.id))) is not None:
            yield BookGap(**of_account(found.book, account_id), **said(entry, language, ("finding", "action")))


def _counts(found: Sequence[GapOfAccount]) -> SeverityCounts:
    counts = Counter(each.gap.severity for each in found)
    return SeverityCounts(**{severity: counts[severity] for severity in SEVERITIES})


def _by_rule(found: Sequence[GapOfAccount], language: Language) -> tuple[RuleCount, ...]:
    accounts: dict[str, list[str]] = defaultdict(list)
    for each in found:
        accounts[each.gap.rule].append(each.account_id)
    titles = rule_titles(language)
    counts = [
        RuleCount(rule=rule, title=titles.get(rule, rule), gaps=len(ones), accounts=len(set(ones)))
        for rule, ones in accounts.items()
    ]
    return tuple(sorted(counts, key=lambda count: (-count.gaps, count.rule)))
