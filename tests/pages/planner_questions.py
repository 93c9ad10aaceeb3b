"""`docs/planner_questions.md`: what a planner asks of an account, which requests answer it, and what they say.

``python -m tests.pages.planner_questions > docs/planner_questions.md`` makes the page anew: it starts a service with
the sample. The test of a forecast call on Monday asks the same of its service, and holds the page true.
"""

import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import httpx

from tests.api.serving import Service

Answer = Mapping[str, Any]

AS_OF, A_MONTH_BEFORE = "2026-07-01T00:00:00Z", "2026-06-01T00:00:00Z"

HEAD = f"""# A planner's ten questions

Made from a service with the sample by `python -m tests.pages.planner_questions`; a test holds it true. Each question is
answered by one or two requests, with names; where the answer has sentences, `lang` (or `Accept-Language`) says in which
language. Paths begin with `/v1/accounts/ACCOUNT`, and the moment asked about is `as_of={AS_OF}`.

The left column of answers is of `halden-pumps` in English, with the chain `investment-committee`; the right one of
`yunhe-zhonggong` in Chinese, with the chain `zhaobiao-juece`. [The sample's own page](../app/sample/README.md) tells
the story.

| a planner asks | requests | Halden Pumps | 云河重工 |
|---|---|---|---|
"""


class Deal(NamedTuple):
    """An account of the sample, one decision chain of it, somebody to whom we want to get closer, and a language."""

    account: str
    chain: str
    person: str
    language: str


DEALS = (
    Deal("halden-pumps", "investment-committee", "marcus-oyelaran", "en"),
    Deal("yunhe-zhonggong", "zhaobiao-juece", "he-chuanbai", "zh"),
)


class Question(NamedTuple):
    """Something that a planner asks; ``facts`` are what must be in the answer of each deal, by the sample's story."""

    asked: str
    paths: tuple[str, ...]
    read: Callable[..., str]
    facts: tuple[tuple[str, ...], ...]


def _listed(parts: Any) -> str:
    return "; ".join(parts)


def _five(influence: Answer) -> str:
    return _listed(f"{one['name']}, {one['title']} ({one['influence']:.0%})" for one in influence["people"][:5])


def _unreached(coverage: Answer) -> str:
    people = [one for one in coverage["people"] if not one["covered"]]
    return _listed(f"{one['name']} ({one['influence']:.0%})" for one in people[:5])


def _closest(profile: Answer) -> str:
    name, closeness = profile["identity"]["name"], profile["closeness"]
    pair = next(one for one in profile["pairs"] if one["member"] == closeness["members"][0])
    return f"to {name}: {pair['member_name']} ({pair['closeness']:.0f} of 100, {pair['rung']})"


def _stale(gaps: Answer) -> str:
    return " ".join(gap["finding"] for gap in gaps["gaps"] if gap["rule"] in {"stale-belief", "overdue-contact"})


def _missed(health: Answer) -> str:
    first = [next(one for one in health["parts"]["losses"] if one["side"] == side) for side in ("ours", "theirs")]
    ours, theirs = (f"{one['name']} (coverage falls by {one['coverage_lost']:.1f})" for one in first)
    return f"of us {ours}; of them {theirs}"


def _against(beliefs: Answer) -> str:
    support = [one for one in beliefs["beliefs"] if one["attribute"] == "support" and one["value"] is not None]
    against = sorted((one for one in support if one["value"] <= -0.5), key=lambda one: float(one["value"]))
    return _listed(f"{one['name']}, {one['title']} ({one['value']:+.1f})" for one in against)


def _introduced(forecast: Answer, access: Answer) -> str:
    approvers = [one["person"] for one in forecast["people"] if "approver" in one["roles"]]
    return " ".join(one["best"]["sentence"] for one in access["voters"] if one["person"] in approvers and one["best"])


def _stuck(forecast: Answer) -> str:
    step = min((one for one in forecast["steps"] if one["probability"] is not None), key=lambda one: one["probability"])
    doubtful = sorted(step["voters"], key=lambda one: (one["p"], one["person"]))[:3]
    votes = _listed(f"{one['name']} {one['p']:.0%}" for one in doubtful)
    return f"{step['name']} ({step['probability']:.0%}); least likely to say yes: {votes}. {forecast['sentence']}"


def _departments(coverage: Answer) -> str:
    without = [one for one in coverage["departments"] if one["known"] and not one["covered"]]
    return _listed(f"{one['name']} ({one['known']} recorded, none of them known)" for one in without)


def _changed(changes: Answer) -> str:
    support = [one["sentence"] for one in changes["beliefs"] if one["attribute"] == "support"]
    scores = [one["sentence"] for one in changes["scores"] if one["metric"] in {"coverage", "closeness"}]
    return " ".join([changes["summary"], *support[:2], *scores[:2]])


QUESTIONS = (
    Question(
        "Who are the five who matter most?",
        ("/analysis/influence",),
        _five,
        (("Edda Morwick", "Priya Nandakumar", "Marcus Oyelaran"), ("沈慕樵", "唐启桢", "穆清岚")),
    ),
    Question(
        "Whom do we not reach?",
        ("/analysis/coverage",),
        _unreached,
        (("Rafael Montclair", "Vera Lindqvist"), ("卢敬棠", "郑怀瑜")),
    ),
    Question(
        "Who of us is closest to them?",
        ("/analysis/people/{person}/profile",),
        _closest,
        (("Marcus Oyelaran", "Saskia Dunmore", "trusted"), ("贺川柏", "江北辰")),
    ),
    Question(
        "What is stale?",
        ("/analysis/gaps",),
        _stale,
        (("Helena Brandvold", "Vera Lindqvist", "126 days"), ("尹静姝", "168 天")),
    ),
    Question(
        "Who would be missed most, on our side and on theirs?",
        ("/analysis/health",),
        _missed,
        (("Tom Okonjo", "Edda Morwick"), ("顾承岳", "唐启桢")),
    ),
    Question(
        "Who stands against us?",
        ("/analysis/beliefs?chain={chain}",),
        _against,
        (("Desmond Achterberg",), ("丁学珩", "卢敬棠", "苗思齐")),
    ),
    Question(
        "Who can introduce us to the approver?",
        ("/chains/{chain}/analysis/forecast", "/chains/{chain}/analysis/access"),
        _introduced,
        (("Tom Okonjo", "Gregor Stannard", "Saskia Dunmore", "Tobias Ravenhill"), ("江北辰", "卢敬棠", "最弱的一环")),
    ),
    Question(
        "Where is the decision stuck?",
        ("/chains/{chain}/analysis/forecast",),
        _stuck,
        (("Technical specification",), ("合同签订", "卢敬棠")),
    ),
    Question(
        "In which department have we nobody?",
        ("/analysis/coverage",),
        _departments,
        (("Information Technology", "Quality"), ("采购部", "设备动力科")),
    ),
    Question(
        "What has changed since last month?",
        (f"/analysis/changes?from={A_MONTH_BEFORE}&to={AS_OF}",),
        _changed,
        (("28 records differ", "Astrid Kellermann", "Coverage"), ("28 条记录", "蒋亦舟", "覆盖度")),
    ),
)
"""With the facts that the sample's own page has of each account."""


def answer(client: httpx.Client, question: Question, deal: Deal) -> str:
    """Return what a service says to a question about a deal, in the language of the deal."""
    return question.read(*(_asked(client, path, deal) for path in question.paths))


def _asked(client: httpx.Client, path: str, deal: Deal) -> Answer:
    url = httpx.URL(f"/v1/accounts/{deal.account}{path.format(**deal._asdict())}")
    takes_language = any(noun in url.path for noun in ("gaps", "access", "forecast", "changes", "beliefs"))
    more = ({} if "from" in url.params else {"as_of": AS_OF}) | ({"lang": deal.language} if takes_language else {})
    found = client.get(url.copy_merge_params(more))
    found.raise_for_status()
    body: Answer = found.json()
    return body


def page(client: httpx.Client) -> str:
    """Return the page as Markdown, from what a service with the sample says."""
    rows = []
    for question in QUESTIONS:
        paths = "<br>".join(f"`{path}`" for path in question.paths)
        rows.append(" | ".join([question.asked, paths, *(answer(client, question, deal) for deal in DEALS)]))
    return HEAD + "".join(f"| {row} |\n" for row in rows)


if __name__ == "__main__":
    with (
        tempfile.TemporaryDirectory() as folder,
        Service(Path(folder) / "data", arguments=["--sample"]) as running,
        httpx.Client(base_url=running.url, timeout=60, trust_env=False) as caller,
    ):
        sys.stdout.write(page(caller))
