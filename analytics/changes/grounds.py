"""Grounds of a difference: which of the records that changed a score reads."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from analytics.scores.paths import ScorePath

Kinds = frozenset[str]


def _of(*names: str | Kinds) -> Kinds:
    return frozenset().union(*(name.split() if isinstance(name, str) else name for name in names))


CHART = _of("person reporting_line")
NETWORK = _of(CHART, "influence alliance membership department setting")
"""Departments and memberships, because lines may be assumed from them."""

BELIEFS = _of("person chain opportunity setting")
"""Beside the words themselves: words for the chains of open opportunities may be pooled."""

SUPPORT, STATUS, RUNG, ADAPTABILITY = (
    f"assessment/{attribute}" for attribute in ("support", "political_status", "rung", "adaptability")
)
"""Words about one attribute."""

NAMED = _of("team_member coverage interaction assessment closeness_note")
"""Which of us belongs to an account: whom its records name."""

CLOSENESS = _of(BELIEFS, "team_member coverage interaction account", STATUS, RUNG)
"""Political status, because key players are met more often."""

TARGETS = _of(BELIEFS, "team_member coverage", STATUS)
"""Of us, because who left covers nobody."""
REACHED = _of(NETWORK, CLOSENESS, TARGETS)
DECISION = _of("person stake step chain opportunity")
"""Opportunities, because a step may be needed only from some amount of the deal on."""
VOTES = _of(DECISION, BELIEFS, SUPPORT)
COMPLETENESS = _of("person opportunity stage_model stake chain membership department")
WAYS = _of(REACHED, DECISION)

READS: dict[tuple[str, str], Kinds] = {
    ("account", "people"): _of("person"),
    ("account", "members"): NAMED,
    **{("account", name): CHART for name in ("connectedness", "hierarchy", "efficiency", "least_upper_boundedness")},
    **{("account", name): NETWORK for name in ("departments_agreement", "articulation", "communities")},
    **{("account", name): CLOSENESS for name in ("threads", "threads_theirs", "threads_ours")},
    **{("account", name): REACHED for name in ("unknown_people", "unknown_influence", "coverage", "closeness")},
    **{("account", name): REACHED for name in ("freshness", "resilience")},
    ("account", "completeness"): COMPLETENESS,
    ("account", "corroboration"): _of(NETWORK, BELIEFS, SUPPORT, STATUS),
    ("account", "health"): _of(REACHED, COMPLETENESS),
    ("chain", "voters"): DECISION,
    **{("chain", name): VOTES for name in ("forecast", "low", "high", "baseline", "known_share")},
    ("chain", "drifted"): _of(VOTES, NETWORK, "conflict", ADAPTABILITY),
    **{("chain", name): _of(REACHED, "stake") for name in ("coverage", "closeness")},
    ("steps", "probability"): VOTES,
    **{("voters", name): VOTES for name in ("p", "swing", "value_of_knowing")},
    **{("voters", name): DECISION for name in ("banzhaf", "shapley_shubik")},
    **{("voters", name): WAYS for name in ("access", "disjoint_paths")},
    **{
        ("people", name): NETWORK
        for name in [
            "influence",
            "influence_percentile",
            "brokerage",
            "constraint",
            "effective_size",
            "expected_reach",
            "informal_gap",
        ]
    },
    ("people", "decision_influence"): _of(NETWORK, VOTES),
    **{("people", name): CLOSENESS for name in ("closeness", "combined")},
    ("people", "target"): TARGETS,
    ("people", "attainment"): _of(CLOSENESS, TARGETS),
    ("people", "reports"): CHART,
}
"""Kinds of record that each score may read, by its level and name: of words ``assessment/`` and the attribute, or words
about any. Who is in scope is not among them."""

OF_ONE_PERSON = frozenset(
    {("people", name) for name in ("closeness", "combined", "target", "attainment")} | {("voters", "p")}
)
"""Scores of a person that no record about other people alone can move."""

ABOUT_PEOPLE = _of("person assessment interaction coverage closeness_note stake")
"""Kinds of record that name the people they are about."""


class Touched(NamedTuple):
    """A record that changed, by its kind (of a word with its attribute), and the people whom it names."""

    kind: str
    people: frozenset[str] = frozenset()


def grounds(path: ScorePath, records: Sequence[Touched]) -> list[int]:
    """Return the places of the records that may have moved a score, those about its own person first.

    Parameters
    ----------
    records : sequence of Touched
        The records that differ between two moments.

    Examples
    --------
    >>> records = [Touched("interaction", frozenset({"bo"})), Touched("interaction", frozenset({"ada"}))]
    >>> grounds(ScorePath("people", "ada", "closeness"), records)
    [1]
    >>> grounds(ScorePath("account", None, "coverage"), records)
    [0, 1]
    """
    kinds = READS[path.of, path.metric]
    places = [place for place, record in enumerate(records) if not kinds.isdisjoint((record.kind, _kind(record)))]
    if (path.of, path.metric) in OF_ONE_PERSON:
        places = [place for place in places if _may_concern(path.id, records[place])]
    return sorted(places, key=lambda place: path.id not in records[place].people)


def grounds_of_pair(
    member: str, person: str, records: Sequence[Touched], members: Sequence[Iterable[str]]
) -> list[int]:
    """Return the places of the records that may have moved the closeness of a pair.

    Parameters
    ----------
    members : sequence of iterable
        Of each record: whom of us it names.

    Examples
    --------
    >>> records = [Touched("interaction", frozenset({"ada"})), Touched("interaction", frozenset({"ada"}))]
    >>> grounds_of_pair("kim", "ada", records, [["lea"], ["kim"]])
    [1]
    """
    found = grounds(ScorePath("people", person, "closeness"), records)
    return [place for place in found if member in members[place] or records[place].kind != "interaction"]


def _kind(record: Touched) -> str:
    return record.kind.partition("/")[0]


def _may_concern(person: str | None, record: Touched) -> bool:
    return _kind(record) not in ABOUT_PEOPLE or not record.people or person in record.people
