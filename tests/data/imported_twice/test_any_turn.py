"""Small books that turn over in any way, in any order of rows: each instant is as the export of its time said."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.data.imported_twice.books import Places, now, places_at
from tests.data.importing import imported, reasons
from tests.data.small_exports import write_export
from tests.nightly import examples

PEOPLE = ("c1", "c2", "c3", "c4", "c5")
DEPARTMENTS = ("", "", "Sales", "Finance")
OWNERS = ("", "u1", "u2")

Book = dict[str, tuple[str, str, str]]
"""By the id of a contact: manager, department and owner, empty where the export has none."""


@st.composite
def charts(draw: st.DrawFn) -> dict[str, str]:
    """Draw who reports to whom, without a circle: each to one who comes before in some order, or to nobody."""
    order = draw(st.permutations(PEOPLE))
    return {one: draw(st.sampled_from(["", *order[:place]])) for place, one in enumerate(order)}


@st.composite
def books(draw: st.DrawFn) -> tuple[Book, list[str], str]:
    """Draw an export: what it says of each contact, in which order, and the owner of the account."""
    chart = draw(charts())
    book = {one: (chart[one], draw(st.sampled_from(DEPARTMENTS)), draw(st.sampled_from(OWNERS))) for one in PEOPLE}
    return book, list(draw(st.permutations(PEOPLE))), draw(st.sampled_from(OWNERS))


def said(book: Book, owner: str, prefix: str) -> Places:
    """Return where an export places everybody."""
    owners = {one: words[2] for one, words in book.items()} | {"a1": owner}
    return Places(
        {prefix + one: {prefix + words[0]} for one, words in book.items() if words[0]},
        {prefix + one: {words[1].casefold()} for one, words in book.items() if words[1]},
        {prefix + one: {prefix + whose} for one, whose in owners.items() if whose},
    )


def files(book: Book, order: list[str], owner: str, prefix: str) -> dict[str, str]:
    """Return the files of an export whose ids nobody else in the store has."""

    def named(record_id: str) -> str:
        return prefix + record_id if record_id else ""

    rows = [
        f"{named(one)},{named('a1')},P {one},{department},{named(manager)},{named(whose)}\n"
        for one in order
        for manager, department, whose in [book[one]]
    ]
    return {
        "Account": f"Id,Name,OwnerId\n{named('a1')},Firm,{named(owner)}\n",
        "Contact": "Id,AccountId,LastName,Department,ReportsToId,OwnerId\n" + "".join(rows),
        "Opportunity": "Id,AccountId,Name\n",
        "OpportunityContactRole": "Id,OpportunityId,ContactId\n",
    }


class Prefixes:
    """Ids of accounts that no example before had."""

    count = 0

    @classmethod
    def next(cls) -> str:
        """Return another one."""
        cls.count += 1
        return f"turn{cls.count}x"


@settings(max_examples=examples(40), suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(first=books(), second=books())
async def test_each_instant_is_as_the_export_of_its_time_said(own_store, tmp_path, first, second):
    prefix, seen = Prefixes.next(), []
    for book, order, owner in (first, second, first):
        folder = write_export(tmp_path / prefix, **files(book, order, owner, prefix))
        report = await imported(own_store, folder)
        assert report.rejected == 0, reasons(folder)
        seen.append((now(own_store), said(book, owner, prefix)))
    for instant, expected in seen:
        assert await places_at(own_store, instant, [f"{prefix}a1"]) == expected
