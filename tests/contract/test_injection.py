"""What a caller writes stays what it is: Cypher in a string is a string."""

import pytest

from tests.contract.items import department, influence, item, line, membership, people, person
from tests.contract.ledgers import AccountDesk, fresh_id, ids_of

ATTACKS = [
    "') DETACH DELETE n //",
    '" OR 1=1 WITH 1 AS x MATCH (n) DETACH DELETE n RETURN "',
    "`}) MATCH (a:Account) SET a.name = 'owned' //",
    "{name: $name} \\u0027 \\' \\\" $account_id $rows",
    "'; CALL db.labels() YIELD label RETURN label; //",
    "/* */ RETURN 1 UNION ALL MATCH (n) RETURN n",
    "${jndi:ldap://127.0.0.1/a} <script>alert(1)</script>",
]

attacks = pytest.mark.parametrize("attack", ATTACKS)


@attacks
async def test_cypher_in_any_field_is_kept_as_it_was_sent(account: AccountDesk, attack: str):
    name = f"{attack}{fresh_id()}"
    await account.write(
        item("account", account.id, name=attack, industry=attack, segment=attack, tags=[attack]),
        person("p1", name=attack, title=attack, tags=[attack], mails=[attack], external_ids={"crm": name}),
        person("p2", messaging=[{"system": "wechat", "id": attack}]),
        department("d1", name=attack),
        membership("p1", "d1", evidence=attack),
        line("p1", "p2", evidence=attack),
        influence("p1", "p2", topic=attack, evidence=attack),
        author=attack,
    )
    row = await account.get("person", "p1")
    assert (row["name"], row["title"], row["tags"], row["mails"]) == (attack, attack, [attack], [attack])
    assert row["recorded_by"] == attack
    graph = await account.graph()
    assert (graph.segment, graph.people[0].name, graph.departments[0].name) == (attack, attack, attack)
    assert [edge.topic for edge in graph.influences] == [attack]
    assert ids_of(await account.list("person", external_id=("crm", name))) == ["p1"]


@attacks
async def test_cypher_in_a_question_finds_nothing_and_changes_nothing(account: AccountDesk, attack: str):
    await account.write(*people("p1", "p2"))
    assert await account.list("person", words=(attack,)) == ()
    assert await account.list("person", holds={"tags": attack}) == ()
    assert await account.list("person", equal={"title": attack}) == ()
    assert await account.list("person", equal={attack: attack}) == ()
    assert await account.list("person", external_id=(attack, attack)) == ()
    assert ids_of(await account.list("person", sort=attack)) == ["p1", "p2"]
    assert await account.store.repository.holder(item("person").resource, attack, attack) is None
    assert await account.revision() == 2
