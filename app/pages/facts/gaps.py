"""Facts about the numbers of gaps."""

from app.pages.fact import Fact

GAP_FACTS = {
    "Gap.priority": Fact("weight", "gaps.priority.priority"),
    "Gap.influence": Fact("share", "gaps.priority.influence_held"),
    "Gap.severity": Fact("", "gaps.gaps.find_gaps"),
    "Gap.id": Fact("", "gaps.identity.gap_id"),
    "Gap.first_seen": Fact("", "gaps.remembered.memory.remembered"),
    "Gap.since": Fact("", "gaps.remembered.memory.remembered"),
    "GapAction.due": Fact("", "gaps.actions.dues.due_of"),
    "GapAction.statement": Fact("", "gaps.actions.statements.fitting_statement"),
    "GapAction.degree": Fact("", "gaps.actions.degrees.weakest_degree"),
    "GapAction.member": Fact("", "gaps.actions.owners.owner"),
    "GapCounts.total": Fact("gaps"),
    "GapCounts.muted": Fact("gaps", "gaps.remembered.memory.listed"),
    "GapCounts.hidden": Fact("gaps", "gaps.suppression.causes"),
    "GapCounts.held_back": Fact("gaps"),
    "HiddenGaps.count": Fact("gaps", "gaps.suppression.causes"),
    "PlanMove.cost": Fact("effort"),
    "SetCloseness.value": Fact("closeness"),
    "SetSupport.value": Fact("support"),
    "PlanMove.effect": Fact("of the goal", "plans.greedy.greedy"),
    **{
        f"{answer}PlanAnalysis.{field}": fact
        for answer, null in (("", "too_few_people"), ("Chain", "no_decider too_few_people"))
        for field, fact in {
            "before": Fact("of the goal", "plans.values.covered_after", null),
            "after": Fact("of the goal", "plans.values.covered_after", null),
            "effect": Fact("of the goal", "plans.greedy.greedy", null),
            "spent": Fact("effort"),
            "guarantee": Fact("share", "plans.greedy.guarantee"),
            "assumed_lines": Fact("lines", "graphs.assumed_lines.assumed_lines"),
        }.items()
    },
}
