"""Who says what we believe of those who decide: one function, only the seller, or several who do not agree."""

from collections.abc import Collection, Iterator, Mapping

from analytics.gaps.context import GapContext
from analytics.gaps.finding import Finding, Subject, people
from analytics.gaps.remedy import Remedy
from analytics.inputs.beliefs import Belief
from analytics.inputs.words import Word
from schemas.messages.message import Message

ATTRIBUTES = ("support", "political_status")


def single_source(context: GapContext) -> Iterator[Finding]:
    """Find those who decide the chain, all words on whose support and political status come from one function.

    Where the function of a word is not known, it may be another one: then it says nothing.
    """
    found: dict[str, list[Belief]] = {}
    for person in sorted(context.deciders):
        beliefs = [belief for each in ATTRIBUTES if (belief := context.belief(person, each))]
        functions = {word.assessment.function for belief in beliefs for word in belief.words}
        if len(functions) == 1 and functions.isdisjoint({None, "unknown"}):
            found[person] = beliefs
    if found and context.chain:
        chain, names = context.chain_name, _names(context, found)
        said = Message("gaps_trust.single_source", count=len(found), chain=chain, people=names)
        yield _about_chain(context, said, found, ATTRIBUTES)


def self_reported_only(context: GapContext) -> Iterator[Finding]:
    """Find those who decide the chain of whose support only the owner of the account or of the deal has spoken."""
    owners = _owners(context)
    found: dict[str, list[Belief]] = {}
    for person in sorted(context.deciders):
        belief = context.belief(person, "support")
        if belief and all(_member(word) in owners for word in belief.words):
            found[person] = [belief]
    if found and context.chain:
        chain, names = context.chain_name, _names(context, found)
        said = Message("gaps_trust.self_reported_only", count=len(found), chain=chain, people=names)
        yield _about_chain(context, said, found, ("support",))


def observers_disagree(context: GapContext, agreement: float) -> Iterator[Finding]:
    """Find those who decide the chain, on whose support two or more observers agree too little.

    Parameters
    ----------
    agreement : float
        From 0 to 1, as `consensus` gives it.
    """
    for person in sorted(context.deciders):
        belief = context.belief(person, "support")
        if belief is None or belief.agreement >= agreement:
            continue
        observers = {_observer(word) for word in belief.words}
        if len(observers) > 1:
            yield Finding(
                people(person),
                Message("gaps_trust.observers_disagree", person=context.name.person(person), count=len(observers)),
                numbers={"agreement": belief.agreement, "observers": len(observers)},
                records={"assessment": _ids([belief])},
                remedy=Remedy("ask", person, attributes=("support",)),
            )


def _owners(context: GapContext) -> frozenset[str]:
    targets = {("account", context.account.account_id)}
    targets |= {("opportunity", context.chain.opportunity)} if context.chain else set()
    return frozenset(
        each.member
        for each in context.account.coverages
        if each.duty == "owner" and (each.target_kind, each.target_id) in targets
    )


def _member(word: Word) -> str | None:
    """Return which of us said a word; None where it was one of them, or nobody knows who."""
    return word.assessment.assessor_id if word.assessment.assessor_kind == "team_member" else None


def _observer(word: Word) -> object:
    """Return who said a word; words of nobody known are of different people."""
    said = word.assessment
    return (said.assessor_kind, said.assessor_id) if said.assessor_id else said.id


def _names(context: GapContext, found: Collection[str]) -> list[str | Message]:
    return [context.name.person(person) for person in found]


def _ids(beliefs: Collection[Belief]) -> list[str]:
    return sorted(word.assessment.id for belief in beliefs for word in belief.words)


def _about_chain(
    context: GapContext, said: Message, found: Mapping[str, list[Belief]], attributes: tuple[str, ...]
) -> Finding:
    """Return one finding about all people of a chain: one for each would flood the list."""
    assert context.chain is not None  # noqa: S101 - for the type checker: the rules look at chains only
    influence = context.numbers.influence
    first = min(found, key=lambda person: (-influence[person], person))
    return Finding(
        (Subject("chain", context.chain.id),),
        said,
        numbers={"people": len(found)},
        records={"person": list(found), "assessment": sorted({each for one in found.values() for each in _ids(one)})},
        remedy=Remedy("ask", first, attributes=attributes),
    )
