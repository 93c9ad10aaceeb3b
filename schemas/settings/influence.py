"""Settings of the influence graph: how probably each recorded edge moves somebody (analytics.md, section 1)."""

from typing import Any, Literal

from pydantic import BaseModel

from schemas.fields import WholeNumber, setting_field, word_setting_field


def _people(default: int, description: str, high: float) -> Any:
    return setting_field(default, "people", description, low=2, high=high)


class InfluenceSettings(BaseModel):
    """How the records between two people become one probability."""

    missing_strength: float = setting_field(0.5, "probability", "What a strength that was not recorded counts as.")
    missing_confidence: float = setting_field(0.7, "probability", "What a confidence that was not recorded counts as.")
    authority_solid: float = setting_field(0.50, "probability", "With which a manager moves a report on a solid line.")
    authority_dotted: float = setting_field(
        0.25, "probability", "With which a manager moves a report on a dotted line, or a project line in scope."
    )
    alliance: float = setting_field(0.30, "probability", "With which allies move each other, times their strength.")
    voice: float = setting_field(
        0.10, "probability", "With which all reports of a manager together speak back; shared equally among them."
    )
    assume_lines: Literal["on", "off"] = word_setting_field(
        "on", "switch", "Whether people of known seniority without a line are assumed to report to those above them."
    )
    assumed_confidence: float = setting_field(
        0.3, "probability", "That an assumed line is there, shared by the managers it may lead to."
    )
    assumed_managers: WholeNumber = setting_field(
        5, "people", "Who may share an assumed line; where there would be more, none is assumed.", low=1, high=20
    )
    probability_cap: float = setting_field(
        0.999, "probability", "The most that any pair's influence can reach.", low=0.5, high=0.999999
    )
    damping: float = setting_field(
        0.85, "probability", "That attention goes on to whoever moves a person, instead of starting anew.", high=0.99
    )
    interval_draws: WholeNumber = setting_field(
        200, "draws", "Graphs drawn for the interval of influence.", low=20, high=2000
    )
    interval_low: float = setting_field(5, "percentile", "Of those draws, at which the interval begins.", high=100)
    interval_high: float = setting_field(95, "percentile", "Of those draws, at which the interval ends.", high=100)
    reach_exact_edges: WholeNumber = setting_field(
        12, "edges", "Up to which expected reach is counted out, and not sampled.", high=16
    )
    reach_samples: WholeNumber = setting_field(
        10_000,
        "samples",
        "Of expected reach, where it cannot be counted out; at least two a person.",
        low=100,
        high=1_000_000,
    )
    flag_people: WholeNumber = _people(8, "Fewer than which are too few to flag anybody.", 1000)
    flag_one_in: WholeNumber = _people(
        10, "Of whom one can be a hidden influencer, and one of those with reports a figurehead.", 100
    )
    community_resolution: float = setting_field(
        1, "number", "Of the Louvain method: larger finds more and smaller circles.", low=0.1, high=10
    )
    pagerank_damping: float = setting_field(
        0.85, "probability", "That the walk of PageRank in `network` goes on along an arc.", high=0.99
    )
