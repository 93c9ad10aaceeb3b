"""The layer that reads and writes cells: rows, formulas, what is not seen, several values."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.imports.cells.several import parts_of
from app.imports.files.cell_texts import cell_text
from app.imports.files.csv_rows import open_csv
from app.imports.files.formulas import as_meant, as_text
from app.imports.files.written_rows import RowWriter
from app.pictures.text_width import drawable
from schemas.names.visible import visible
from tests.architecture.sources import broken, python_files, read

WRITING = "app/imports/files/written_rows.py"
READING = "app/imports/files/csv_rows.py"

CELLS = st.text(st.sampled_from("ab1'=+-@＝＠ \t\r\n\u200b\u202e;,\"."), max_size=8)


@given(CELLS)
def test_a_cell_that_was_made_text_is_read_as_it_was(cell):
    assert as_meant(as_text(cell)) == cell


@given(CELLS)
def test_no_written_cell_begins_like_a_formula_but_numbers_below_zero(cell):
    written = as_text(cell)
    begins = visible(written).lstrip(" ")[:1]
    assert begins not in set("=+@＝＠\t\r\n") or not begins
    assert begins != "-" or written.lstrip("-").replace(".", "").replace(",", "").isdigit()


@given(st.lists(CELLS, min_size=1, max_size=4))
def test_a_written_row_is_read_back(cells):
    target = io.StringIO(newline="")
    RowWriter(target).write(cells)
    [row] = csv.reader(io.StringIO(target.getvalue(), newline=""))
    assert [as_meant(cell) for cell in row] == cells


@pytest.mark.parametrize(("cell", "written"), [("-12.5", "-12.5"), ("-1.234,50", "-1.234,50"), ("+49 30", "'+49 30")])
def test_numbers_below_zero_stay_numbers_and_telephone_numbers_are_texts(cell, written):
    assert as_text(cell) == written


@given(st.lists(st.text("abc", min_size=1), min_size=1), st.sampled_from([";", "|", " / "]), st.sampled_from(["", " "]))
def test_values_that_were_joined_are_parted_again(values, sign, blank):
    assert parts_of(f"{blank}{sign}{blank}".join(values), sign) == values


@given(
    st.text(
        st.sampled_from(
            "ab \u200c\u200d\u202e\u00ad\u0301می👩🏽\ufe0f\u0915\u094d\u3164\t\U0001f3f4\U000e0067\U000e007f"
        )
    )
)
def test_taking_away_what_is_not_seen_twice_is_doing_it_once(text):
    assert visible(visible(text)) == visible(text)
    assert cell_text(cell_text(text)) == cell_text(text)


@pytest.mark.parametrize("text", ["🧑🏽‍🚀👩‍👩‍👧", "🤷🏽‍♂️", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "क्‍ष", "می‌خواهم", "Zé", "葛󠄀"])
def test_what_changes_the_picture_of_a_text_stays_in_files_and_pictures(text):
    assert (visible(text), drawable(text)) == (text, text)


@pytest.mark.parametrize(
    "text", ["A\u200bd\u200da", "\u202eAda\u202c", "Ada\ufeff", "\x07Ada", "\u0301Ada", "A\u00adda\u061c"]
)
def test_what_is_not_seen_goes_from_files_and_pictures(text):
    assert (visible(text), drawable(text)) == ("Ada", "Ada")


def rows_of(path, text, delimiter=None):
    path.write_text(text, encoding="utf-8", newline="")
    table = open_csv(path, "utf-8-sig", delimiter)
    return table.header, [(row.number, row.cells, row.fault) for row in table.rows()]


ROWS = [["1", "x"], ["2", ""], ["", "y"], ["a b", "c"]]


@given(st.lists(st.integers(0, 3), min_size=4, max_size=4), st.integers(0, 3), st.booleans(), st.sampled_from(",;\t|"))
def test_rows_padded_with_empty_cells_read_the_same(tmp_path_factory, more, header, short, sign):
    path = tmp_path_factory.getbasetemp() / "padded.csv"
    lines = [sign.join(["id", "text", *[""] * header])]
    for cells, count in zip(ROWS, more, strict=True):
        kept = cells[:1] if short and not cells[1] else cells
        lines.append(sign.join([*kept, *[" "] * count]))
    names, rows = rows_of(path, "\r\n".join(lines))
    texts = [(number, [cell_text(cell) for cell in cells], fault) for number, cells, fault in rows]
    assert (names, texts) == (("id", "text"), [(number, cells, None) for number, cells in enumerate(ROWS, 2)])


@pytest.mark.parametrize(
    "first", ["sep=;", '"sep=;"', "SEP=;", "\ufeffsep=;", "Sep=;;;", '\ufeff"sep=;"', "sep = ;", '"sep=;",,']
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_line_that_states_the_sign_is_passed_over_and_counts_as_no_row(tmp_path, first, end):
    names, rows = rows_of(tmp_path / "t.csv", end.join([first, "Id;Name, full, first", "1;a"]))
    assert (names, rows) == (("Id", "Name, full, first"), [(2, ["1", "a"], None)])


def test_signs_within_quotes_of_a_header_do_not_part_it(tmp_path):
    names, _ = rows_of(tmp_path / "t.csv", 'Id;"Name, first, last"\n1;a\n')
    assert names == ("Id", "Name, first, last")


def test_rows_without_content_before_the_header_are_passed_over(tmp_path):
    names, rows = rows_of(tmp_path / "t.csv", "\n,,\nId,Name\n1,a\n , \u200b\n2,b\n")
    assert (names, [row[0] for row in rows]) == (("Id", "Name"), [4, 6])


@pytest.mark.parametrize(
    ("word", "home"), [("csv.writer(", WRITING), ("csv.DictWriter(", WRITING), ("csv.reader(", READING)]
)
def test_rows_are_read_and_written_in_one_place(word, home):
    others = [
        str(path) for path in python_files() if path.parts[0] == "app" and str(path) != home and word in read(path)
    ]
    assert not others, broken("One writer makes formulas text, and one reader reads what it wrote:", others)
    assert word in read(home) or "Dict" in word


def test_nobody_reads_rows_of_csv_by_name_past_the_layer():
    others = [str(path) for path in python_files() if path.parts[0] == "app" and "csv.DictReader(" in read(path)]
    assert not others, broken("Rows of files are read by app/imports/files.", others)
