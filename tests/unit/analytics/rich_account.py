"""An account in which everything that counts occurs at least once: every channel, assessment, line and silence."""

from dataclasses import replace
from typing import get_args

from schemas.rows.account_graph import AccountGraph, DepartmentNode, PersonNode
from schemas.rows.contacts import AssessmentNode, InteractionNode
from schemas.rows.deals import ChainNode
from schemas.vocabularies import OurFunction
from tests.unit.analytics.accounts import account, alliance, influence, line, member, person, stake
from tests.unit.analytics.contacts import CHANNELS, covers, met, said, with_contacts
from tests.unit.analytics.deals import deal

CROWD = "ada bo cy di ed flo gil"
NAMES = f"{CROWD} hal ida jo kai lou max nia ole pia"
APART = "xan yul"
"""Two people who move each other and nobody else, so few that their reach is computed exactly."""


def rich(tier: str = "A") -> AccountGraph:
    """Return the account; ada is a key player, and the only one whom we know well."""
    charted = account(_people(), _influences(), _lines(), _places(), _departments())
    return with_contacts(
        replace(charted, alliances=(alliance("jo", "kai", 0.9, 0.6), alliance("bo", "pia"))),
        _contacts(),
        _words(),
        [
            covers("kim", "cy", cadence_days=20, desired_rung="trusted"),
            covers("lea", "cy", cadence_days=40),
            covers("lea", "di"),
        ],
        members="kim lea moe nat",
        tier=tier,
        opportunities=(deal(stage_model="sm1", need="Fewer standstills"),),
        chains=(ChainNode("c1", "o1"),),
        stakes=(
            stake("ada")._replace(roles=("economic_buyer",)),
            stake("bo")._replace(roles=("champion",)),
            stake("cy"),
        ),
    )


def _people() -> list[PersonNode]:
    found = [person(name, title="Engineer", seniority="manager") for name in f"{NAMES} {APART}".split()]
    found[3] = found[3]._replace(desired_rung="interdependent", seniority=None)
    found[4] = found[4]._replace(kind="placeholder")
    for place in (6, 9):  # gil and jo: of the same department as ada, who has no line
        found[place] = found[place]._replace(seniority="director")
    found[-2:] = [each._replace(seniority=None) for each in found[-2:]]
    return found


def _departments() -> list[DepartmentNode]:
    return [
        DepartmentNode("board", "Board", "management", None, 4),
        DepartmentNode("it", "IT", "it", "board", None),
        DepartmentNode("legal", "Legal", "legal", "board", 3),
    ]


def _places():
    return [member(name, ("board", "it", "legal")[place % 3]) for place, name in enumerate(NAMES.split()[:-2])]


def _lines():
    names = NAMES.split()
    solid = [line(names[place], names[(place - 1) // 4], confidence=0.9) for place in range(1, len(names))]
    return [*solid, line("pia", "bo", "dotted"), line("cy", "di", "project", 0.8, "c1")]


def _influences():
    names = NAMES.split()
    near = [influence(one, other, 0.4, 0.8) for one, other in zip(names, names[3:], strict=False)]
    sure = [influence("ada", "hal", 1.0, 1.0), influence("ole", "ada", None, 1.0), influence("pia", "ole", 0.9, None)]
    return [*near, *sure, influence("xan", "yul", 0.6, 0.7)]


def _contacts() -> list[InteractionNode]:
    years = range(6, 1300, 14)
    well_known = [met(day, initiator="theirs", depth=5, expertise=1.0, channel="workshop") for day in years]
    every = [met(20 + place, "hal ida", "lea", channel=name) for place, name in enumerate(CHANNELS)]
    silent = [met(day + 0.5, "bo", "kim", depth=3, expertise=0.5) for day in (650, 520, 390, 260, 210)]
    others = [
        met(11.25, CROWD, "moe nat", depth=4, expertise=1.0),
        met(17.25, "cy", "lea", direction="outbound"),
        met(31.25, "cy", "lea", direction="outbound", answered_at=None, channel="mail"),
        met(45.25, "ada", "lea", depth=2),
        met(75.25, "gil", "moe", depth=2, initiator="theirs"),
    ]
    return [*well_known, *every, *silent, *others]


def _words() -> list[AssessmentNode]:
    functions = get_args(OurFunction)
    support = [
        said("support", place % 5 - 2, 30 + place, "ada", f"w{place}", function=name)
        for place, name in enumerate(functions)
    ]
    apart = [said("support", 2, 9, "bo", "a", function="sales"), said("support", 0, 9, "bo", "b", function="delivery")]
    values: dict[str, int | str] = {"importance": 4, "adaptability": "innovator", "style": "guide"}
    values |= {"orientation": "technical", "pain": "Costs"}
    others = [
        said(attribute, value, 100 + 2 * place, "cy", by, confidence=0.8 - place * 0.2)
        for attribute, value in values.items()
        for place, by in enumerate(("a", "b"))
    ]
    return [
        *support,
        *apart,
        *others,
        said("political_status", "inner_circle", 40, "ada", "a"),
        said("political_status", "outside", 40, "bo", "a"),
        said("political_status", "outside", 50, "bo", "b", function="delivery"),
        said("political_status", "political_structure", 60, "jo", "a"),
        said("rung", "interdependent", 10, "jo", member="kim", function="customer"),
        said("rung", "trusted", 150, "kai", member="kim", confidence=0.7),
        said("support", 1, 800, "kai", "a"),
    ]
