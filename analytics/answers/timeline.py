"""The timeline of a person: contacts and assessments, the newest first, page by page."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from schemas.analysis.profile import Timeline, TimelineContact, TimelineItem, TimelineJudgement, TimelineText
from schemas.records.assessments import TEXTS
from schemas.records.assessors import Assessor
from schemas.rows.account_graph import AccountGraph
from schemas.rows.contacts import AssessmentNode, InteractionNode

After = tuple[str, str]
"""Instant and id of the last item of the previous page; items of one instant are in order of id."""


class Page(NamedTuple):
    """The page to return: at most ``limit`` items, from where the previous page ended (``after``).

    ``cursor_of`` returns the cursor of the page that begins after such a place.
    """

    limit: int
    after: After | None
    cursor_of: Callable[[After], str]


def timeline(account: AccountGraph, person: str, page: Page) -> Timeline:
    """Return one page of a person's contacts and of the assessments about them, up to ``as_of``."""
    records: dict[After, InteractionNode | AssessmentNode] = {
        (each.at, f"contact:{each.id}"): each for each in account.interactions if person in each.people
    }
    records |= {(each.observed_at, f"word:{each.id}"): each for each in account.assessments if each.person == person}
    places = sorted((place for place in records if place[0] <= account.as_of), reverse=True)
    following = [place for place in places if page.after is None or place < page.after]
    shown = following[: page.limit]
    more = page.cursor_of(shown[-1]) if len(following) > page.limit else None
    named = _Named(
        {member.id: member.name for member in account.members}, {each.id: each.name for each in account.people}
    )
    return Timeline(items=tuple(_item(records[place], named) for place in shown), next_cursor=more)


class _Named(NamedTuple):
    """Names of ours and of theirs, by id."""

    ours: Mapping[str, str | None]
    theirs: Mapping[str, str | None]


def _item(row: InteractionNode | AssessmentNode, named: _Named) -> TimelineItem:
    return _contact(row, named) if isinstance(row, InteractionNode) else _assessment(row, named)


def _contact(row: InteractionNode, named: _Named) -> TimelineContact:
    values: dict[str, Any] = {name: getattr(row, name) for name in ("id", "at", "channel", "direction", "depth")}
    return TimelineContact(
        kind="contact",
        **values,
        members=tuple(row.members or ()),
        member_names=tuple(map(named.ours.get, row.members or ())),
        people=tuple(row.people),
        people_names=tuple(map(named.theirs.get, row.people)),
        opportunity=row.opportunity,
    )


def _assessment(row: AssessmentNode, named: _Named) -> TimelineJudgement | TimelineText:
    is_named = row.assessor_kind is not None and row.assessor_id is not None
    values: dict[str, Any] = {name: getattr(row, name) for name in ("id", "member", "chain", "attribute", "value")}
    values |= {
        "at": row.observed_at,
        "member_name": named.ours.get(row.member or ""),
        "assessor_name": (named.theirs if row.assessor_kind == "person" else named.ours).get(row.assessor_id or ""),
        "assessor": Assessor.model_validate({"kind": row.assessor_kind, "id": row.assessor_id}) if is_named else None,
        "function": row.function or "unknown",
    }
    if row.attribute in TEXTS:
        return TimelineText(kind="text", **values)
    return TimelineJudgement(kind="judgement", **values)
