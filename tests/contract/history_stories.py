"""A story that brings up every rule of the plain model of history, one after the other."""

from tests.contract.history_model import formula
from tests.contract.items import department, end, influence, item, line, membership, person
from tests.contract.kinds import written
from tests.contract.ledgers import day

CHAIN = {"kind": "chain", "id": "ch"}
MET = written("interaction", "i1", {"at": day(2024), "people": ["a"], "members": ["m"], "channel": "call"})

STORY = [
    [person("a", title="clerk", at=day(2022)), person("b", title="head", at=day(2028))],
    [person("a", title="head", at=day(2020)), person("b", title="clerk", at=day(2024), correction=True)],
    [person("a", title="head", at=day(2020))],
    [person("b", seniority="vp", at=day(2030))],
    [line("a", "b", "r1"), influence("a", "b", strength=0.25), membership("a", "x")],
    [line("b", "a")],
    [line("b", "a", valid_to=day(2020)), line("a", "c")],
    [influence("a", "b", "i2")],
    [influence("a", "a")],
    [influence("a", "ghost")],
    [influence("a", "b", strength=1.0, at=day(2024))],
    [item("influence", formula("INFLUENCES", "a", "b"), source="c")],
    [item("conflict", people=["b", "a"]), item("conflict", people=["a", "b"], strength=1.0)],
    [item("conflict", people=["a", "b"], strength=1.0)],
    [MET],
    [written("interaction", "i1", {"minutes": 5})],
    [written("interaction", "i1", {"at": day(2022)}, effective_at=day(2024))],
    [item("assessment", "s", person="a", attribute="support", value=1, observed_at=day(2024), chain="ghost")],
    [
        item("control_point", opportunity="o", key="scoring"),
        item("coverage", "cv", member="m", duty="owner", target=CHAIN),
    ],
    [item("stake", person="b", chain="ch", step="s1"), item("competitor_tie", competitor="k", person="b")],
    [end("control_point", None, day(2024), opportunity="o", key="scoring")],
    [item("control_point", opportunity="o", key="scoring", status="ours")],
    [end("influence", formula("INFLUENCES", "a", "b"), day(2024))],
    [end("influence", formula("INFLUENCES", "a", "b"))],
    [influence("a", "b", valid_from=day(2022))],
    [influence("a", "b", valid_to=day(2024), strength=1.0)],
    [influence("a", "b", strength=0.25, at=day(2022))],
    [person("d", valid_from=day(2028)), person("e", valid_to=day(2020))],
    [influence("d", "e")],
    [influence("d", "a", valid_to=day(2028))],
    [end("person", "d", day(2022))],
    [end("person", "a", day(2022))],
    [person("a", title="clerk")],
    [person("a", valid_to=None, correction=True)],
    [person("a", name=None)],
    [end("department", "x", day(2030)), end("reporting_line", "r1", day(2030), correction=True)],
    [end("department", "x", day(2030))],
    [department("x", valid_from=day(2031))],
    [person("f", valid_to=day(2020)), person("g", valid_from=day(2020))],
    [line("f", "b"), line("b", "g"), line("g", "f")],
    [person("f", valid_to=None, correction=True)],
    [end("opportunity", "o", day(2026))],
    [item("step", "s2", chain="ch", order=2, name="s2")],
    [item("coverage", member="m", duty="support", target=CHAIN)],
    [item("coverage", member="m", duty="support", target=CHAIN, valid_to=day(2025))],
]
"""Every rule of the model once, by hand: what Hypothesis draws may vary, what must come up may not."""

CASES = {
    "cascade",
    "conflict unchanged",
    "coverage created",
    "created with derived id",
    "created with id",
    "department ended",
    "department unchanged",
    "influence unchanged",
    "influence updated",
    "person ended",
    "person unchanged",
    "person updated",
    "person updated by correction",
    "refused: something is needed",
    "interaction updated",
    "owned cascade",
    "refused: a coverage of what has ended",
    "refused: a link to nothing",
    "refused: its owner has ended",
    "refused: a second open relation",
    "refused: a second solid line",
    "refused: a self loop",
    "refused: a solid cycle",
    "refused: an edge to nobody",
    "refused: an edge to someone at another time",
    "refused: begun again before it ended",
    "refused: ended again",
    "refused: ended before it began",
    "refused: it ends before it begins",
    "refused: it has ended",
    "refused: another one",
    "renewed",
    "reporting_line ended by correction",
}

"""What the story brings up."""
