"""Limits: the largest account whose numbers still come back in seconds; anything larger is refused before computing.

No real organisation comes near them. They stop a mistaken import, or malice, from occupying a processor and a gigabyte.
Each check raises `TooLarge`, which says what there is too much of, and how much would do.
"""

from schemas.errors import TooLarge
from schemas.messages.message import Message
from schemas.rows.account_graph import AccountGraph

PEOPLE = 10_000
"""People of an account: who reaches whom takes time and memory proportional to its square. Ten seconds, 400 MB."""

PEOPLE_TIMES_EDGES = 100_000_000
"""People of an account times the edges between them: shortest paths, and who would be missed most, take time
proportional to this product. About ten seconds for random ties; a chain of thousands takes three times as long."""

PEOPLE_TIMES_CONTRIBUTIONS = 2 * PEOPLE_TIMES_EDGES
"""The same of what edges and assumed lines contribute, of which there may be five for each person. 4,400 people of whom
five could be everybody's manager take ten seconds; 10,000 took half a minute and 1.7 GB."""

PEOPLE_COMPARED, PEOPLE_TIMES_EDGES_COMPARED = 3_000, 25_000_000
"""The same where every score is computed of three accounts, two moments and one replayed. About eight seconds."""

DEPARTURES = 50_000_000
"""People of an account times people and edges between them, of a drill of everybody's departure. About four seconds."""

VOTES_SIMULATED = 1_000_000
"""Voters of a chain times their votes on open steps, where all its numbers are computed twice. About six seconds."""

VOTERS_LEAVING = 10_000
"""Voters of a chain times their votes on open steps, of the same drill: each forecast again. About four seconds."""

CONTACTS = 2_000_000
"""Contacts of one of us with one of them: a meeting of 3 of us with 20 of them is 60. About four seconds, 500 MB."""

VOTERS, VOTES = 1_000, 10_000
"""People who vote on an open step of a chain, and the votes that they have on all open steps. About five seconds."""


def check_people(account: AccountGraph) -> None:
    """Refuse an account with too many people, or too many edges between them, to be computed in seconds.

    An edge without direction counts twice.
    """
    _check(account, PEOPLE, PEOPLE_TIMES_EDGES)


def check_contributions(people: int, contributions: int) -> None:
    """Refuse influence that would take more than seconds because of the lines that are assumed in it.

    Recorded edges alone never come to that: `check_people` refuses them, and each contributes at most twice what it
    counts there.

    Parameters
    ----------
    people, contributions : int
        Present people, and the reasons why one of them moves another: a line, recorded or assumed, gives two.
    """
    most = PEOPLE_TIMES_CONTRIBUTIONS
    refusal = Message("analysis.contributions", people=people, contributions=contributions, most=most)
    _demand(people * contributions <= most, refusal)


def check_compared(account: AccountGraph, assumed: int) -> None:
    """Refuse an account with too many people, or edges between them, for two moments to be compared in seconds.

    Parameters
    ----------
    assumed : int
        Pairs of report and manager that are assumed; each counts as an edge.
    """
    _check(account, PEOPLE_COMPARED, PEOPLE_TIMES_EDGES_COMPARED, assumed)


def _check(account: AccountGraph, most_people: int, most: int, assumed: int = 0) -> None:
    name, people = account.account_id, len(account.people)
    edges = _edges(account) + 2 * len(account.conflicts) + assumed
    _demand(people <= most_people, Message("analysis.people", account=name, people=people, most=most_people))
    _demand(people * edges <= most, Message("analysis.edges", account=name, people=people, edges=edges, most=most))


def _demand(small_enough: bool, refusal: Message) -> None:
    if not small_enough:
        raise TooLarge(refusal)


def _edges(account: AccountGraph) -> int:
    """Return how many recorded edges may carry influence; one without direction counts twice."""
    return len(account.influences) + len(account.reporting_lines) + 2 * len(account.alliances)


def check_contacts(account: AccountGraph, contacts: int) -> None:
    """Refuse an account with too many contacts of one of us with one of them to be computed in seconds."""
    refusal = Message("analysis.contacts", account=account.account_id, contacts=contacts, most=CONTACTS)
    _demand(contacts <= CONTACTS, refusal)


def check_departures(account: AccountGraph, assumed: int) -> None:
    """Refuse an account with too many people and edges for the drill of everybody's departure, in seconds.

    Parameters
    ----------
    assumed : int
        Pairs of report and manager that are assumed; each counts as an edge.
    """
    name, people, edges = account.account_id, len(account.people), _edges(account) + assumed
    refusal = Message("analysis.departures", account=name, people=people, edges=edges, most=DEPARTURES)
    _demand(can_drill(account, assumed), refusal)


def can_drill(account: AccountGraph, assumed: int) -> bool:
    """Return whether everybody's departure can be computed in seconds; each assumed line counts as an edge.

    Examples
    --------
    >>> can_drill(AccountGraph("a1", "", "", 1), 0)
    True
    """
    people = len(account.people)
    return people * (people + _edges(account) + assumed) <= DEPARTURES


def check_votes_simulated(chain: str, voters: int, votes: int) -> None:
    """Refuse a decision chain with too many voters for all its numbers before and after some changes, in seconds."""
    refusal = Message("analysis.votes_simulated", chain=chain, voters=voters, votes=votes, most=VOTES_SIMULATED)
    _demand(voters * votes <= VOTES_SIMULATED, refusal)


def check_voters_leaving(chain: str, voters: int, votes: int) -> None:
    """Refuse a decision chain with too many voters for its forecast without each of them, in seconds."""
    refusal = Message("analysis.voters_leaving", chain=chain, voters=voters, votes=votes, most=VOTERS_LEAVING)
    _demand(voters * votes <= VOTERS_LEAVING, refusal)


def check_votes(chain: str, voters: int, votes: int) -> None:
    """Refuse a decision chain with too many voters, or too many votes, to be computed in seconds.

    Parameters
    ----------
    voters, votes : int
        People who vote on an open step, and the votes that all of them have on open steps.
    """
    refusal = Message("analysis.votes", chain=chain, voters=voters, votes=votes, most_voters=VOTERS, most_votes=VOTES)
    _demand(voters <= VOTERS and votes <= VOTES, refusal)
