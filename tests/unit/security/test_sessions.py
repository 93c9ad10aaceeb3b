"""Sessions: how long each lasts, and how many one holds."""

import pytest

from app.security.principals import Principal
from app.security.sessions import SESSIONS_OF_ONE, Sessions
from schemas.api_keys import Role
from schemas.errors import NotAuthenticated

ADA, BO = Principal("key:ada", Role.READER), Principal("key:bo", Role.READER)
HOST = "stakegraph.example.com"


class Hand:
    """A clock that a test turns."""

    seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


def is_known(sessions: Sessions, text: str, host: str = HOST) -> bool:
    """Whether a session counts."""
    try:
        return bool(sessions.holder(text, host))
    except NotAuthenticated:
        return False


def test_a_session_ends_with_its_time():
    clock = Hand()
    sessions = Sessions(60, clock)
    text = sessions.begin(ADA, HOST)
    clock.seconds = 59.9
    assert sessions.holder(text, HOST.upper()) == ADA
    clock.seconds = 60
    assert not is_known(sessions, text)


@pytest.mark.parametrize("text", ["", "rubbish", "\ud83d".encode("utf-16", "surrogatepass").hex(), "x" * 10_000])
def test_no_other_text_is_a_session(text):
    sessions = Sessions(60)
    sessions.begin(ADA, HOST)
    assert not is_known(sessions, text)


def test_the_oldest_of_too_many_ends_and_those_of_others_stay():
    sessions = Sessions(60)
    others = sessions.begin(BO, HOST)
    texts = [sessions.begin(ADA, HOST) for _ in range(SESSIONS_OF_ONE + 1)]
    assert [is_known(sessions, text) for text in (texts[0], texts[1], texts[-1], others)] == [False, True, True, True]
