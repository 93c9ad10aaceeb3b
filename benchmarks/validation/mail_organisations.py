"""Organisations of which only mails are known: who moves whom is inferred from how many there are.

Whoever is written to moves who writes: one writes to those on whose answer one depends, as one asks for advice. The
other reading, that a mail is what moves, is ``sender_moves``. Both are taken, for nobody knows beforehand.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from benchmarks.validation.organisations import Move, Organisation, Row, account_of, moved_by, read_rows
from schemas.rows.contacts import InteractionNode, MemberNode

HALF = 10
"""So many mails make a strength of one half, twice as many three quarters."""

TITLES = ("Mng Dir", "VP", "Dir", "Mgr")
"""How the four upper levels of Enron's titles begin, the highest first; all others are one level below."""

Mail = tuple[str, str, str]
"""From, to, at."""


class Mailing(NamedTuple):
    """An organisation of which the mails are known: how it is called, ranks of some people, mails by (from, to)."""

    key: str
    title: str
    rank: str
    ranks: Mapping[str, float]
    counts: Mapping[tuple[str, str], float]


def mailed(mailing: Mailing, *, sender_moves: bool) -> Organisation:
    """Return the organisation of the people who mailed; mails are counted in the direction of the reading."""
    counts = mailing.counts
    by_move = {pair if sender_moves else pair[::-1]: mails for pair, mails in counts.items()}
    moves: list[Move] = [(*pair, _strength(mails)) for pair, mails in by_move.items()]
    people = {person for pair in counts for person in pair}
    mails_of = dict.fromkeys(people, 0.0)
    for (source, _), mails in by_move.items():
        mails_of[source] += mails
    present = {person: level for person, level in mailing.ranks.items() if person in people}
    baselines = {"people": moved_by(people, moves), "mails": mails_of}
    who = "sender" if sender_moves else "receiver"
    key, title = f"{mailing.key}_{who}", f"{mailing.title}, {who} moves"
    return Organisation(key, title, account_of(people, moves), mailing.rank, present, baselines)


def _strength(mails: float) -> float:
    """Return how strongly so many mails move.

    Examples
    --------
    >>> _strength(10), _strength(20)
    (0.5, 0.75)
    """
    return float(1.0 - 2.0 ** (-mails / HALF))


def enron_pairs(data: Path) -> dict[tuple[str, str], float]:
    """Return the mails between pairs at Enron North America; copies in several folders count several times."""
    rows = read_rows(data / "enron_ferc_reporting" / "pair_counts.csv")
    mails = {(row["from_id"], row["to_id"]): float(row["messages"]) for row in rows}
    return {pair: number for pair, number in mails.items() if pair[0] != pair[1]}


def enron_ranks(data: Path) -> dict[str, float]:
    """Return the level of everyone whose title is known: managing director 4, vice president, director, manager, 0."""
    rows = read_rows(data / "enron_ferc_reporting" / "employees.csv")
    return {row["person_id"]: level_of(row["title"]) for row in rows if row["title"]}


def level_of(title: str) -> float:
    """Return the level of an Enron title.

    Examples
    --------
    >>> level_of("Mng Dir Trading"), level_of("Director Orig Wholesale"), level_of("Spec Sr Trading Supt")
    (4.0, 2.0, 0.0)
    """
    for place, start in enumerate(TITLES):
        if title.startswith(start):
            return float(len(TITLES) - place)
    return 0.0


def enron_log(data: Path) -> list[Mail]:
    """Return the time-stamped Enron mails; several accounts of one person are that person, mails of 1979 are wrong."""
    accounts = read_rows(data / "enron_ferc_reporting" / "jhu_account_map.csv")
    person_of = {row["jhu_account_id"]: row["person_id"] for row in accounts}
    rows = (row for row in read_rows(data / "enron_jhu" / "messages.csv") if row["sent_at"] >= "1980")
    return each_once((_person(row, "from", person_of), _person(row, "to", person_of), row["sent_at"]) for row in rows)


def _person(row: Row, end: str, person_of: Mapping[str, str]) -> str:
    return person_of.get(row[end], f"account {row[end]}")


def manufacturing_log(data: Path) -> list[Mail]:
    """Return nine months of mail of a manufacturing company."""
    rows = read_rows(data / "manufacturing_email" / "communication.csv")
    return each_once((row["sender"], row["recipient"], row["sent_at"].replace(" ", "T") + "Z") for row in rows)


def manufacturing_ranks(data: Path) -> dict[str, float]:
    """Return the level of each employee, where our copy has the file: 1 is the top; technical accounts have none."""
    file = data / "manufacturing_email" / "employees.csv"
    rows = read_rows(file) if file.exists() else []
    return {row["id"]: -float(row["management_level"]) for row in rows if row["account_kind"] == "employee"}


def each_once(mails: Iterable[Mail]) -> list[Mail]:
    """Return the mails to others, each once, in order of time."""
    return sorted({mail for mail in mails if mail[0] != mail[1]}, key=lambda mail: (mail[2], mail))


def counted(mails: Iterable[Mail]) -> dict[tuple[str, str], float]:
    """Return how many mails there are by (from, to)."""
    return {pair: float(number) for pair, number in Counter(mail[:2] for mail in mails).items()}


def as_contacts(mailing: Mailing, mails: Sequence[Mail]) -> Organisation:
    """Return the organisation with its mails as interactions, on the last day, in the reading of the Enron mailboxes.

    Everyone is one of theirs and one of ours, so a mail is two contacts: with who wrote it, who wrote to one of us,
    and with who received it, to whom one of us wrote. What is asked is closeness; mails are counted both ways.
    """
    both_ways: Counter[tuple[str, str]] = Counter()
    for pair, number in mailing.counts.items():
        both_ways.update({pair: int(number), pair[::-1]: int(number)})
    read = mailed(mailing._replace(counts=both_ways), sender_moves=True)
    contacts = tuple(contact for number, mail in enumerate(mails) for contact in _contacts(number, mail))
    members = tuple(MemberNode(person.id, status="active") for person in read.graph.people)
    graph = replace(read.graph, as_of=contacts[-1].at, members=members, interactions=contacts, influences=())
    title = f"{mailing.title}, as interactions"
    return replace(read, key=f"{mailing.key}_contacts", title=title, graph=graph, measure="closeness")


def _contacts(number: int, mail: Mail) -> tuple[InteractionNode, InteractionNode]:
    sender, receiver, at = mail
    instant = at.replace("Z", ".000000Z")
    return (
        InteractionNode(f"{number}.in", instant, [sender], [receiver], "mail", direction="inbound"),
        InteractionNode(f"{number}.out", instant, [receiver], [sender], "mail", direction="outbound"),
    )
