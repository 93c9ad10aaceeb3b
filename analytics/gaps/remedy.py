"""Remedies: what would close a gap, as data; `analytics.gaps.actions` works out who does it, through whom, by when."""

from typing import NamedTuple

from schemas.analysis.gap_words import RemedyKind


class Remedy(NamedTuple):
    """What would close a gap.

    Attributes
    ----------
    kind : RemedyKind
        ``meet`` a person; ``renew`` a contact with one whom we met; ``ask`` how a person stands (``attributes``);
        ``name_people`` who are missing; ``find_power``: who is a key player; ``draw_chain``: who decides a deal;
        ``name_voter`` of a step; ``introduce``: let one person bring us to another (``target``); ``correct`` what is
        recorded; ``deepen`` a relationship that is there; ``answer`` somebody who waits; ``invite`` somebody to take
        the next step; ``share`` a relationship with a colleague; ``bring_senior``: take somebody of ours along who is
        at eye level; ``name_sponsor`` of the account; ``assign`` people to one of us; ``record`` where a deal stands;
        ``finish`` what was taken on; find ``another_way`` to a person; ``mediate``: find whom a person and another
        (``target``) listen to; ``follow_step``: how it stands; ``ask_process``: how a deal will be awarded.
    person : str or None
        Whom it is about. Where nobody is named, the person of the deal, else of the account, whom we know best is
        spoken to.
    member : str or None
        Which of us it is for; None: whoever is closest or responsible.
    """

    kind: RemedyKind
    person: str | None = None
    target: str | None = None
    step: str | None = None
    opportunity: str | None = None
    attributes: tuple[str, ...] = ()
    member: str | None = None
