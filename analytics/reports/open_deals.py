"""The open deals of an account, as whoever goes to a meeting wants them in a line each."""

from analytics.answers.provenance import reasons_of
from analytics.gaps.context import GapContext
from schemas.instants import LAST_INSTANT
from schemas.reports.lists import OpenDeal
from schemas.rows.deals import OpportunityNode, StepNode
from schemas.vocabularies import NullReason

AS_RECORDED = ("name", "stage", "amount", "currency", "closes")
"""Fields of a deal that are shown as they are."""


def open_deals(context: GapContext) -> tuple[OpenDeal, ...]:
    """Return the open deals of an account, the next to be decided first, those without a date last, then by id.

    Examples
    --------
    >>> from analytics.context import Context
    >>> from schemas.rows.account_graph import AccountGraph
    >>> from schemas.settings.analysis_settings import AnalysisSettings
    >>> open_deals(GapContext(Context(AccountGraph("a1", "", "", 1), AnalysisSettings())))
    ()
    """
    deals = sorted(context.open_deals, key=lambda deal: (deal.closes or LAST_INSTANT, deal.id))
    return tuple(_open_deal(context, deal) for deal in deals)


def _open_deal(context: GapContext, deal: OpportunityNode) -> OpenDeal:
    chain = context.chain_in_force(deal)
    scope = context.chains.get(chain) if chain else None
    chance = scope.numbers.forecast.chance if scope else None
    forecast = None if chance is None else chance.value
    step = _next_step(scope) if scope else None
    return OpenDeal(
        opportunity=deal.id,
        **{name: getattr(deal, name) for name in AS_RECORDED},
        chain=chain,
        chain_name=context.name.of("chain", chain) if chain else None,
        steps_open=len(scope.open_steps) if scope else None,
        next_step=step.name if step else None,
        next_due=step.due if step else None,
        forecast=forecast,
        reasons=reasons_of(
            {"steps_open": scope and len(scope.open_steps), "forecast": forecast},
            {"steps_open": "no_decider", "forecast": _why_no_forecast(scope)},
        ),
    )


def _next_step(scope: GapContext) -> StepNode | None:
    return next((scope.steps[step.id] for step in scope.open_steps), None)


def _why_no_forecast(scope: GapContext | None) -> NullReason:
    if scope is None or scope.numbers.decision.state == "no_decider":
        return "no_decider"
    return scope.numbers.forecast.reason or "mostly_unknown"
