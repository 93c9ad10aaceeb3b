"""Rules about the records themselves: whether what they say can be trusted."""

from analytics.gaps.catalogue.rule import Parameter, Rule
from analytics.gaps.catalogue.trust import attention, beliefs, deals, duplicates, lines, sources

RULES = (
    Rule("reporting-cycle", "trust", lines.reporting_cycle, "medium", ("account",)),
    Rule("two-solid-managers", "trust", lines.two_solid_managers, "medium", ("account",)),
    Rule("self-line", "trust", lines.self_line, "low", ("account",)),
    Rule("stale-belief", "trust", beliefs.stale_belief, "medium", ("account", "chain"), "beliefs"),
    Rule("single-source", "trust", sources.single_source, "low", ("chain",), "beliefs"),
    Rule("self-reported-only", "trust", sources.self_reported_only, "medium", ("chain",), "beliefs"),
    Rule(
        "observers-disagree",
        "trust",
        sources.observers_disagree,
        "medium",
        ("chain",),
        "beliefs",
        {"agreement": Parameter(0.5, "share", 0, 1, whole=False)},
    ),
    Rule(
        "possible-duplicate",
        "trust",
        duplicates.possible_duplicate,
        "low",
        ("account",),
        "people/duplicates",
        {"share": Parameter(0.5, "share", 0, 1, whole=False)},
    ),
    Rule(
        "attention-bias",
        "trust",
        attention.attention_bias,
        "low",
        ("account",),
        "influence",
        {
            "people": Parameter(10, "people", 3, 1000),
            "correlation": Parameter(0.8, "share", 0, 1, whole=False),
        },
    ),
    Rule("stage-data-missing", "trust", deals.stage_data_missing, "low", ("account",), "health"),
    Rule("closed-unexplained", "trust", deals.closed_unexplained, "low", ("account",)),
)
