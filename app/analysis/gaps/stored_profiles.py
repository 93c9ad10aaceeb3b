"""Stored profiles of gap rules as rules take them, and the one that is asked for."""

from collections.abc import Mapping, Sequence
from typing import Any

from analytics.gaps.profiles import BUILT_IN, Choice, Profile, Where, Whose
from schemas.errors import InvalidInput
from schemas.gap_rules.registry import FACTS_BY_ID
from schemas.messages.message import Message

NAMED = 20
"""How many profiles a refusal names."""


def asked_profile(asked: str | None, stored: Sequence[Profile]) -> Profile | None:
    """Return the profile of a name or id; None where none was asked for: the account's own holds.

    Raises
    ------
    InvalidInput
        When there is no such profile at the moment asked about; the sentence says which there are.

    Examples
    --------
    >>> asked_profile("light", ()).most is None, asked_profile(None, ()) is None
    (True, True)
    """
    if asked is None:
        return None
    known = {**BUILT_IN, **{each.id: each for each in stored}}
    if asked not in known:
        raise InvalidInput.at("?profile", Message("rule_profiles.absent", id=asked, known=list(known)[:NAMED]))
    return known[asked]


def stored_profile(record: Mapping[str, Any]) -> Profile:
    """Return a stored profile as rules take it; what it says of rules and parameters that are gone counts for nothing.

    Examples
    --------
    >>> choice = {"rule": "cooling", "parameters": {"days": 10.0, "weeks": 2}, "tier": "A"}
    >>> profile = stored_profile({"id": "p1", "on": True, "choices": [choice, {"rule": "gone", "on": False}]})
    >>> [(each.rule, each.parameters, each.where.tier) for each in profile.choices]
    [('cooling', {'days': 10}, 'A')]
    """
    return Profile(
        record["id"],
        on=record.get("on") is not False,
        choices=tuple(_choice(each) for each in record.get("choices") or () if each["rule"] in FACTS_BY_ID),
        most=record.get("most"),
        name=record.get("name"),
        whose=Whose(record.get("account"), record.get("segment"), record.get("tier")),
    )


def _choice(said: Mapping[str, Any]) -> Choice:
    known = FACTS_BY_ID[said["rule"]].parameters
    parameters = {
        name: int(value) if known[name].whole else value
        for name, value in (said.get("parameters") or {}).items()
        if name in known
    }
    where = Where(said.get("tier"), said.get("deal_class"), said.get("stage"), said.get("younger_than_days"))
    return Choice(said["rule"], said.get("on"), said.get("severity"), parameters, where)
