"""Findings: what a rule sees, as data; the words for it are in `app/messages`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from analytics.gaps.remedy import Remedy
from schemas.analysis.gap_words import Severity, SubjectKind
from schemas.messages.message import Message

Number = float | str | None
"""A number of the evidence; a word where a word was compared; None: not known."""


class Subject(NamedTuple):
    """What a finding is about: a record of the account, one of us, or the account itself."""

    kind: SubjectKind
    id: str


@dataclass(frozen=True)
class Finding:
    """One thing that a rule sees.

    Attributes
    ----------
    subjects : sequence of Subject
        What it is about; with rule and chain they are its identity, so nothing belongs here that may change while the
        gap stays the same.
    message : Message
        Its sentence, with names.
    numbers : mapping
        The numbers it rests on, by name.
    records : mapping
        Ids of the records it rests on, by kind.
    severity : Severity or None
        Where it is not that of the rule.
    remedy : Remedy or None
        What would close it.
    chain : str or None
        A decision chain that makes it matter, of a rule that looks at the whole account.
    """

    subjects: Sequence[Subject]
    message: Message
    numbers: Mapping[str, Number] = field(default_factory=dict)
    records: Mapping[str, Sequence[str]] = field(default_factory=dict)
    severity: Severity | None = None
    remedy: Remedy | None = None
    chain: str | None = None


def people(*ids: str) -> tuple[Subject, ...]:
    """Return people as subjects.

    Examples
    --------
    >>> people("ada")
    (Subject(kind='person', id='ada'),)
    """
    return tuple(Subject("person", each) for each in ids)
