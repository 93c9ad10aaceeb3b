"""The answer of ``chains/{chain}/analysis/power``."""

from analytics.answers.chains.chain import chain_provenance, named
from analytics.chains.power import Power
from analytics.context import Context
from analytics.ranking import DIGITS
from schemas.analysis.chains.power import PowerAnalysis, PowerVoter


def power_analysis(context: Context) -> PowerAnalysis:
    """Return how much the vote of everybody on the chain in scope counts."""
    found = context.power
    if found is None:
        nothing = dict.fromkeys(("method", "standard_error", "voters"), "no_decider")
        return PowerAnalysis.model_validate({**chain_provenance(context), **dict.fromkeys(nothing), "reasons": nothing})
    ranked = sorted(found.banzhaf, key=lambda voter: (-round(context.swing[voter].value, DIGITS), voter))
    return PowerAnalysis(
        **chain_provenance(context),
        voters=tuple(_voter(context, found, voter) for voter in ranked),
        method=found.method,
        standard_error=found.error,
        reasons={},
    )


def _voter(context: Context, found: Power, voter: str) -> PowerVoter:
    return PowerVoter(
        **named(context, voter),
        swing=context.swing[voter].value,
        banzhaf=found.banzhaf[voter],
        shapley_shubik=found.shapley_shubik[voter],
        value_of_knowing=context.value_of_knowing[voter].value,
    )
