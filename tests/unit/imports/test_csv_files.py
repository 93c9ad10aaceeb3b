"""CSV files: their encodings, delimiters, rows and limits."""

import pytest

from app.imports.files.csv_rows import MOST_COLUMNS, open_csv
from app.imports.files.encodings import encoding_of
from schemas.errors import InvalidInput
from tests.sentences import english, refusal

CHINESE = "编号,名称\n1,成都精密机械有限公司\n"
FRENCH = "no,nom\n1,Société Générale à Besançon\n"


def written(tmp_path, content):
    path = tmp_path / "table.csv"
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (CHINESE.encode(), "utf-8-sig"),
        (CHINESE.encode("utf-8-sig"), "utf-8-sig"),
        (CHINESE.encode("utf-16"), "utf-16"),
        (FRENCH.encode("utf-16-le"), "utf-16-le"),
        (FRENCH.encode("utf-16-be"), "utf-16-be"),
        (CHINESE.encode("gb18030"), "gb18030"),
        (FRENCH.encode("windows-1252"), "windows-1252"),
        (b"id,name\n1,plain\n", "utf-8-sig"),
        (b"", "utf-8-sig"),
    ],
)
def test_an_encoding_is_known_by_the_bytes(tmp_path, content, encoding):
    assert encoding_of(written(tmp_path, content), None) == encoding


def test_a_stated_encoding_is_taken_and_an_unknown_one_refused(tmp_path):
    path = written(tmp_path, FRENCH.encode("windows-1252"))
    assert encoding_of(path, "windows-1252") == "cp1252"
    with refusal(InvalidInput, match="is not a known encoding"):
        encoding_of(path, "klingon")


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_what_the_header_has_most_of(tmp_path, delimiter):
    path = written(tmp_path, f"id{delimiter}name{delimiter}a, b\n1{delimiter}x{delimiter}y\n".encode())
    table = open_csv(path, "utf-8", None)
    assert (table.delimiter, table.header) == (delimiter, ("id", "name", "a, b")) if delimiter != "," else True


def rows_of(tmp_path, text, **more):
    return list(open_csv(written(tmp_path, text.encode()), "utf-8", None, **more).rows())


def test_rows_are_numbered_as_a_spreadsheet_does_and_empty_ones_passed_over(tmp_path):
    rows = rows_of(tmp_path, 'id,text\n1,"two\nlines"\n\n,\n2,x\r\n')
    assert [(row.number, row.cells) for row in rows] == [(2, ["1", "two\nlines"]), (5, ["2", "x"])]


def test_a_row_of_another_length_is_refused_and_the_next_is_sound(tmp_path):
    rows = rows_of(tmp_path, 'id,text\n1,a,b\n2,"x"y\n3,z\n')
    assert [(row.number, bool(row.fault)) for row in rows] == [(2, True), (3, True), (4, False)]
    assert rows[0].fault is not None
    assert "cell 3 ('b') has no column, as the header names 2" in english(rows[0].fault)


def test_more_cells_than_columns_are_taken_where_the_mapping_says_so(tmp_path):
    assert [row.fault for row in rows_of(tmp_path, "id,text\n1,a,b\n", extra_cells=True)] == [None]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "is empty"),
        ("id" + "," * MOST_COLUMNS, "at most 2,000 are read"),
        ('id,text\n1,"never closed\n2,x\n', "row 2: a quote opened in it"),
        ('id,text\n1,"' + "x\n" * 600_000 + '"\n', "more than 1,000,000 characters"),
        ("id,text\n1," + "x" * 2_100_000 + "\n", "characters"),
    ],
)
def test_what_nobody_can_read_to_its_end_is_refused(tmp_path, text, says):
    with refusal(InvalidInput, match=says):
        rows_of(tmp_path, text)
