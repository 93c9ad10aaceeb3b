"""The list of accounts, with their scores beside them when these are asked for: chosen and sorted by each."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from operator import itemgetter
from typing import Any, NamedTuple

from fastapi import Response
from pydantic_core import to_json

from app.analysis.book.pages import Paging, Place
from app.analysis.book.scores import ScoreBook, read_scores, with_reasons
from app.http.calls import Call
from app.http.moments import Moment, moment_headers
from app.records.answers import record_body
from app.records.list_parameters import ListParameters, list_parameters, page_request
from app.records.lists import answer_list, chosen_fields, snapshot_of
from app.records.portfolio.parameters import MEASURES
from graph.read.repository import LARGEST_PAGE
from graph.store import Store
from schemas.errors import InvalidInput
from schemas.messages.message import Message
from schemas.names.folding import folded
from schemas.reads import PageRequest, Snapshot
from schemas.records.accounts import ACCOUNTS
from schemas.screens.portfolio import PortfolioScores

SORTED_BY: Mapping[str, Callable[[PortfolioScores], float | str | None]] = {
    **{name: lambda scores, name=name: getattr(scores, name) for name in MEASURES},  # type: ignore[misc]
    "worst_gap": lambda scores: None if scores.worst_gap is None else scores.worst_gap.priority,
    "owner": lambda scores: scores.owner,
}
"""What a list with scores is sorted by, beside `id` and `name`; `owner` goes one way only."""

_UNMOVED = ("owner", "name")


class _Chosen(NamedTuple):
    """An account that passes the filters of its record; its row where it was read."""

    name: str | None
    revision: int
    row: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of the list with scores: by what accounts are chosen and sorted, how many, and after which."""

    record: ListParameters
    scores: Mapping[str, Any]
    sort: str

    @property
    def limit(self) -> int:
        """Items of a page."""
        return self.record.limit

    @property
    def cursor(self) -> str | None:
        """Cursor of the page."""
        return self.record.cursor

    @property
    def chosen(self) -> dict[str, Any]:
        """What two pages of one list have in common."""
        common = self.record.model_dump(mode="json", exclude={"limit", "cursor", "fields"})
        return {**common, **self.scores, "sort": self.sort}

    @property
    def is_by_scores(self) -> bool:
        """Whether which accounts come first, or at all, follows from scores."""
        return bool(self.scores) or self.sort.removeprefix("-") in SORTED_BY


async def answer_accounts(call: Call, sent: ListParameters) -> Response:
    """Answer one page of the accounts, with their scores where these are asked for.

    Raises
    ------
    InvalidInput
        When something is asked of scores without them, or of another time than now.
    """
    given = sent.model_dump(exclude_none=True, exclude_unset=True)
    own = {name: given.pop(name) for name in tuple(given) if name not in list_parameters(ACCOUNTS).model_fields}
    if own.pop("include", None) is None:
        for name in own:
            raise InvalidInput.at(f"?{name}", Message("book.needs_scores", name=name))
        return await answer_list(call, ACCOUNTS, "", list_parameters(ACCOUNTS)(**given))
    _check(given, own)
    asked = Asked(list_parameters(ACCOUNTS)(**{**given, "sort": "id"}), own, given.get("sort", "id"))
    return await _scored_page(call, asked)


def _check(given: Mapping[str, Any], own: Mapping[str, Any]) -> None:
    for name in ("as_of", "known_at"):
        if name in given:
            raise InvalidInput.at(f"?{name}", Message("book.scores_now"))
    known = ["id", "name", *SORTED_BY, *(f"-{name}" for name in SORTED_BY if name not in _UNMOVED)]
    if given.get("sort", "id") not in known:
        raise InvalidInput.at("?sort", Message("records.sort", field=given["sort"], known=known))
    for name in MEASURES:
        if own.get(f"{name}_min", 0) >= own.get(f"{name}_below", 101):
            raise InvalidInput.at(f"?{name}_min", Message("book.upside_down", name=name))


async def _scored_page(call: Call, asked: Asked) -> Response:
    store, only = call.store, chosen_fields(ACCOUNTS, asked.record.fields)
    paging = Paging("accounts", asked)
    snapshot = await snapshot_of(call, ACCOUNTS, "", Moment(None, None))
    found = await _chosen(store, asked.record, snapshot)
    scores = await read_scores(store, snapshot.as_of, {one: each.revision for one, each in found.items()})
    if asked.is_by_scores:
        await scores.refresh(found)
    matching = [one for one in found if _matches(scores.of(one), asked.scores)]
    placed = sorted((_place(asked.sort, one, found, scores), one) for one in matching)
    places, following = paging.page(placed, itemgetter(0))
    page = [one for _, one in places]
    if not asked.is_by_scores:
        await scores.refresh(page)
    said = await with_reasons(store, {one: scores.of(one) for one in page})
    rows = await _rows(store, page, found, snapshot)
    body = {
        "items": [
            {**record_body(ACCOUNTS, rows[one], only), "scores": said[one].model_dump()} for one in page if one in rows
        ],
        "next_cursor": following,
        "as_of": snapshot.as_of,
        "known_at": snapshot.known_at,
        "revision": snapshot.revision,
    }
    text = to_json(body)
    return call.answer(text, moment_headers(snapshot), as_of=snapshot.as_of)


async def _chosen(store: Store, asked: ListParameters, snapshot: Snapshot) -> dict[str, _Chosen]:
    """Return the accounts whose records pass the filters; without one, records are read for the page alone."""
    request = replace(page_request(ACCOUNTS, asked), limit=LARGEST_PAGE)
    if request == PageRequest(limit=LARGEST_PAGE):
        there = (each for each in await store.snapshots.accounts() if each.is_there(snapshot.as_of))
        return {each.id: _Chosen(each.name, each.revision) for each in there}
    found: dict[str, _Chosen] = {}
    while True:
        page = await store.repository.page(ACCOUNTS, snapshot, request)
        found.update((row["id"], _Chosen(row.get("name"), row["revision"], row)) for row in page.items)
        if page.after is None:
            return found
        request = replace(request, after=page.after)


def _matches(scores: PortfolioScores, asked: Mapping[str, Any]) -> bool:
    return all(_is_met(scores, name, wanted) for name, wanted in asked.items())


def _is_met(scores: PortfolioScores, name: str, wanted: Any) -> bool:
    if name == "severity":
        return scores.worst_gap is not None and scores.worst_gap.severity == wanted
    measure, _, bound = name.partition("_")
    value = getattr(scores, measure)
    if not bound:
        return bool(value == wanted)
    return value is not None and (value >= wanted if bound == "min" else value < wanted)


def _place(sort: str, account_id: str, found: Mapping[str, _Chosen], scores: ScoreBook) -> Place:
    """Return where an account stands in a list; what is not known is last, either way."""
    name = sort.removeprefix("-")
    value: float | str | None = ""
    if name == "name":
        value = folded(found[account_id].name or "")
    elif name in SORTED_BY:
        value = SORTED_BY[name](scores.of(account_id))
    if value is None:
        return (True, "" if name in _UNMOVED else 0.0, account_id)
    return (False, -value if isinstance(value, float) and sort.startswith("-") else value, account_id)


async def _rows(
    store: Store, page: list[str], found: Mapping[str, _Chosen], snapshot: Snapshot
) -> dict[str, Mapping[str, Any]]:
    """Return the records of a page; an account that was erased meanwhile is left out."""
    read = {one: row for one in page if (row := found[one].row) is not None}
    missing = [one for one in page if one not in read]
    stored = await store.snapshots.account_rows(missing) if missing else {}
    for one, row in stored.items():
        read[one] = row if _is_now(row, snapshot.as_of) else await store.repository.get_at(ACCOUNTS, one, snapshot)
    return read


def _is_now(row: Mapping[str, Any], as_of: str) -> bool:
    """Whether the newest row of a record says what is so at an instant."""
    return (row.get("state_from") or "") <= as_of and (row.get("state_to") is None or row["state_to"] > as_of)
