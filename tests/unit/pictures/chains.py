"""Chains to be drawn: nobody decides, few do, many do with long names in two scripts, and names that mean harm."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest

from analytics.context import Context
from app.lanes.answers import chain_answers
from app.messages.sentences import Language
from app.pictures.chains.access import access_picture
from app.pictures.chains.chain import chain_picture
from app.pictures.page import titles_of
from schemas.rows.account_graph import AccountGraph, InfluenceEdge, PersonNode
from schemas.rows.contacts import AssessmentNode, InteractionNode, MemberNode
from schemas.rows.deals import ChainNode, OpportunityNode, StakeEdge, StepNode
from schemas.settings.analysis_settings import AnalysisSettings
from tests.unit.pictures.organisations import AS_OF, CHINESE, HARMFUL, LATIN, TITLES, numbered

CHAIN_PICTURES = ("chain", "access")
RULES = ("all", "majority", "quorum", "threshold", "any")


def committee(
    names: Iterable[str],
    members: Sequence[str] = (),
    steps: Sequence[str] = (),
    voters: int = 0,
    influences: Iterable[tuple[int, int]] = (),
    outcomes: Sequence[str] = (),
) -> AccountGraph:
    """Return an account whose chain c1 the first people decide; the k-th member has met every (k + 3)-th person."""
    people = tuple(
        PersonNode(f"p{n:03}", name, TITLES[n % len(TITLES)], None, None, None, None, None)
        for n, name in enumerate(names)
    )
    return AccountGraph(
        "acme",
        AS_OF,
        AS_OF,
        1,
        people=people,
        influences=tuple(
            InfluenceEdge(f"{a}-{b}", people[a].id, people[b].id, 0.9 - 0.01 * (a + b % 7), None, 0.9)
            for a, b in influences
        ),
        opportunities=(OpportunityNode("o1", "Machining cell for impellers and housings 叶轮与壳体加工单元"),),
        chains=(ChainNode("c1", "o1", "Investment committee 投资委员会", status="active"),),
        steps=tuple(steps_of(steps, outcomes)),
        stakes=tuple(stakes_of(people[:voters])),
        assessments=tuple(words_about(people[:voters])),
        members=tuple(MemberNode(f"m{n:03}", name) for n, name in enumerate(members)),
        interactions=tuple(
            InteractionNode(f"i{k}-{n}", f"2026-06-{1 + k:02}T09:00:00.000000Z", [person.id], [f"m{k:03}"], depth=4)
            for k in range(len(members))
            for n, person in enumerate(people[k + 1 :: k + 3])
        ),
    )


def steps_of(names: Sequence[str], outcomes: Sequence[str]) -> Iterator[StepNode]:
    """Yield steps of every rule; those beyond the outcomes are open."""
    for n, (name, outcome) in enumerate(zip_longest(names, outcomes, fillvalue="open")):
        yield StepNode(f"s{n:02}", "c1", n + 1, name, None, None, RULES[n % 5], 2, "2/3", outcome=outcome)


def stakes_of(people: Sequence[PersonNode]) -> Iterator[StakeEdge]:
    """Yield a vote of each, of the first with a weight of 3, of every third with a veto."""
    for n, one in enumerate(people):
        yield StakeEdge(f"k{n}", one.id, "c1", None, ["economic_buyer"], 3 if n == 0 else 1 + n % 2, n % 3 == 2)


def words_about(people: Sequence[PersonNode]) -> Iterator[AssessmentNode]:
    """Yield what one of us believes of the support of each but every fourth."""
    for n, one in enumerate(people):
        if n % 4 != 3:
            yield AssessmentNode(
                f"a{n}", one.id, None, None, "support", n % 5 - 2, 0.8, AS_OF, "team_member", "m000", "sales"
            )


def ring(people: int) -> list[tuple[int, int]]:
    """Return who moves whom where each moves the next and, more weakly, some further ones."""
    near = [(n, (n + 1) % people) for n in range(people)]
    far = [(n, (n * 7 + 3) % people) for n in range(people) if (n * 7 + 3) % people not in {n, (n + 1) % people}]
    return near + far


FEW = committee(LATIN, ["Mia Moss", "Kim Vale"], ["Need", "Specification", "Vote 表决"], 4, ring(5), ["passed"])


def beside(account: AccountGraph, orders: Sequence[int], limits: Sequence[float | None] = ()) -> AccountGraph:
    """Return an account whose steps have other orders, and some of them an amount from which they are needed."""
    steps = tuple(
        step._replace(order=order, only_above=None if limit is None else {"value": limit, "currency": "EUR"})
        for step, order, limit in zip_longest(account.steps, orders, limits)
    )
    return replace(account, steps=steps)


LONG_STEPS = numbered(["Approval by the supervisory board of the parent company 母公司监事会批准"], 7)

AT_ONCE = committee(LATIN, ["Mia Moss", "Kim Vale"], ["Need", "Works council", "Budget 预算", "Award"], 4, ring(5))

COMMITTEES = {
    "side_by_side": beside(AT_ONCE, [1, 2, 2, 3]),
    "long_side_by_side": beside(
        committee(CHINESE, ["林疏桐"], LONG_STEPS, 5, ring(5), ["passed", "failed"]), [1, 1, 1, 1, 2, 2, 2], [None, 1e9]
    ),
    "only_above": replace(
        beside(AT_ONCE, [1, 2, 2, 3], [None, 1_250_000.5, 2e6, None]),
        opportunities=(OpportunityNode("o1", "Line 4", amount=1.5e6, currency="EUR"),),
    ),
    "amount_unknown": beside(AT_ONCE, [1, 2, 2, 3], [None, None, 2e6, None]),
    "nobody": committee([]),
    "no_voter": committee(LATIN, ["Mia Moss"], ["Need", "Vote"]),
    "roles_only": committee(LATIN, ["Mia Moss"], [], 3),
    "unreached": committee(LATIN, [], ["Need", "Vote"], 3),
    "few": FEW,
    "chinese": committee(CHINESE, ["林疏桐", "顾承岳"], ["工艺与技术规格", "决策会定标", "合同签订"], 5, ring(5)),
    "harmful": committee(HARMFUL, HARMFUL, HARMFUL, 5, ring(5)),
    "many": committee(numbered(LATIN + CHINESE, 100), numbered(CHINESE + LATIN, 8), LONG_STEPS[:5], 15, ring(100)),
    "most": committee(numbered(CHINESE + LATIN, 60), numbered(LATIN, 12), LONG_STEPS * 2, 25, ring(60), ["failed"]),
    "too_many": committee(numbered(LATIN, 40), numbered(LATIN, 4), numbered(["Vote"], 3), 31, ring(40)),
}


def drawn_chain(
    picture: str, account: AccountGraph, language: Language, name: str = "Acme 艾克米 and its works"
) -> bytes:
    """Return a picture of the chain of an account."""
    answers = chain_answers(Context(account, AnalysisSettings(), "c1"), name, language)
    if picture == "chain":
        return chain_picture(answers.forecast, answers.closeness, answers.account, language)
    return access_picture(answers.access, answers.account, language, titles_of(account))
