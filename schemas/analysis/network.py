"""The classical measures of one recorded relation: the answer of ``analysis/network``."""

from typing import Literal

from pydantic import Field

from schemas.analysis.answer import Amount, Answer, Probability, Reasons, Result, Whole
from schemas.fields import Identifier, ShownLine, judgement_field, open_field

Relation = Literal["influences", "reporting-lines", "conflicts", "alliances"]
"""A relation among people of the account, by the name of its URL; an edge list whose ends are people alone."""


class BrokerageRoles(Result):
    """Counts of paths i -> person -> k without an arc i -> k, by the primary departments of the three."""

    coordinator: Whole = judgement_field("All three of one department.", default=..., examples=[3])
    gatekeeper: Whole = judgement_field("i of another department than the two.", default=..., examples=[8])
    representative: Whole = judgement_field("k of another department than the two.", default=..., examples=[4])
    consultant: Whole = judgement_field("i and k of one department, the person of another.", default=..., examples=[1])
    liaison: Whole = judgement_field("Three departments.", default=..., examples=[3])


class NetworkAccount(Result):
    """Measures of the whole relation."""

    people: Whole = open_field("People present, those without arcs too.", default=..., examples=[21])
    edges: Whole = open_field("Arcs between them; parallel lines are one.", default=..., examples=[102])
    density: Probability | None = open_field(
        "Share of ordered pairs with an arc, 0 to 1; null under 2 people.", default=..., examples=[0.242857]
    )
    reciprocity: Probability | None = open_field(
        "Share of arcs that are returned, 0 to 1; null without arcs.", default=..., examples=[0.45098]
    )
    transitivity: Probability | None = open_field(
        "Share of two-paths that close, 0 to 1; null without two-paths.", default=..., examples=[0.461053]
    )
    average_distance: Amount | None = open_field(
        "Mean steps over pairs of which the first reaches the second, from 1; null without such pairs.",
        default=...,
        examples=[2.102632],
    )
    diameter: Whole | None = open_field(
        "Most steps over those pairs, from 1; null without such pairs.", default=..., examples=[5]
    )
    in_centralization: Probability | None = open_field(
        "Freeman's centralisation of in-degrees, 0 (all alike) to 1 (a star); null under 2 people.",
        default=...,
        examples=[0.27],
    )
    out_centralization: Probability | None = open_field("The same of out-degrees.", default=..., examples=[0.69])
    connectedness: Probability | None = open_field(
        "Krackhardt: share of pairs joined by any path, 0 to 1; null under 2 people.", default=..., examples=[1.0]
    )
    hierarchy: Probability | None = open_field(
        "Krackhardt: 1 minus the share of reaching pairs that reach each other, 0 to 1; null without such pairs.",
        default=...,
        examples=[0.181818],
    )
    efficiency: Probability | None = open_field(
        "Krackhardt: 1 minus the share of possible superfluous arcs that are there, 0 to 1; null without arcs.",
        default=...,
        examples=[0.795],
    )
    least_upper_boundedness: Probability | None = open_field(
        "Krackhardt: 1 minus the share of pairs without a nearest common superior, 0 to 1; null where no three people "
        "are connected.",
        default=...,
        examples=[1.0],
    )
    brokerage_roles: BrokerageRoles = open_field("Counts of all people together.", default=...)
    reasons: Reasons = open_field("Why each null of these is null.", default=..., examples=[{}])


class NetworkPerson(Result):
    """Measures of one person in the relation."""

    id: Identifier = open_field("Id of the person.", default=..., examples=["p7"])
    name: ShownLine | None = open_field("Their name.", default=..., examples=["Ada Brandt"])
    title: ShownLine | None = open_field("Their title.", default=..., examples=["Buyer"])
    in_degree: Whole = judgement_field("Arcs that end here.", default=..., examples=[13])
    out_degree: Whole = judgement_field("Arcs that begin here.", default=..., examples=[6])
    betweenness: Amount = judgement_field(
        "Shortest paths between others that run through here, shared where there are several; not normalised.",
        default=...,
        examples=[29.066667],
    )
    closeness_centrality: Probability | None = judgement_field(
        "Wasserman and Faust, on incoming steps, 0 to 1; null under 2 people.", default=..., examples=[0.53]
    )
    pagerank: Probability = judgement_field("PageRank with damping 0.85; sums to 1.", default=..., examples=[0.109499])
    constraint: Amount | None = judgement_field(
        "Burt's constraint, at most 1.125 if ties are equally strong; null without ties.",
        default=...,
        examples=[0.282835],
    )
    effective_size: Amount | None = judgement_field(
        "Burt's effective size, from 1; null without ties.", default=..., examples=[5.2]
    )
    brokerage_roles: BrokerageRoles = judgement_field("Gould and Fernandez, by primary department.", default=...)
    reasons: Reasons = open_field("Why each null of this row is null.", default=..., examples=[{}])


class NetworkAnalysis(Answer):
    """One relation as it is recorded."""

    account: NetworkAccount = Field(description="The whole relation.", json_schema_extra={"x-class": "open"})
    people: tuple[NetworkPerson, ...] = Field(description="In order of id.", json_schema_extra={"x-class": "open"})
