"""Organisations to be drawn: nobody, a few, many with long names in two scripts, and names that mean harm."""

import itertools
from collections.abc import Iterable, Sequence

from app.messages.sentences import Language
from app.pictures.closeness import closeness_picture
from app.pictures.coverage import coverage_picture
from app.pictures.influence import influence_picture
from app.pictures.page import titles_of
from schemas.rows.account_graph import AccountGraph, DepartmentNode, InfluenceEdge, MembershipEdge, PersonNode
from schemas.rows.contacts import InteractionNode, MemberNode
from schemas.settings.analysis_settings import AnalysisSettings
from tests.unit.analytics.asked import closeness_analysis, coverage_analysis, influence_analysis

AS_OF = "2026-07-01T00:00:00.000000Z"
LANGUAGES: tuple[Language, ...] = ("en", "zh")
PICTURES = ("influence", "coverage", "closeness")

LATIN = ("Ada Brandt", "Bo Lind", "Wilhelmina MacGillicuddy-Wammersley of the Western Works", "Zoë Émile", "İpek Ölmez")
TITLES = (
    "Chief Financial Officer of the parent company and its seven subsidiaries",
    "集团常务副总经理兼首席数字化转型官兼智能制造与供应链管理委员会副主任委员",
    None,
    "Buyer",
    "\u202e Head of Works\u200b",
)
CHINESE = ("沈慕樵", "欧阳上官诸葛司马皇甫尉迟公孙轩辕令狐钟离宇文长孙慕容", "唐启桢", "Li Wei 李薇", "穆清岚")
HARMFUL = (
    "<script>alert(1)</script>",
    "</text><a href='javascript:alert(1)'>x</a>",
    '"><svg onload="alert(1)">',
    "Ada & Bo < Cy ]]> &lt;",
    "\u202eevil\u202c",
)


def organisation(
    names: Iterable[str],
    members: Iterable[str] = (),
    departments: Iterable[str] = (),
    titles: Sequence[str | None] = TITLES,
) -> AccountGraph:
    """Return an account where each is moved by the one before, and the k-th member met every (k + 2)-th person."""
    people = tuple(
        PersonNode(f"p{n:03}", name, titles[n % len(titles)], None, None, None, None, None)
        for n, name in enumerate(names)
    )
    ours = tuple(MemberNode(f"m{n:03}", name) for n, name in enumerate(members))
    units = tuple(DepartmentNode(f"d{n:03}", name, None, None, None) for n, name in enumerate(departments))
    places = (people[n::4] for n in range(4))
    return AccountGraph(
        "acme",
        AS_OF,
        AS_OF,
        1,
        people=people,
        departments=units,
        memberships=tuple(
            MembershipEdge(f"{person.id}-{unit.id}", person.id, unit.id, True, None)
            for unit, group in zip(units, places, strict=False)
            for person in group
        ),
        influences=tuple(
            InfluenceEdge(f"{here.id}-{there.id}", here.id, there.id, 0.8, None, 0.9)
            for here, there in itertools.pairwise(people)
        ),
        members=ours,
        interactions=tuple(
            InteractionNode(f"i{k}-{n}", f"2026-0{1 + n % 6}-0{1 + k % 9}T09:00:00.000000Z", [person.id], [member.id])
            for k, member in enumerate(ours)
            for n, person in enumerate(people[1 :: k + 2])
        ),
    )


def numbered(names: Iterable[str], count: int) -> list[str]:
    """Return so many names, told apart by a number in front."""
    known = list(names)
    return [f"{n} {known[n % len(known)]}" for n in range(count)]


ORGANISATIONS = {
    "nobody": organisation([]),
    "one": organisation(["Ada Brandt"]),
    "unknown": organisation(LATIN[:3], departments=["Sales", "Legal", "Works", "Board"]),
    "few": organisation(LATIN, ["Mia Moss"], ["Sales", "采购部"]),
    "chinese": organisation(CHINESE, ["林疏桐", "顾承岳"], ["总经理办公室", "设备动力科"]),
    "harmful": organisation(HARMFUL, HARMFUL, HARMFUL, HARMFUL[::-1]),
    "many": organisation(numbered(LATIN + CHINESE, 60), numbered(CHINESE + LATIN, 14), numbered(CHINESE + LATIN, 15)),
}


def drawn(picture: str, account: AccountGraph, language: Language, place: str = "Acme 艾克米") -> bytes:
    """Return a picture of an organisation."""
    settings = AnalysisSettings()
    if picture == "coverage":
        return coverage_picture(coverage_analysis(account, settings), place, language)
    influence, closeness = influence_analysis(account, settings), closeness_analysis(account, settings)
    titles = titles_of(account)
    if picture == "influence":
        return influence_picture(influence, closeness, place, language, titles)
    members = {one.id: one.name for one in account.members}
    return closeness_picture(influence, closeness, members, place, language, titles)
