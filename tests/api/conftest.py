"""One service for the whole run, and an account of its own for each test."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.api.accounts import SMALL, Account, decided_by, done, fresh_id, item
from tests.api.answer_headers import check_answer_headers
from tests.api.examples import Example, example_of
from tests.api.serving import Service
from tests.soak.served import PLAIN


def connect(service: Service) -> httpx.Client:
    """Return a client of a service; nothing of the environment stands between them.

    Each answer must have the headers that the OpenAPI document describes, and no other: so every answer that any of
    these tests provokes is looked at, good or bad.
    """
    return httpx.Client(
        base_url=service.url,
        timeout=60,
        trust_env=False,
        verify=PLAIN,
        event_hooks={"response": [check_answer_headers]},
    )


@pytest.fixture(scope="session")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """A running service on the embedded engine; tests leave it running."""
    with Service(tmp_path_factory.mktemp("service") / "data") as running:
        yield running


@pytest.fixture(scope="session")
def client(service: Service) -> Iterator[httpx.Client]:
    """A client of the service."""
    with connect(service) as opened:
        yield opened


@pytest.fixture
def own_service(tmp_path: Path) -> Iterator[Service]:
    """A running service that the test may stop, kill and restart."""
    with Service(tmp_path / "data") as running:
        yield running


@pytest.fixture
def account(client: httpx.Client) -> Account:
    """An empty account."""
    return Account(client)


@pytest.fixture
def firm(client: httpx.Client) -> Account:
    """An account with four people, two departments, a membership, two reporting lines and an influence."""
    filled = Account(client)
    filled.batch(*SMALL)
    return filled


@pytest.fixture
def example(kind: str, firm: Account) -> Example:
    """A record of the kind that is not there yet."""
    return example_of(kind, firm)


def erase_shared_profiles(client: httpx.Client) -> None:
    """Erase the profiles of gap rules for several accounts that other tests stored: they decide what gaps there are."""
    for moment in ({}, {"as_of": "2026-07-01T00:00:00Z"}):
        for profile in done(client.get("/v1/rule-profiles", params={"limit": "500", **moment}))["items"]:
            if profile["account"] is None:
                done(client.delete(f"/v1/rule-profiles/{profile['id']}", params={"purge": "true"}))


@pytest.fixture
def board(firm: Account) -> Account:
    """A firm whose board decides a deal: ada moves bo, and kim of our presales has met ada every week.

    No stored profile of gap rules holds for it.
    """
    erase_shared_profiles(firm.client)
    done(firm.client.put(f"/v1/team-members/{firm.id}-kim", json={"name": "Kim Vale", "function": "presales"}))
    contact = {"people": ["ada"], "members": [f"{firm.id}-kim"], "channel": "visit", "direction": "mutual", "depth": 5}
    firm.batch(
        *decided_by("ada", "bo"),
        item("influence", "i1", source="ada", target="bo", strength=0.8, confidence=1),
        *(item("interaction", fresh_id("i"), at=f"2026-06-{day:02}T09:00:00Z", **contact) for day in range(1, 29, 7)),
    )
    return firm


@pytest.fixture
def held(board: Account) -> Account:
    """The board of a firm, on which bo is a key player whom none of us ever met."""
    belief = {"person": "bo", "attribute": "political_status", "value": "inner_circle"}
    board.batch(item("assessment", "w1", **belief, observed_at="2026-06-01T00:00:00Z"))
    return board
