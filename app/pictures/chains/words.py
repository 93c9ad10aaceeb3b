"""Words about a chain that terminal and picture share: how it stands, what a step needs, what a voter thinks."""

from collections.abc import Iterable, Iterator
from string import ascii_lowercase

from app.messages.readable_names import ReadableNames
from app.messages.sentences import Language, Sentences
from app.messages.vocabularies import labels_of
from schemas.analysis.chains.chain import ChainOfAnswer
from schemas.analysis.chains.forecast import ForecastAnalysis, ForecastStep, ForecastVoter


class ChainWords:
    """Says in one language how a chain stands."""

    def __init__(self, language: Language) -> None:
        self.language: Language = language
        self.readable = ReadableNames(language)
        self._say = Sentences("lanes", language).say
        self._labels = labels_of(language)

    def called(self, name: str | None, title: str | None = None) -> str:
        """Return what to call somebody: by name, else by title, never by an id."""
        return self.readable(name or title or self._say("without_name"))

    def with_title(self, name: str | None, title: str | None) -> str:
        """Return a name with the title, which a placeholder's name often holds already."""
        called = self.called(name, title)
        return called if title is None or title in called else self._say("person_with_title", name=called, title=title)

    def place(self, account: str, chain: ChainOfAnswer, *, closest_first: bool = False) -> str:
        """Return which chain it is, from the account over the deal to the chain, or the other way round."""
        names = [account, self._of_deal(chain), chain.name or self._say("chain_without_name")]
        ordered = reversed(names) if closest_first else names
        return " · ".join(dict.fromkeys(name for name in ordered if name))

    def state(self, chain: ChainOfAnswer) -> str | None:
        """Return a sentence about a chain that is not in force, or whose deal is not open; None of all others."""
        if chain.opportunity_status in {"won", "lost", "shelved"}:
            return self._say("deal_closed", status=self._labels["opportunity_status"][chain.opportunity_status])
        if chain.status in {"draft", "replaced", "closed"}:
            return self._say(f"chain_{chain.status}")
        return None

    def standing(self, forecast: ForecastAnalysis) -> list[str]:
        """Return how a chain stands, in one or two sentences: what the recorded beliefs imply, or why nothing is."""
        if forecast.chain.standing != "open":
            return [self._closed(forecast)]
        voters = voters_of(forecast)
        if any(step.possible is False and step.applies == "yes" for step in forecast.steps):
            return [self._say("cannot_pass")]
        if not any(voter.known for voter in voters):
            return [self._say("nothing_known", count=len(voters)), *self._between(forecast)]
        if forecast.reasons.get("forecast") == "amount_unknown":
            return [self._hanging(forecast), *self._between(forecast)]
        if forecast.forecast is None:
            share = chance(forecast.known_share or 0)
            return [self._say("mostly_unknown", share=share), *self._between(forecast)]
        implied = self._say("implied", chance=chance(forecast.forecast), baseline=chance(forecast.baseline or 0))
        unknown = not all(voter.known for voter in voters)
        return [implied, *(self._between(forecast) if unknown else [])]

    def sentence(self, forecast: ForecastAnalysis) -> str:
        """Return how a chain stands, in one line, with what is particular about it."""
        parts = [self.state(forecast.chain), *self.standing(forecast)]
        return Sentences("access", self.language).say("gap").join(filter(None, parts))

    @property
    def meaning(self) -> str:
        """Return what the numbers are, so that nobody takes them for something else."""
        return self._say("meaning")

    def rule(self, step: ForecastStep) -> str:
        """Return what an open step needs in order to pass, with the numbers; how a decided one was decided."""
        outcome = self._labels["step_outcome"][step.outcome]
        if step.applies == "no":
            return self._say("step_not_needed", amount=_amount(step))
        if step.outcome not in {"open", "reopened"}:
            return outcome
        parts = [outcome] if step.outcome == "reopened" else []
        if step.applies != "yes":
            parts.append(self._say("step_perhaps_needed", amount=_amount(step)))
        return " · ".join([*parts, self._needs(step)])

    def _needs(self, step: ForecastStep) -> str:
        if not step.voters:
            return self._say("step_without_voters")
        count, total, needed = len(step.voters), total_of(step), step.needed or 0
        if step.possible is False:
            return self._say("step_impossible", needed=needed, total=total)
        if step.rule in {"majority", "threshold"} and total == count:
            return self._say("rule_count", needed=needed, total=total)
        return self._say(f"rule_{step.rule or 'any'}", count=count, total=total, needed=needed)

    def support(self, support: float | None) -> str:
        """Return what a voter is believed to think, as a word."""
        return self._labels["support"]["unknown" if support is None else str(round(support))]

    def _of_deal(self, chain: ChainOfAnswer) -> str | None:
        """Return the name of the deal, unless that of the chain begins with it."""
        deal = chain.opportunity_name
        return None if deal and (chain.name or "").startswith(deal) else deal

    def _hanging(self, forecast: ForecastAnalysis) -> str:
        """Return what is implied with and without the steps of which nobody knows whether the amount asks for them."""
        names = {step.id: self.step_name(step) for step in forecast.steps}
        steps = tuple(names[step] for step in forecast.chain.uncertain_steps)
        needed, spared = map(chance, forecast.forecast_range or (0.0, 0.0))
        return self._say("hangs_on_amount", steps=steps, needed=needed, spared=spared)

    def _between(self, forecast: ForecastAnalysis) -> list[str]:
        if forecast.bounds is None:
            return []
        low, high = map(chance, forecast.bounds)
        if forecast.chain.uncertain_steps:
            return [self._say("between_amounts", low=low, high=high)]
        return [self._say("between", low=low, high=high)]

    def _closed(self, forecast: ForecastAnalysis) -> str:
        if forecast.chain.standing != "no_decider":
            return self._say(f"standing_{forecast.chain.standing}")
        if not forecast.steps:
            return self._say("no_steps")
        if all(step.applies == "no" for step in forecast.steps):
            return self._say("no_step_needed")
        if not voters_of(forecast):
            return self._say("no_voters")
        open_ones = [step for step in forecast.steps if step.outcome in {"open", "reopened"} and not step.voters]
        lacking = [step for step in open_ones if step.applies != "no"]
        return self._say("nobody_decides", steps=tuple(self.step_name(step) for step in lacking))

    def step_name(self, step: ForecastStep) -> str:
        """Return what to call a step."""
        return step.name or self._say("step_without_name", order=step.order)


def step_numbers(steps: Iterable[ForecastStep]) -> dict[str, str]:
    """Return what steps are numbered by, in their order: by this, and by a letter each where several share it.

    Returns
    -------
    dict
        Id -> ``1``, ``2a``, ``2b``, ``3``; beyond 26 of one order numbers go on for letters.
    """
    together: dict[int, list[str]] = {}
    for step in steps:
        together.setdefault(step.order, []).append(step.id)
    letters = [*ascii_lowercase]
    return {
        step: str(order) if len(ids) == 1 else f"{order}{letters[place] if place < len(letters) else f'.{place + 1}'}"
        for order, ids in together.items()
        for place, step in enumerate(ids)
    }


def _amount(step: ForecastStep) -> str:
    """Return the amount from which a step is needed, in whole units where it has no others."""
    limit = step.only_above
    if limit is None:
        return ""
    return (
        f"{limit.value:,.0f} {limit.currency}" if limit.value.is_integer() else f"{limit.value:,.2f} {limit.currency}"
    )


def chance(share: float) -> str:
    """Return a probability in whole percents; what is not certain is not shown as if it were.

    Examples
    --------
    >>> chance(0.0549), chance(1e-14), chance(0.9999), chance(1.0), chance(0.0)
    ('5%', '<1%', '>99%', '100%', '0%')
    """
    if share == 0 or round(share, 12) == 1:
        return f"{share:.0%}"
    return "<1%" if share < 0.005 else ">99%" if share >= 0.995 else f"{share:.0%}"


def signed(support: float) -> str:
    """Return a support from -2 to 2 with its sign.

    Examples
    --------
    >>> signed(0.555), signed(-1.0), signed(-0.001)
    ('+0.6', '-1.0', '0.0')
    """
    shown = f"{support:+.1f}"
    return "0.0" if shown in {"+0.0", "-0.0"} else shown


def voters_of(forecast: ForecastAnalysis) -> list[ForecastVoter]:
    """Return everybody who votes on an open step once, the largest swing first, then in order of id."""
    found = {voter.person: voter for voter in _votes(forecast)}
    return sorted(found.values(), key=lambda voter: (-round(voter.swing, 9), voter.person))


def total_of(step: ForecastStep) -> int:
    """Return what the yeses of a step count together when everybody says yes."""
    return sum(voter.counts for voter in step.voters)


def _votes(forecast: ForecastAnalysis) -> Iterator[ForecastVoter]:
    for step in forecast.steps:
        yield from step.voters
