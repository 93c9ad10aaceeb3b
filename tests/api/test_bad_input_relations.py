"""What cannot be so among the people of one organisation: refused with the record that stands in the way."""

import pytest

from tests.api.accounts import FAR, Account, ending, item
from tests.api.problems import assert_invalid, assert_problem

NEW_YEAR = "2026-01-01T00:00:00.000000Z"
SPRING = "2026-04-01T00:00:00.000000Z"
SUMMER = "2026-07-01T00:00:00.000000Z"


@pytest.fixture
def firm(firm: Account) -> Account:
    """The small organisation, with one who left and one who is to come."""
    firm.batch(
        item("person", "gone", name="Gone", valid_to=NEW_YEAR),
        item("person", "coming", name="Coming", valid_from=SPRING),
    )
    return firm


def line(person: str, manager: str, record_id: str | None = None, **more: object):
    return item("reporting_line", record_id, person=person, manager=manager, **more)


def influence(source: str, target: str, record_id: str | None = None, **more: object):
    return item("influence", record_id, source=source, target=target, **more)


@pytest.mark.parametrize(
    ("edge", "pointer", "says"),
    [
        (influence("ada", "ghost"), "/target", "no person 'ghost'"),
        (influence("ghost", "ada"), "/source", "no person 'ghost'"),
        (line("ada", "sales"), "/manager", "no person 'sales'"),
        (item("membership", person="ada", department="ada"), "/department", "no department 'ada'"),
        (item("department", "new", name="New", part_of="ghost"), "/part_of", "no department 'ghost'"),
        (line("ada", "di", line="project", chain="ghost"), "/chain", "no chain 'ghost'"),
        (influence("gone", "ada", valid_from=SPRING), "/source", "did not exist"),
        (influence("ada", "coming", valid_to=NEW_YEAR), "/target", "did not exist"),
    ],
)
def test_an_edge_to_nobody_is_refused(firm, edge, pointer, says):
    with firm.untouched():
        assert_invalid(firm.send(edge), f"/items/0/data{pointer}", says)


@pytest.mark.parametrize("edge", [influence("ada", "ada"), line("ada", "ada"), line("di", "di", line="dotted")])
def test_nobody_moves_or_reports_to_themselves(firm, edge):
    with firm.untouched():
        assert_invalid(firm.send(edge), says="two different records")


def test_a_person_has_one_open_solid_line_and_the_refusal_names_it(firm):
    with firm.untouched():
        assert_invalid(firm.send(line("ada", "di")), "/items/0/data/manager", "'ada-bo'")
        assert_invalid(firm.send(line("ada", "di", "second")), "/items/0/data/manager", "'ada-bo'")


def test_a_second_line_of_another_kind_is_not_a_second_solid_one(firm):
    firm.batch(line("ada", "di", line="dotted"), line("ada", "cy", line="project"))


def test_a_solid_line_moves_in_one_batch(firm):
    firm.batch(ending("reporting_line", "ada-bo"), line("ada", "di", "ada-di"))


@pytest.mark.parametrize("length", [2, 3])
def test_a_circle_of_solid_lines_is_refused(firm, length):
    closing = line("bo", "ada") if length == 2 else line("cy", "ada")
    with firm.untouched():
        refused = firm.send(ending("reporting_line", "bo-cy"), closing) if length == 2 else firm.send(closing)
        assert_invalid(refused, says="cycle")


def test_a_circle_that_a_batch_closes_in_itself_is_refused(account):
    account.batch(item("person", "a", name="A"), item("person", "b", name="B"), item("person", "c", name="C"))
    with account.untouched():
        assert_invalid(account.send(line("a", "b"), line("b", "c"), line("c", "a")), "/items/2/data/manager", "cycle")


def test_a_circle_at_one_instant_of_the_past_is_refused(firm):
    """From spring to summer ada led cy, while cy led bo and bo led ada as they do now."""
    past = line("cy", "ada", valid_from=SPRING, valid_to=SUMMER)
    with firm.untouched():
        assert_invalid(firm.send(past), "/items/0/data/manager", "cycle")


def test_a_circle_at_one_instant_of_the_future_is_refused(firm):
    with firm.untouched():
        future = line("cy", "ada", valid_from="2099-01-01T00:00:00Z")
        assert_invalid(firm.send(future), "/items/0/data/manager", "2099-01-01")


def test_lines_that_follow_each_other_are_not_a_circle(account):
    account.batch(item("person", "a", name="A"), item("person", "b", name="B"))
    account.batch(line("a", "b", valid_to=SPRING), line("b", "a", valid_from=SPRING))


def test_a_circle_that_a_corrected_lifetime_closes_is_refused(account):
    account.batch(item("person", "a", name="A"), item("person", "b", name="B"))
    account.batch(line("a", "b", "up", valid_to=SPRING), line("b", "a", "down", valid_from=SUMMER))
    with account.untouched():
        wrong = item("reporting_line", "up", valid_to=None) | {"correction": True}
        assert_invalid(account.send(wrong), says="cycle")


def test_dotted_lines_may_form_a_circle(firm):
    firm.batch(line("cy", "ada", line="dotted"))


def test_departments_are_not_part_of_themselves(firm):
    with firm.untouched():
        assert_invalid(firm.send(item("department", "sales", part_of="field")), says="part of itself")
        assert_invalid(firm.send(item("department", "sales", part_of="sales")), says="part of itself")


def test_a_second_open_influence_of_a_pair_is_refused_and_names_the_first(firm):
    with firm.untouched():
        assert_invalid(firm.send(influence("cy", "ada", "other", topic="budget")), "/items/0", "'cy-ada'")


def test_two_of_one_pair_in_one_batch_are_one_too_many(account):
    account.batch(item("person", "a", name="A"), item("person", "b", name="B"))
    with account.untouched():
        assert_invalid(account.send(influence("a", "b", "one"), influence("a", "b", "two")), "/items/1", "'one'")


def test_an_influence_in_each_direction_is_not_a_second_one(firm):
    firm.batch(influence("ada", "cy"))


@pytest.mark.parametrize(
    ("path", "change", "says"),
    [
        ("influences/cy-ada", {"target": "bo"}, "never changes ('ada')"),
        ("influences/cy-ada", {"source": "bo"}, "never changes ('cy')"),
        ("reporting-lines/ada-bo", {"manager": "di"}, "never changes ('bo')"),
        ("reporting-lines/ada-bo", {"line": "dotted"}, "never changes ('solid')"),
        ("memberships/ada-sales", {"department": "field"}, "never changes ('sales')"),
    ],
)
def test_the_ends_of_an_edge_never_change_under_one_id(firm, client, path, change, says):
    (field,) = change
    with firm.untouched():
        for ask in (client.put, client.patch):
            assert_invalid(ask(f"{firm.path}/{path}", json=change), f"/{field}", says)
            assert_invalid(ask(f"{firm.path}/{path}?correction=true", json=change), f"/{field}", says)


def test_what_has_ended_is_not_ended_again(firm, client):
    firm.end("influences/cy-ada")
    firm.end("people/di")
    with firm.untouched():
        for path in ("influences/cy-ada", "people/di", "people/gone"):
            assert_problem(client.delete(f"{firm.path}/{path}"), 409, "Conflict", says="has ended already")
        assert_problem(firm.send(ending("person", "di")), 409, "Conflict", "/items/0", "has ended already")


def test_what_has_ended_is_not_written_again(firm, client):
    firm.end("people/di")
    with firm.untouched():
        refused = client.patch(f"{firm.path}/people/di", json={"title": "Back again"})
        assert_problem(refused, 409, "Conflict", says="correction")
        refused = firm.send(item("person", "di", name="Back again"))
        assert_problem(refused, 409, "Conflict", "/items/0", "correction")


def test_a_correction_takes_an_end_back(firm, client):
    firm.end("people/di")
    answer = client.patch(f"{firm.path}/people/di", params={"correction": True}, json={"valid_to": None})
    assert (answer.status_code, answer.json()["valid_to"]) == (200, None)


def test_an_end_before_the_beginning_is_refused(firm, client):
    with firm.untouched():
        refused = client.delete(f"{firm.path}/people/coming", params={"effective_at": NEW_YEAR})
        assert_invalid(refused, says="cannot end before")


def test_what_is_not_there_is_neither_changed_nor_ended(firm, client):
    with firm.untouched():
        assert_problem(client.patch(f"{firm.path}/people/ghost", json={"title": "x"}), 404, "NotFound", says="ghost")
        assert_problem(client.delete(f"{firm.path}/people/ghost"), 404, "NotFound", says="ghost")
        assert_problem(client.get(f"{firm.path}/people/ghost"), 404, "NotFound", says="ghost")
        assert_problem(client.get(f"{firm.path}/people/ghost/history"), 404, "NotFound", says="ghost")


def test_nothing_is_written_to_an_account_that_is_not_there(client):
    for response in (
        client.put("/v1/accounts/nobody-here/people/p", json={"name": "Ada"}),
        client.post("/v1/accounts/nobody-here/batch", json={"items": [item("person", "p", name="Ada")]}),
        client.get("/v1/accounts/nobody-here/people"),
        client.get("/v1/accounts/nobody-here/analysis/influence"),
    ):
        assert_problem(response, 404, "NotFound", says="no account 'nobody-here'")


def test_nothing_is_written_to_an_account_that_has_ended(firm, client):
    client.delete(firm.path).raise_for_status()
    with firm.untouched():
        for response in (
            client.put(f"{firm.path}/people/new", json={"name": "Ada"}),
            client.patch(f"{firm.path}/people/ada", json={"title": "x"}),
            client.delete(f"{firm.path}/people/ada"),
            firm.send(item("person", "new", name="Ada")),
            client.patch(firm.path, json={"name": "Other"}),
        ):
            assert_problem(response, 409, "Conflict", says="ended")
    assert len(firm.get("people", as_of=FAR)["items"]) == 5


def test_of_a_batch_with_one_impossible_edge_the_rest_is_stored_when_errors_are_skipped(firm):
    answer = firm.batch(influence("ada", "ghost"), line("cy", "ada"), influence("bo", "di", "sound"), on_error="skip")
    assert [result["outcome"] for result in answer["results"]] == ["refused", "refused", "created"]
    assert [bool(result.get("errors")) for result in answer["results"]] == [True, True, False]
    assert firm.get("influences/sound")["target"] == "di"
