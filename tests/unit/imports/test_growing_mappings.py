"""Small mappings and tables that ask for much are refused before it is made, each in words of its own."""

from pathlib import Path

import pytest

from app.imports.cells.dates import Unreadable
from app.imports.files.csv_rows import LARGEST_ROW, open_csv
from app.imports.files.encodings import encoding_of
from app.imports.mappings.compiled_mapping import CompiledMapping
from app.imports.mappings.expressions import MOST_IN_LIST
from app.imports.mappings.mapping import DEEPEST_VALUE, MOST_VALUES, Mapping, parse_mapping
from app.imports.mappings.record_plans import Made
from app.imports.mappings.templates import LONGEST_TEXT
from app.imports.staging.staged_records import Staging
from app.imports.staging.table_reading import CHARACTERS_REMEMBERED, TableReading
from schemas.errors import InvalidInput

FILES = '[files.people]\nnames = ["people.csv"]\n'
RECORD = '[[records]]\nfrom = "people"\nkind = "account"\nid = "{Id}"\n'


def mapping(body: str, head: str = "") -> Mapping:
    return parse_mapping(f"{head}\n{FILES}{RECORD}{body}\n", "mapping.toml")


def made(body: str, *cells: str) -> Made | None:
    """Return what a row of these cells gives, in the order in which the mapping asks for them."""
    [plan] = CompiledMapping(mapping(body)).plans
    return plan.made(cells)


def refusal(body: str, head: str = "") -> tuple[str, str]:
    """Return where a mapping is refused, and the name of the message."""
    with pytest.raises(InvalidInput) as refused:
        mapping(body, head)
    [problem] = refused.value.problems
    return problem.pointer, problem.detail.id


@pytest.mark.parametrize(
    "name", ["rot13", "hex", "zlib_codec", "bz2", "base64", "idna", "punycode", "undefined", "a\0b"]
)
def test_a_codec_that_does_not_encode_text_is_not_known(tmp_path: Path, name: str):
    with pytest.raises(InvalidInput) as refused:
        encoding_of(tmp_path / "people.csv", name)
    assert refused.value.problems[0].detail.id == "imports.unknown_encoding"


@pytest.mark.parametrize(
    "name",
    [
        "utf-8",
        "utf-8-sig",
        "utf-16",
        "utf-16-le",
        "utf-32-be",
        "gb18030",
        "gbk",
        "big5",
        "shift_jis",
        "cp1252",
        "latin-1",
    ],
)
def test_an_encoding_of_text_is_taken(tmp_path: Path, name: str):
    assert encoding_of(tmp_path / "people.csv", name)


@pytest.mark.parametrize("depth", [DEEPEST_VALUE, 50_000])
def test_a_mapping_that_nests_without_end_is_refused(depth: int):
    assert refusal(f"data.name = {'[' * depth}{']' * depth}") == ("", "imports.mapping_deep")
    assert refusal(f"data{'.a' * depth} = 1") == ("", "imports.mapping_deep")


def test_a_mapping_that_asks_for_thousands_of_values_is_refused():
    values = ", ".join('"{Name}"' for _ in range(MOST_VALUES))
    assert refusal(f"data.tags = [{values}]") == ("/records", "imports.mapping_values")


def test_a_number_of_thousands_of_digits_is_refused():
    assert refusal(f"data.name = {'9' * 5_000}") == ("", "imports.not_toml")


@pytest.mark.parametrize(
    ("form", "fault"),
    [
        ("%d.%d.%Y", "date_format_twice"),
        ("%Q", "date_format_unknown"),
        ("%", "date_format_unknown"),
    ],
)
def test_a_format_of_dates_that_cannot_be_read_is_refused(form: str, fault: str):
    assert refusal('data.name = "{Name}"', f'dates = ["{form}"]') == ("/dates/0", f"imports.{fault}")


@pytest.mark.parametrize("form", ["%d.%m.%Y", "%m/%d/%y %I:%M %p", "%Y年%m月%d日", "%d %b %Y", "%G-W%V-%u", "100%% %Y"])
def test_a_format_of_dates_is_taken(form: str):
    assert mapping('data.name = "{Name}"', f'dates = ["{form}"]').dates == [form]


@pytest.mark.parametrize(
    ("template", "cell"),
    [("{Name} " * 2_000, "a" * 900_000), ("{Name}", "a" * (LONGEST_TEXT + 1)), ("{Name}" * (LONGEST_TEXT + 1), "a")],
    ids=["repeated", "long", "many"],
)
def test_a_value_that_no_field_takes_is_not_made(template: str, cell: str):
    with pytest.raises(Unreadable, match="text_too_long"):
        made(f'data.name = "{template}"', "a1", cell)


def test_an_id_that_no_record_takes_is_not_made():
    [plan] = CompiledMapping(
        parse_mapping(f'{FILES}[[records]]\nfrom = "people"\nkind = "account"\nid = "{"{Id}-" * 2_000}"', "m")
    ).plans
    with pytest.raises(Unreadable, match="text_too_long"):
        plan.made(("a" * 900_000,))


def test_a_text_of_the_greatest_length_is_left_to_its_field():
    with pytest.raises(Unreadable, match="characters_at_most"):
        made('data.name = "{Name}"', "a1", "a" * LONGEST_TEXT)


def test_a_list_takes_no_thousands_of_values():
    body = 'data.tags = {value = "{Tags}", split = ";"}'
    with pytest.raises(Unreadable, match="many_values"):
        made(body, "a1", ";".join(map(str, range(MOST_IN_LIST + 1))))
    few = made(body, "a1", "x;y")
    assert few is not None
    assert few.data["tags"] == ["x", "y"]


def test_a_row_of_many_long_cells_is_refused_with_its_number(tmp_path: Path):
    path = tmp_path / "people.csv"
    cell = f'"{"a" * 990_000}\n"'
    path.write_text(f"Id,{','.join(f'C{n}' for n in range(12))}\n1\n2,{','.join([cell] * 12)}\n", encoding="utf-8")
    with pytest.raises(InvalidInput) as refused:
        list(open_csv(path, "utf-8", ",").rows())
    assert 12 * len(cell) > LARGEST_ROW
    assert [(one.pointer, one.detail.id) for one in refused.value.problems] == [
        ("people.csv row 3", "imports.row_too_long")
    ]


def test_rows_that_are_remembered_stay_within_their_characters():
    with Staging(["people.csv"]) as staging:
        reading = TableReading(CompiledMapping(mapping('data.name = "{Name}"')), [], staging, lambda *_: None)
        for number in range(50):
            reading._remember((str(number), "a" * 1_000_000))
        held = sum(len(text or "") for cells in reading._lately for text in cells)
    assert held <= CHARACTERS_REMEMBERED + 1_000_100
