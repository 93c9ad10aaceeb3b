"""Pictures of answers: nothing lies on anything else, everything can be read, and nothing in them is dangerous."""

import re
import subprocess
import sys

import pytest

from app.pictures.inks import contrast
from app.pictures.text_width import shortened, text_width
from tests.unit.pictures.organisations import CHINESE, HARMFUL, LANGUAGES, LATIN, ORGANISATIONS, PICTURES, drawn
from tests.unit.pictures.svg_reading import Picture, assert_only_drawn, overlapping

HAN = re.compile(r"[\u4e00-\u9fff]")
LEAST_CONTRAST = 4.5
"""WCAG 2.2, criterion 1.4.3, level AA."""

each_picture = pytest.mark.parametrize("picture", PICTURES)
each_language = pytest.mark.parametrize("language", LANGUAGES)
each_organisation = pytest.mark.parametrize("name", ORGANISATIONS)


@each_picture
@each_language
@each_organisation
def test_nothing_overlaps_or_leaves_the_picture_whatever_the_font(picture, language, name):
    read = Picture(drawn(picture, ORGANISATIONS[name], language, place="Acme 艾克米 " * 12))
    assert read.texts
    assert not read.overlapping()
    assert not read.outside()


@each_picture
@each_language
@each_organisation
def test_every_text_can_be_read_on_what_it_stands_on(picture, language, name):
    for text in Picture(drawn(picture, ORGANISATIONS[name], language)).texts:
        assert contrast(text.ink, text.paper) >= LEAST_CONTRAST, text


def test_texts_that_overlap_would_be_seen():
    assert overlapping([("one", (0, 0, 10, 10)), ("other", (9, 9, 20, 20)), ("beside", (20, 9, 30, 20))]) == [
        ("one", "other")
    ]


@each_language
@pytest.mark.parametrize("picture", ["influence", "closeness"])
@pytest.mark.parametrize(("name", "people"), [("few", LATIN), ("chinese", CHINESE)])
def test_every_person_is_named_and_a_long_name_is_whole_in_a_title(picture, language, name, people):
    read = Picture(drawn(picture, ORGANISATIONS[name], language))
    said = {text.said for text in read.texts}
    for person in people:
        assert person in said | set(read.titles)
    assert any(text.endswith("…") for text in said)


@each_picture
@each_language
def test_words_are_in_the_language_asked_for(picture, language):
    read = Picture(drawn(picture, ORGANISATIONS["few"], language, place="Acme"))
    own = {*LATIN, "采购部", *(text.said for text in read.texts if text.said.isascii())}
    chinese = [text.said for text in read.texts if HAN.search(text.said) and text.said not in own]
    assert len(chinese) > 5 if language == "zh" else not chinese


@each_language
@pytest.mark.parametrize("picture", PICTURES)
def test_where_nobody_is_recorded_it_says_so_and_shows_no_number(picture, language):
    read = Picture(drawn(picture, ORGANISATIONS["nobody"], language, place="Acme"))
    assert ("nobody" if language == "en" else "没有") in read.said
    assert not re.search(r"\d", "\n".join(text.said for text in read.texts if "UTC" not in text.said))


def test_closeness_that_is_not_known_is_a_question_mark_and_no_zero():
    read = Picture(drawn("influence", ORGANISATIONS["unknown"], "en"))
    people, legend = 3, 1
    assert [text.said for text in read.texts].count("?") == people + legend
    assert "0" not in {text.said for text in read.texts}
    read = Picture(drawn("closeness", ORGANISATIONS["unknown"], "en"))
    assert "Closeness is not known" in read.said
    assert "0" not in {text.said for text in read.texts}


def test_a_department_without_people_has_no_number():
    assert "nobody recorded" in Picture(drawn("coverage", ORGANISATIONS["unknown"], "en")).said


@pytest.mark.parametrize(("language", "first"), [("en", "1st of 3"), ("zh", "3 人中第 1")])
def test_influence_is_a_rank_among_all_with_a_title_below_the_name(language, first):
    words = [text.said for text in Picture(drawn("influence", ORGANISATIONS["unknown"], language)).texts]
    assert first in words
    assert any(word.startswith("Head of") for word in words)


def test_a_picture_of_many_says_how_many_it_leaves_out():
    people, departments, members = 60 - 12, 15 - 12, 14 - 10
    assert f"{people} more hold" in Picture(drawn("influence", ORGANISATIONS["many"], "en")).said
    assert f"{departments} more departments" in Picture(drawn("coverage", ORGANISATIONS["many"], "en")).said
    assert (
        f"Not shown: {people} of theirs, {members} of ours."
        in Picture(drawn("closeness", ORGANISATIONS["many"], "en")).said
    )


@each_picture
def test_names_are_only_text(picture):
    svg = drawn(picture, ORGANISATIONS["harmful"], "en", place=HARMFUL[0])
    assert_only_drawn(svg)
    assert b"<!DOCTYPE" not in svg
    assert "\u202e" not in svg.decode()
    assert HARMFUL[0] in Picture(svg).titles[0]


@each_picture
@each_language
def test_the_same_answer_gives_the_same_bytes_in_another_process_too(picture, language, tmp_path):
    code = (
        "import sys; from tests.unit.pictures.organisations import *;"
        f"sys.stdout.buffer.write(drawn({picture!r}, ORGANISATIONS['few'], {language!r}))"
    )
    run = subprocess.run([sys.executable, "-W", "error", "-c", code], capture_output=True, check=True)
    assert run.stdout == drawn(picture, ORGANISATIONS["few"], language)
    assert run.stderr == b""


def test_drawing_writes_nothing_into_a_home(tmp_path):
    code = "from tests.unit.pictures.organisations import *; drawn('influence', ORGANISATIONS['chinese'], 'zh')"
    home = {"HOME": str(tmp_path), "PYTHONDONTWRITEBYTECODE": "1"}
    subprocess.run([sys.executable, "-W", "error", "-c", code], check=True, env=home)
    assert not list(tmp_path.iterdir())


def test_what_is_not_asked_for_a_picture_does_not_wait_for_the_library():
    code = "import sys, app.main; sys.exit('matplotlib' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_shortened_text_ends_in_an_ellipsis_and_fits():
    short = shortened("Wilhelmina", 30, 10)
    assert short.endswith("…")
    assert text_width(short, 10) <= 30
    assert shortened("Ada", 30, 10) == "Ada"
