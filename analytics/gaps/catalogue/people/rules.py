"""Rules about people and roles: who is there, and who is missing."""

from analytics.gaps.catalogue.people import champions, stakeholders
from analytics.gaps.catalogue.rule import Parameter, Rule

RULES = (
    Rule("no-stakeholders", "people", stakeholders.no_stakeholders, "high", ("account", "chain"), "beliefs"),
    Rule(
        "map-too-small",
        "people",
        stakeholders.map_too_small,
        "medium",
        ("chain",),
        parameters={
            "small": Parameter(3, "people", 1, 100),
            "medium": Parameter(5, "people", 1, 100),
            "large": Parameter(8, "people", 1, 100),
            "strategic": Parameter(12, "people", 1, 100),
        },
    ),
    Rule(
        "champion-unproven",
        "people",
        champions.champion_unproven,
        "high",
        ("chain",),
        "influence access beliefs",
        {"percentile": Parameter(50, "percent", 0, 100, whole=False), "days": Parameter(60, "days", 1, 3650)},
    ),
)
