"""The sections of `docs/numbers.md` about gaps and plans."""

from app.pages.section import Section, of
from schemas.analysis.gaps import ChainGapsAnalysis, GapsAnalysis
from schemas.analysis.plans import ChainPlanAnalysis, PlanAnalysis

GAP_SECTIONS = (
    Section(
        "Gaps",
        "`GET /v1/accounts/{account_id}/analysis/gaps`: what is missing, which of us does what about it, through whom"
        " and by when. `GET /v1/gap-rules` explains every rule with two examples.",
        GapsAnalysis,
        functions=(
            *of("gaps.gaps", "find_gaps"),
            *of("gaps.identity", "gap_id"),
            *of("gaps.priority", "priority influence_held"),
            *of("gaps.suppression", "causes"),
            *of("gaps.profiles", "chosen_profile setting"),
            *of("gaps.remembered.memory", "remembered listed"),
            *of("gaps.remembered.states", "refreshed"),
            *of(
                "gaps.vocabulary",
                "met supportive top_decile deciders open_deals stage_place reached_usably",
            ),
            *of("gaps.actions.action", "actions_of"),
            *of("gaps.actions.owners", "owner closest_member closest_contact"),
            *of("gaps.actions.dues", "due_of"),
            *of("gaps.actions.statements", "fitting_statement"),
            *of("gaps.actions.degrees", "weakest_degree"),
        ),
    ),
    Section(
        "Gaps of a decision",
        "`GET /v1/accounts/{account_id}/chains/{chain_id}/analysis/gaps`: those of one decision chain, and those of the"
        " account about people with a stake in it.",
        ChainGapsAnalysis,
    ),
    Section(
        "Plan",
        "`POST /v1/accounts/{account_id}/analysis/plan`: the few actions that add most to coverage, or act on the gaps"
        " that matter most. Nothing is stored.",
        PlanAnalysis,
        functions=(
            *of("plans.greedy", "greedy guarantee"),
            *of("plans.candidates", "closer_moves supporting_moves gap_moves"),
            *of("plans.values", "covered_after passes_after coverage_value forecast_value gaps_value"),
        ),
    ),
    Section(
        "Plan of a decision",
        "`POST /v1/accounts/{account_id}/chains/{chain_id}/analysis/plan`: the same for one decision chain, for its"
        " forecast where no other goal is named.",
        ChainPlanAnalysis,
    ),
)
"""In the order of the page."""
