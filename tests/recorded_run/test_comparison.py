"""Two runs are compared to the byte: each difference is named by its place, what is meant or left out is not."""

from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.recorded_run.__main__ import main
from tests.recorded_run.comparing.differences import differences, lines_of
from tests.recorded_run.comparing.intended import Intentions, Pattern, read_patterns
from tests.recorded_run.comparing.leaving_out import without
from tests.recorded_run.exchanges import Exchange, read_exchanges, write_exchanges
from tests.recorded_run.script import operations, unasked

PROBLEM = (
    '{"type":"InvalidInput","title":"The request is not valid","status":422,"detail":"no person \\"p\\"",'
    '"instance":"<request>","errors":[{"pointer":"/manager","detail":"no person"}],"count":1}'
)
REFUSED = Exchange("c", "PUT", "/v1/x/1", {}, "{}", 422, {"content-type": "application/problem+json"}, PROBLEM)
READ = Exchange(
    "c", "GET", "/v1/x", {}, "", 200, {"content-type": "application/json", "etag": '"7.<instant 2 in an etag>"'},
    '{"items":[{"id":"<id 1>","title":"Buyer","at":"<instant 2>"},{"id":"<id 2>","title":null,"at":"<instant 2>"}]}',
)  # fmt: skip
DOCUMENT = Exchange("c", "GET", "/openapi.json", {}, "", 200, {}, '{"openapi":"3.1.0"}')


def found(before: list[Exchange], after: list[Exchange]) -> list[tuple[str, str, str]]:
    return [(each.at, each.before, each.after) for each in differences(before, after)]


def answered(exchange: Exchange, old: str, new: str) -> Exchange:
    assert old in exchange.body
    return replace(exchange, body=exchange.body.replace(old, new))


def test_equal_runs_have_no_difference():
    assert found([READ, REFUSED], [READ, REFUSED]) == []


def test_another_number_of_the_same_value_is_not_a_difference():
    shifted = replace(READ, body=READ.body.replace("<id 2>", "<id 9>").replace("<instant 2>", "<instant 5>"))
    shifted = replace(shifted, headers={**READ.headers, "etag": '"7.<instant 5 in an etag>"'})
    assert found([READ], [shifted]) == []


@pytest.mark.parametrize(("old", "new"), [('"at":"<instant 2>"},', '"at":"<instant 3>"},'), ("<id 2>", "<id 1>")])
def test_another_value_where_the_same_stood_is_a_difference(old, new):
    assert len(found([READ], [answered(READ, old, new)])) == 1


def test_each_difference_is_named_by_its_place():
    other = replace(
        answered(READ, '"Buyer"', '"Seller"'), status=206, headers={"content-type": "application/json", "vary": "x"}
    )
    assert found([READ], [other]) == [
        ("status", "200", "206"),
        ("header etag", READ.headers["etag"], "(nothing)"),
        ("header vary", "(nothing)", "x"),
        ("body /items/0/title", '"Buyer"', '"Seller"'),
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"id":"<id 1>","title":"Buyer"', '"title":"Buyer","id":"<id 1>"'),
        ('"items":[', '"items": ['),
        ('"title":null,', ""),
        ("}]}", '},{"id":"new"}]}'),
        ("}]}", "}]}\n"),
    ],
)
def test_the_same_values_in_other_bytes_are_a_difference(old, new):
    assert found([READ], [answered(READ, old, new)])


def test_lines_and_other_texts_are_compared_line_by_line():
    lines = replace(READ, body='{"revision":1}\n{"revision":2}\n')
    assert found([lines], [answered(lines, ":2", ":3")]) == [("body line 2 /revision", "2", "3")]
    assert found([lines], [answered(lines, '{"revision":2}\n', "")]) == [("body line 2", '{"revision":2}', "(nothing)")]
    text = replace(READ, body="<svg>\n<a/>")
    assert found([text], [answered(text, "<a/>", "<b/>")]) == [("body line 2", "<a/>", "<b/>")]


def test_what_only_one_run_asked_is_named_and_the_rest_is_compared():
    after = [READ, REFUSED, answered(READ, "Buyer", "Seller")]
    assert found([READ, READ], after) == [
        ("exchange", "never asked", "asked"),
        ("body /items/0/title", '"Buyer"', '"Seller"'),
    ]
    assert found([READ, REFUSED], [READ]) == [("exchange", "asked", "never asked")]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("The request is not valid", "您的请求无效"),
        ('no person \\"p\\"', 'there is no person \\"p\\" here'),
        ('"detail":"no person"', '"detail":""'),
    ],
)
def test_sentences_are_left_out_on_demand(old, new):
    after = answered(REFUSED, old, new)
    assert found([REFUSED], [after])
    assert found(without([REFUSED], ["sentences"]), without([after], ["sentences"])) == []


@pytest.mark.parametrize(
    ("exchange", "old", "new"),
    [
        (REFUSED, "InvalidInput", "Conflict"),
        (REFUSED, "/manager", "/person"),
        (REFUSED, '"count":1', '"count":2'),
        (REFUSED, ',"errors"', ', "errors"'),
        (READ, "Buyer", "Seller"),
    ],
)
def test_all_but_sentences_is_still_compared(exchange, old, new):
    assert found(without([exchange], ["sentences"]), without([answered(exchange, old, new)], ["sentences"]))


def test_reasons_of_rejects_and_words_of_commands_are_sentences():
    table = replace(READ, headers={"content-type": "text/csv; charset=utf-8"}, body='row,reason\n3,"one, two"\n')
    command = Exchange("c", "RUN", "demo", {}, "", 0, {"stderr": "done"}, "Coverage 82/100")
    for exchange, old, new in ((table, "one, two", "three"), (command, "Coverage", "覆盖度")):
        after = answered(exchange, old, new)
        assert found(without([exchange], ["sentences"]), without([after], ["sentences"])) == []
    later = without([replace(command, status=1)], ["sentences"])
    assert found(without([command], ["sentences"]), later) == [("status", "0", "1")]
    other = without([answered(table, "3,", "4,")], ["sentences"])
    assert found(without([table], ["sentences"]), other) == [("body line 2", "3", "4")]


def test_the_document_is_left_out_on_demand():
    after = answered(DOCUMENT, "3.1.0", "3.1.1")
    assert found([DOCUMENT, READ], [after, READ])
    assert found(without([DOCUMENT], ["document"]), without([after], ["document"])) == []


def test_what_is_meant_is_counted_with_its_reason_and_the_rest_is_not():
    after = [replace(answered(READ, "Buyer", "Seller"), status=206)]
    meant = Pattern(reason="partial answers", asked=r"GET /v1/x$", at="^status$", before="200", after="206")
    intentions = Intentions([meant])
    assert [each.at for each in intentions.unintended(differences([READ], after))] == ["body /items/0/title"]
    assert intentions.counts[meant] == 1


def test_the_file_of_what_is_meant_can_be_read():
    patterns = read_patterns(Path(__file__).with_name("intended.toml"))
    assert all(pattern.reason and (pattern.asked or pattern.at) for pattern in patterns)


def test_a_difference_ends_the_command_with_status_1_and_is_shown(tmp_path):
    before, after, meant = tmp_path / "before", tmp_path / "after", tmp_path / "meant.toml"
    write_exchanges(before, [READ, REFUSED])
    write_exchanges(after, [READ, answered(REFUSED, "no person", "unknown person")])
    meant.write_text('[[intended]]\nreason = "plainer"\nat = "detail$"\n', encoding="utf-8")
    assert list(read_exchanges(before)) == [READ, REFUSED]
    words = ["compare", str(before), str(after)]
    shown = CliRunner().invoke(main, words)
    assert shown.exit_code == 1
    assert "[c] PUT /v1/x/1" in shown.output
    assert "body /errors/0/detail" in shown.output
    for more in (["--but", "sentences,document"], ["--allow", str(meant)]):
        assert CliRunner().invoke(main, [*words, *more]).exit_code == 0
    assert CliRunner().invoke(main, ["compare", str(before), str(before)]).output.endswith("equal\n")
    assert CliRunner().invoke(main, [*words, "--but", "everything"]).exit_code == 2


def test_an_exchange_is_shown_once_with_all_that_differs():
    lines = list(lines_of(differences([READ], [replace(answered(READ, "Buyer", "Seller"), status=206)])))
    assert lines.count("[c] GET /v1/x") == 1
    assert lines.count("    status") == 1


def test_an_operation_that_no_run_asked_for_is_named():
    known = operations(Path(__file__).parents[2])
    assert ("PUT", "/v1/accounts/by/{system}/{external_id}") in known
    run = [Exchange("c", "GET", "/v1/vocabularies?x=1", {}, "", 200, {}, "")]
    run += [Exchange("c", "GET", "/v1/accounts/rec~1/people/x-2", {}, "", status, {}, "") for status in (200, 404)]
    missing = unasked(run, known)
    assert len(missing) == len(known) - 1
    assert {"GET /v1/vocabularies: never refused", "GET /v1/changes: never asked"} <= set(missing)
