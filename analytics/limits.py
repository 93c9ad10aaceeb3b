"""Limits: how large an account may be for its numbers to come back in seconds; what is larger is refused beforehand.

No organisation comes near them: they keep a mistaken import, or malice, from holding a processor and a gigabyte.
"""

from schemas.errors import TooLarge
from schemas.rows.account_graph import AccountGraph

PEOPLE = 10_000
"""Of an account: who reaches whom takes time and memory as its square. About ten seconds, 400 MB."""

PEOPLE_TIMES_EDGES = 100_000_000
"""Of an account: shortest paths, and who is missed most, take time as this product. About ten seconds
where people are tied at random; a chain of thousands takes three times as long."""

CONTACTS = 2_000_000
"""Of one of us with one of them: an interaction of 3 of us with 20 of them is 60. About four seconds, 500 MB."""

VOTERS, VOTES = 2_000, 20_000
"""Of a decision chain: who votes on its open steps, and each of them on each such step. About fifteen seconds."""


def check_people(account: AccountGraph) -> None:
    """Refuse an account with more people, or more edges between them, than can be computed on soon.

    An edge that has no direction counts as two.

    Raises
    ------
    TooLarge

    Examples
    --------
    >>> check_people(AccountGraph("a1", "", "", 1))
    """
    people = len(account.people)
    if people > PEOPLE:
        raise TooLarge(
            f"account '{account.account_id}' has {people:,} people; an analysis takes up to {PEOPLE:,}. Keep those"
            " whom somebody will ever call or write to, or make each division an account of its own"
        )
    edges = len(account.influences) + len(account.reporting_lines)
    edges += 2 * (len(account.alliances) + len(account.conflicts))
    if people * edges > PEOPLE_TIMES_EDGES:
        raise TooLarge(
            f"account '{account.account_id}' has {people:,} people and {edges:,} edges between them; an analysis takes"
            f" people times edges up to {PEOPLE_TIMES_EDGES:,}. Keep the edges that somebody would act on: a line to"
            " the manager, and the strongest influences of each"
        )


def check_contacts(account: AccountGraph) -> None:
    """Refuse an account with more contacts of one of us with one of them than can be computed on soon.

    Raises
    ------
    TooLarge
    """
    contacts = sum(len(each.people) * len(each.members or ()) for each in account.interactions)
    if contacts > CONTACTS:
        raise TooLarge(
            f"the interactions of account '{account.account_id}' are {contacts:,} contacts of one of us with one of"
            f" them; an analysis takes up to {CONTACTS:,}. Record a mailing or an event with those who answered or came"
        )


def check_votes(chain: str, voters: int, votes: int) -> None:
    """Refuse a decision chain with more people who vote, or more votes of theirs, than can be computed on soon.

    Parameters
    ----------
    voters, votes : int
        People who vote on an open step, and how many such steps they vote on together.

    Raises
    ------
    TooLarge

    Examples
    --------
    >>> check_votes("c1", 9, 27)
    """
    if voters > VOTERS or votes > VOTES:
        raise TooLarge(
            f"{voters:,} people have {votes:,} votes on the open steps of chain '{chain}'; an analysis takes up to"
            f" {VOTERS:,} people and {VOTES:,} votes. Give a stake on the step itself to those who decide it"
        )
