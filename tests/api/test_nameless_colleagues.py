"""No sentence of an answer calls one of us by a name that an import made of an id."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tests.api.accounts import Account, done, fresh_id, item

AS_OF = "2026-07-01T00:00:00Z"
MADE_UP = "Salesforce user 005Lk000000Zz01AAC"
SAID = {"en": "a colleague whose name the export does not give (1)", "zh": "（1）"}
NAMES = {"name", "member_name", "member_names", "heir_name", "assessor_name", "people_names", "names", "ask_name"}
"""Fields that hold names as recorded."""


def sentences(part: Any) -> Iterator[str]:
    """Yield all texts of an answer but recorded names."""
    if isinstance(part, dict):
        for name, value in part.items():
            if name not in NAMES and not name.endswith("_name"):
                yield from sentences(value)
    elif isinstance(part, list):
        for each in part:
            yield from sentences(each)
    elif isinstance(part, str):
        yield part


@pytest.fixture(scope="module")
def nameless(client: httpx.Client) -> Account:
    """An account whose only colleague an export does not name."""
    firm, member = Account(client), fresh_id("u")
    done(client.put(f"/v1/team-members/{member}", json={"name": MADE_UP}))
    met = {"people": ["ada"], "members": [member], "channel": "visit", "direction": "mutual", "depth": 4}
    firm.batch(
        item("person", "ada", name="Ada Brandt", title="CEO", seniority="c_level"),
        item("coverage", "v1", member=member, target={"kind": "person", "id": "ada"}, duty="owner"),
        *(item("interaction", fresh_id("i"), at=f"2026-0{month}-10T09:00:00Z", **met) for month in range(1, 7)),
    )
    return firm


@pytest.mark.parametrize("lang", SAID)
@pytest.mark.parametrize("answer", ["gaps", "departures", "people/ada/profile", "paths?to=ada", "changes"])
def test_no_sentence_holds_a_name_that_an_import_made_up(nameless, answer, lang):
    parameters = {"as_of": AS_OF, "lang": lang} | dict(part.split("=") for part in answer.split("?")[1:])
    if answer == "changes":
        parameters = {"lang": lang, "from": "2026-05-01T00:00:00Z", "to": AS_OF}
    method = "POST" if answer == "departures" else "GET"
    path = f"{nameless.path}/analysis/{answer.split('?')[0]}"
    texts = list(sentences(done(nameless.client.request(method, path, params=parameters))))
    assert not [text for text in texts if "Salesforce user" in text]
    if answer in {"departures", "paths?to=ada", "changes"}:
        assert any(SAID[lang] in text for text in texts), texts
