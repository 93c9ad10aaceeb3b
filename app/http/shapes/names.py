"""Names in a parameter, separated by commas."""

from collections.abc import Iterable

from schemas.errors import InvalidInput
from schemas.messages.message import Message


def names_asked(parameter: str, text: str, known: Iterable[str]) -> set[str]:
    """Return the names that a parameter holds.

    Raises
    ------
    InvalidInput
        At the parameter, when one is not among those that are known; they are listed.
    """
    names, possible = {part.strip() for part in text.split(",")}, list(known)
    if unknown := sorted(names.difference(possible)):
        raise InvalidInput.at(f"?{parameter}", Message("requests.unknown_name", name=unknown[0], known=possible))
    return names
