"""Accounts beyond the limits of an analysis are refused with the numbers, and with what to do."""

from tests.api.accounts import Account, done, item

PEOPLE, MEMBERS, INTERACTIONS = 250, 100, 81
"""250 x 100 x 81 contacts of one of us with one of them are 25,000 above the limit."""


def test_an_account_with_too_many_contacts_is_refused_and_what_needs_none_still_answers(client):
    account = Account(client)
    ours = [f"{account.id}-m{k}" for k in range(MEMBERS)]
    for member in ours:
        done(client.put(f"/v1/team-members/{member}", json={"name": member}))
    theirs = [f"p{k}" for k in range(PEOPLE)]
    event = {"people": theirs, "members": ours, "channel": "event", "direction": "outbound"}
    account.batch(
        *(item("person", name, name=name) for name in theirs),
        *(item("interaction", f"x{k}", **event, at=f"2026-03-01T00:00:{k % 60:02}Z") for k in range(INTERACTIONS)),
    )
    for answer in ("closeness", "coverage", "health"):
        refused = client.get(f"/v1/accounts/{account.id}/analysis/{answer}")
        assert refused.status_code == 413
        assert refused.json()["code"].endswith("TooLarge")
        assert "2,025,000 contacts of one of us with one of them; an analysis takes up to 2,000,000" in refused.text
        assert "Record a mailing or an event with those who answered or came" in refused.text
    assert len(account.get("analysis/influence")["people"]) == PEOPLE
