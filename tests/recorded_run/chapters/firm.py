"""The account that the script writes to, and a record of every kind that can be written there."""

from typing import Any, NamedTuple

Json = dict[str, Any]

FIRM = "rec-firm"
"""An account of the script's own: the samples are read and stay as they are until the last chapters."""

SINCE = "2024-03-01T00:00:00Z"


def entry(kind: str, record_id: str | None, /, **data: Any) -> Json:
    """Return an item of a batch, valid since a fixed day."""
    return {"kind": kind, "data": data, "effective_at": SINCE} | ({"id": record_id} if record_id else {})


BOOK_ITEMS = (
    entry("account", FIRM, name="Brightwater Filters 清源", tier="B", timezone="Europe/London"),
    entry("account", "rec-other", name="Ashdown Valves"),
    entry("account", "rec-third", name="Third & Sons"),
    entry("team_member", "rec-li", name="李娜 Li Na", function="sales"),
    entry("team_member", "rec-max", name="Max Orme", function="presales"),
    entry("team_member", "rec-zoe", name="Zoë Émile", function="support"),
    entry("competitor", "rec-contoso", name="Contoso Pumps"),
    entry("competitor", "rec-fabrikam", name="Fabrikam"),
)
"""What the account needs in the book."""

FIRM_ITEMS = (
    entry("department", "sales", name="Sales"),
    entry("department", "field", name="Field sales", part_of="sales"),
    entry("department", "plant", name="Plant 工厂", function="operations", expected_headcount=30),
    *(entry("person", name, name=f"{name.title()} 陈", title="Buyer") for name in ("ada", "bo", "cy", "di", "eve")),
    entry("membership", None, person="ada", department="sales"),
    entry("reporting_line", None, person="ada", manager="bo"),
    entry("reporting_line", None, person="cy", manager="bo"),
    entry("influence", None, source="cy", target="ada", strength=0.6),
    entry("influence", None, source="di", target="bo", strength=0.8, confidence=0.5),
    entry("opportunity", "deal", name="Filter line", amount=1200000.0, currency="EUR"),
    entry("chain", "formal", opportunity="deal", name="Formal tender"),
    entry("step", "budget", chain="formal", order=1, name="Budget release", kind="budget"),
    entry("stake", None, person="bo", chain="formal", roles=["approver"], weight=2),
    entry("interaction", "visit", at="2024-05-01T08:00:00Z", people=["ada"], members=["rec-li"], channel="visit"),
)
"""What it holds before anything is tried."""


class Kind(NamedTuple):
    """How records of one kind are written.

    Attributes
    ----------
    place : str
        URL of their list; `under_the_firm` where they belong to the account.
    first, second : dict
        Two records that can be there at the same time.
    change : dict
        Fields that may change under one id.
    wrong : dict
        A value of a wrong type.
    unknown : dict
        A reference to what is not there, or a value out of range.
    """

    kind: str
    place: str
    first: Json
    second: Json
    change: Json
    wrong: Json
    unknown: Json


def _of_book(kind: str, path: str, *parts: Json) -> Kind:
    return Kind(kind, f"/v1/{path}", *parts)


def _of_firm(kind: str, path: str, *parts: Json) -> Kind:
    return Kind(kind, f"/v1/accounts/{FIRM}/{path}", *parts)


_AT = "2024-06-30T02:00:00Z"
_LI, _ADA = {"kind": "team_member", "id": "rec-li"}, {"kind": "person", "id": "ada"}
_SURE = {"confidence": 0.4}
_UNSURE = {"confidence": 1.5}
_WORD = {"confidence": "much"}
_TEXT = {"name": 7}


def _edge(first: Json, second: Json, unknown: Json) -> tuple[Json, ...]:
    return first, second, _SURE, _WORD, {**first, **unknown}


BOOK_KINDS = (
    _of_book(
        "account", "accounts", {"name": "Nordwind 北风"}, {"name": "Südwind", "tier": "A"}, {"kind": "prospect"}, _TEXT,
        {"name": "Lost", "parent": {"account": "nobody-here", "relation": "subsidiary"}},
    ),
    _of_book(
        "setting", "settings", {"account": FIRM, "voice": 0.2}, {"account": "rec-other", "voice": 0.3},
        {"missing_strength": 0.25}, {"voice": "loud"}, {"account": "rec-third", "voice": 44},
    ),
    _of_book(
        "field", "fields",
        {"record_kind": "person", "key": "rec_shift", "type": "choice", "values": ["day", "night"]},
        {"record_kind": "account", "key": "rec_code", "type": "text"},
        {"name": "Shift 班次"}, {"values": "day"}, {"record_kind": "planet", "key": "rec_x", "type": "text"},
    ),
    _of_book(
        "stage_model", "stage-models", {"name": "New business"}, {"name": "Renewal 续约"},
        {"opportunity_type": "renewal"}, _TEXT,
        {"name": "Twice", "stages": [{"key": "a", "name": "A", "order": 1}, {"key": "a", "name": "B", "order": 2}]},
    ),
    _of_book(
        "template", "templates", {"name": "Machinery"}, {"name": "Software 软件"}, {"segment": "manufacturing"}, _TEXT,
        {"name": "Odd", "cells": [{"expected": -1, "function": "procurement", "seniority": "director"}]},
    ),
    _of_book(
        "team_member", "team-members", {"name": "Ingrid Ash"}, {"name": "王磊", "function": "support"},
        {"function": "sales"}, _TEXT, {"name": "Odd", "function": "wizardry"},
    ),
    _of_book(
        "competitor", "competitors", {"name": "Litware"}, {"name": "云泵"}, {"name": "Litware Ltd"}, _TEXT,
        {"name": ""},
    ),
    _of_book(
        "team_reporting_line", "team-reporting-lines",
        *_edge({"member": "rec-max", "manager": "rec-li"}, {"member": "rec-zoe", "manager": "rec-li"},
               {"manager": "nobody"}),
    ),
    _of_book(
        "account_tie", "account-ties",
        *_edge({"account": FIRM, "other": "rec-other", "relation": "supplier"},
               {"account": "rec-other", "other": "rec-third", "relation": "supplier"}, {"other": "nobody-here"}),
    ),
)  # fmt: skip
"""Every kind that belongs to no account, and accounts themselves."""

FIRM_KINDS = (
    _of_firm(
        "department", "departments", {"name": "采购部 Procurement"}, {"name": "Legal", "part_of": "sales"},
        {"function": "procurement"}, _TEXT, {"name": "Lost", "part_of": "nowhere"},
    ),
    _of_firm(
        "person", "people", {"name": "张伟 Zhang Wei", "mails": ["wei@example.com"]}, {"name": "O'Brien \"x\" `y`"},
        {"title": "Head of Procurement"}, {"mails": "wei@example.com"}, {"name": "Odd", "seniority": "emperor"},
    ),
    _of_firm(
        "opportunity", "opportunities", {"name": "Pump renewal"}, {"name": "泵站", "competitors": ["rec-contoso"]},
        {"status": "won"}, {"amount": "much"}, {"name": "Odd", "competitors": ["nobody"]},
    ),
    _of_firm(
        "control_point", "control-points", {"opportunity": "deal", "key": "award_method"},
        {"opportunity": "deal", "key": "award_rule"}, {"status": "ours"}, {"status": 3},
        {"opportunity": "nothing", "key": "award_method"},
    ),
    _of_firm(
        "chain", "chains", {"opportunity": "deal", "name": "Informal"}, {"opportunity": "deal", "name": "非正式"},
        {"version": 2}, {"version": "two"}, {"opportunity": "nothing", "name": "Lost"},
    ),
    _of_firm(
        "step", "steps", {"chain": "formal", "order": 2, "name": "Award"},
        {"chain": "formal", "order": 3, "name": "签约"}, {"kind": "need"}, {"order": "first"},
        {"chain": "nothing", "order": 1, "name": "Lost"},
    ),
    _of_firm(
        "interaction", "interactions",
        {"at": _AT, "people": ["ada", "bo"], "members": ["rec-li"], "channel": "meeting"},
        {"at": "2024-07-01T02:00:00+08:00", "people": ["cy"], "channel": "mail"}, {"initiator": "theirs"},
        {"depth": "deep"}, {"at": _AT, "people": ["nobody"], "channel": "meeting"},
    ),
    _of_firm(
        "assessment", "assessments",
        {"person": "ada", "attribute": "support", "value": 1, "observed_at": _AT, "assessor": _LI},
        {"person": "bo", "attribute": "support", "value": -1, "observed_at": _AT},
        {"function": "presales"}, {"value": []},
        {"person": "ada", "attribute": "support", "value": 77, "observed_at": _AT},
    ),
    _of_firm(
        "closeness_note", "closeness-notes", {"person": "ada", "score": 62.0, "system": "introhive", "at": _AT},
        {"person": "bo", "score": 10, "system": "introhive", "at": _AT, "member": "rec-li"}, {"score": 63.0},
        {"score": "close"}, {"person": "ada", "score": 101, "system": "introhive", "at": _AT},
    ),
    _of_firm(
        "value_statement", "value-statements", {"opportunity": "deal", "text": "You halve the standstills."},
        {"opportunity": "deal", "text": "停机减半。", "aimed_at": ["ada"]}, {"text": "You avoid the standstills."},
        {"text": 1}, {"opportunity": "deal", "text": "Lost", "aimed_at": ["nobody"]},
    ),
    _of_firm(
        "membership", "memberships",
        *_edge({"person": "bo", "department": "sales"}, {"person": "cy", "department": "plant"},
               {"department": "nowhere"}),
    ),
    _of_firm(
        "reporting_line", "reporting-lines",
        *_edge({"person": "di", "manager": "ada"}, {"person": "eve", "manager": "ada", "line": "dotted"},
               {"manager": "di"}),
    ),
    _of_firm(
        "influence", "influences",
        *_edge({"source": "ada", "target": "bo"}, {"source": "eve", "target": "bo", "strength": 0.3},
               {"target": "ada"}),
    ),
    _of_firm("conflict", "conflicts", *_edge({"people": ["ada", "cy"]}, {"people": ["bo", "di"]}, {"people": ["ada"]})),
    _of_firm(
        "alliance", "alliances", *_edge({"people": ["ada", "cy"]}, {"people": ["eve", "di"]}, {"people": ["ada", "x"]})
    ),
    _of_firm(
        "department_relation", "department-relations",
        *_edge({"source": "sales", "target": "plant"}, {"source": "plant", "target": "field", "kind": "supplies"},
               {"target": "nowhere"}),
    ),
    _of_firm(
        "stake", "stakes",
        *_edge({"person": "ada", "chain": "formal"}, {"person": "cy", "chain": "formal", "roles": ["user"]},
               {"chain": "nothing"}),
    ),
    _of_firm(
        "coverage", "coverages",
        *_edge({"member": "rec-li", "target": _ADA, "duty": "owner"},
               {"member": "rec-max", "target": {"kind": "department", "id": "plant"}, "duty": "support"},
               {"target": {"kind": "person", "id": "nobody"}}),
    ),
    _of_firm(
        "competitor_tie", "competitor-ties",
        *_edge({"competitor": "rec-contoso", "person": "ada"}, {"competitor": "rec-fabrikam", "person": "bo"},
               {"person": "nobody"}),
    ),
)  # fmt: skip
"""Every kind that belongs to an account."""
