"""Actions as messages: who does what by when, what to say, and what is weakest so far."""

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

from analytics.access.access import AccessPath
from analytics.gaps.actions.action import MEETINGS, Action
from analytics.gaps.actions.dues import Due
from analytics.gaps.context import GapContext
from analytics.gaps.gap import Gap
from analytics.gaps.remedy import Remedy
from schemas.messages.message import Message, Parameter

Say = Callable[[Message], str]
"""Puts a message into words."""

BETWEEN = Message("gap_actions.gap")
"""What stands between two sentences."""

WEAKEST = {
    "frequency": Message("gap_actions.weakest_frequency"),
    "expertise": Message("gap_actions.weakest_expertise"),
    "depth": Message("gap_actions.weakest_depth"),
}


def spoken(whole: GapContext, gap: Gap, action: Action, say: Say) -> str:
    """Return the action of a gap of an account in words.

    Parameters
    ----------
    whole : GapContext
        Of the account, whatever chain the gap is about.
    """
    return joined(sentences_of(whole, gap, action), say)


def sentences_of(whole: GapContext, gap: Gap, action: Action) -> tuple[Message, ...]:
    """Return the action of a gap of an account, the most important first; each is a sentence."""
    scope, remedy = whole.chains.get(gap.chain or "", whole), gap.finding.remedy
    return tuple(said(scope, remedy, action)) if remedy else ()


def joined(messages: Iterable[Message], say: Say) -> str:
    """Return sentences one after the other, as a language joins them."""
    texts = [say(message) for message in messages]
    return texts[0] if len(texts) == 1 else say(BETWEEN).join(texts)


def said(context: GapContext, remedy: Remedy, action: Action) -> Iterator[Message]:
    """Yield an action in words, the most important first.

    Parameters
    ----------
    context : GapContext
        Of the chain that the gap is about, else of the account.
    """
    member, way = action.member, action.way
    who: Parameter = context.name.member(member) if member else Message("gap_actions.one_of_us")
    when = _when(action.due)
    if remedy.kind == "renew" and remedy.person and not way:
        yield Message("gap_actions.renew", member=who, person=context.name.bare(remedy.person), when=when)
    elif remedy.kind == "deepen" and remedy.person and action.member:
        yield Message("gap_actions.meet", member=who, person=context.name.bare(remedy.person), when=when)
    elif remedy.kind in MEETINGS and remedy.person:
        yield _meeting(context, remedy.person, who, way, when)
    elif remedy.kind == "introduce" and remedy.person and remedy.target:
        person, target = context.name.bare(remedy.person), context.name.person(remedy.target)
        yield Message("gap_actions.introduce", member=who, person=person, target=target, when=when)
    else:
        yield _task(context, remedy, who, when) or _inquiry(context, remedy, who, action, when)
    if action.statement and action.statement.text:
        yield Message("gap_actions.talk", text=action.statement.text)
    if action.degree:
        yield WEAKEST[action.degree]


def _meeting(context: GapContext, person: str, who: Parameter, way: AccessPath | None, when: Message) -> Message:
    whom = context.name.bare(person)
    if way is None:
        return Message("gap_actions.find_a_way", member=who, person=whom, when=when)
    between = [context.name.person(node.id) for node in way.nodes[1:-1]]
    if not between:
        return Message("gap_actions.meet", member=who, person=whom, when=when)
    if len(between) == 1:
        return Message("gap_actions.be_introduced", member=who, first=between[0], person=whom, when=when)
    first, *others = between
    return Message("gap_actions.be_passed_on", member=who, first=first, others=others, person=whom, when=when)


def _task(context: GapContext, remedy: Remedy, who: Parameter, when: Message) -> Message | None:
    """Return what somebody does whom no way must be found for; None for what is to be found out."""
    if remedy.kind == "correct":
        return Message("gap_actions.correct", member=who, when=when)
    if remedy.kind == "name_sponsor":
        return Message("gap_actions.name_sponsor", member=who, when=when)
    if remedy.kind == "assign":
        return Message("gap_actions.assign", member=who, when=when)
    if remedy.kind == "finish":
        return Message("gap_actions.finish", member=who, when=when)
    if remedy.kind == "record" and remedy.opportunity:
        return Message("gap_actions.record", member=who, deal=context.name.deal(remedy.opportunity), when=when)
    return _visit(context.name.bare(remedy.person), remedy, who, when) if remedy.person else None


def _visit(person: str, remedy: Remedy, who: Parameter, when: Message) -> Message | None:
    if remedy.kind == "answer":
        return Message("gap_actions.answer", member=who, person=person, when=when)
    if remedy.kind == "invite":
        return Message("gap_actions.invite", member=who, person=person, when=when)
    if remedy.kind == "share":
        return Message("gap_actions.share", member=who, person=person, when=when)
    if remedy.kind == "bring_senior":
        return Message("gap_actions.bring_senior", member=who, person=person, when=when)
    return None


def _inquiry(context: GapContext, remedy: Remedy, who: Parameter, action: Action, when: Message) -> Message:
    asked, way = action.person, action.way
    if remedy.kind == "ask":
        asked = way.nodes[1].id if way and len(way.nodes) > 2 else None
    elif remedy.kind in {"another_way", "mediate"}:
        asked = None
    question = _question(context, remedy) or _question_about_a_deal(context, remedy)
    if asked is None:
        return Message("gap_actions.find_out", member=who, question=question, when=when)
    person = context.name.person(asked)
    return Message("gap_actions.inquire", member=who, person=person, question=question, when=when)


def _question(context: GapContext, remedy: Remedy) -> Message | None:
    """Return what is to be found out about people or a step; None for what is about a deal."""
    step, name = remedy.step and context.name.step(remedy.step), context.name.bare
    if remedy.kind == "ask" and remedy.person:
        return _about(name(remedy.person), remedy.attributes)
    if remedy.kind == "find_power":
        return Message("gap_actions.whose_word_counts")
    if remedy.kind == "another_way" and remedy.person:
        return Message("gap_actions.who_else_opens", person=name(remedy.person))
    if remedy.kind == "mediate" and remedy.person and remedy.target:
        return Message("gap_actions.whom_both_hear", person=name(remedy.person), target=name(remedy.target))
    if remedy.kind == "name_voter" and step:
        return Message("gap_actions.who_takes_the_step", step=step)
    return Message("gap_actions.how_the_step_stands", step=step) if remedy.kind == "follow_step" and step else None


def _question_about_a_deal(context: GapContext, remedy: Remedy) -> Message:
    deal = remedy.opportunity or (context.deal.id if context.deal else None)
    if deal is None:
        return Message("gap_actions.who_matters")
    if remedy.kind == "draw_chain":
        return Message("gap_actions.who_decides", deal=context.name.deal(deal))
    if remedy.kind == "ask_process":
        return Message("gap_actions.how_it_is_awarded", deal=context.name.deal(deal))
    return Message("gap_actions.who_has_a_say", deal=context.name.deal(deal))


def _about(person: Parameter, attributes: tuple[str, ...]) -> Message:
    if attributes == ("support",):
        return Message("gap_actions.where_they_stand", person=person)
    if attributes == ("political_status",):
        return Message("gap_actions.how_much_say", person=person)
    return Message("gap_actions.where_they_stand_and_how_much_say", person=person)


def _when(due: Due) -> Message:
    if due.by == "step":
        return Message("gap_actions.before_step", step=due.name, day=due.day)
    if due.by == "deal":
        return Message("gap_actions.before_close", deal=due.name, day=due.day)
    return _by_day(due.day)


@lru_cache(maxsize=4096)
def _by_day(day: str) -> Message:
    return Message("gap_actions.by_day", day=day)
