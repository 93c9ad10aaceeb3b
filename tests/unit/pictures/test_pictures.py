"""Pictures of answers: nothing lies on anything else, everything can be read, and nothing in them is dangerous."""

import re
import subprocess
import sys
from dataclasses import replace

import pytest

from app.pictures.inks import contrast
from app.pictures.text_width import drawable, shortened, text_width
from schemas.rows.contacts import InteractionNode
from schemas.settings.analysis_settings import AnalysisSettings
from tests.unit.analytics.asked import closeness_analysis
from tests.unit.pictures.organisations import (
    AS_OF,
    CHINESE,
    HARMFUL,
    LANGUAGES,
    LATIN,
    ORGANISATIONS,
    PICTURES,
    TITLES,
    drawn,
    numbered,
    organisation,
)
from tests.unit.pictures.svg_reading import Picture, assert_only_drawn, overlapping

HAN = re.compile(r"[\u4e00-\u9fff]")
LEAST_CONTRAST = 4.5
"""WCAG 2.2, criterion 1.4.3, level AA."""

each_picture = pytest.mark.parametrize("picture", PICTURES)
each_language = pytest.mark.parametrize("language", LANGUAGES)
each_organisation = pytest.mark.parametrize("name", ORGANISATIONS)
each_picture_of_people = pytest.mark.parametrize(
    ("picture", "name", "people"),
    [(picture, *named) for picture in ("influence", "closeness") for named in (("few", LATIN), ("chinese", CHINESE))],
)


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
@each_picture_of_people
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
    own = re.compile("|".join(re.escape(text[:2]) for text in (*LATIN, "采购部", *filter(None, TITLES))))
    chinese = [text.said for text in read.texts if HAN.search(text.said) and not own.match(text.said)]
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
def test_influence_is_a_place_among_all(language, first):
    assert first in Picture(drawn("influence", ORGANISATIONS["unknown"], language)).said.splitlines()


@each_language
@each_picture_of_people
def test_every_name_in_a_picture_stands_beside_its_title_where_there_is_one(picture, language, name, people):
    read = Picture(drawn(picture, ORGANISATIONS[name], language))
    said = {text.said for text in read.texts}
    for person, title in zip(people, TITLES, strict=True):
        shown = person if person in said else next(text for text in said if text[:9] == person[:9])
        assert_title(read, shown, title)


def assert_title(read: Picture, name: str, title: str | None) -> None:
    """See that a title stands below a name, whole or shortened with the whole of it as what pointing at it says."""
    below = read.below(name)
    if title is None:
        assert below is None
    elif below != drawable(title).strip():
        assert below is not None
        assert below.endswith("…")
        assert title.startswith(below[:-1])
        assert title in read.titles


@each_language
@pytest.mark.parametrize("picture", ["influence", "closeness"])
def test_long_titles_stay_inside_their_box(picture, language):
    read = Picture(drawn(picture, ORGANISATIONS["many"], language))
    titles = [text for text in read.texts if text.said.endswith("…") and text.said[:2] in {"Ch", "集团"}]
    heads = {text.said: text.box[0] for text in read.texts}
    next_column = heads["影响力占比" if language == "zh" else "Share of influence"] if picture == "influence" else 170
    assert len(titles) == 6
    assert all(text.box[2] < next_column for text in titles)


@each_language
@pytest.mark.parametrize("picture", ["influence", "closeness"])
@pytest.mark.parametrize("title", ["W" * 60, "总" * 60, "Head of Procurement " * 3, "\u202e\u200b", "", None])
def test_thirty_people_with_any_title_stand_apart(picture, language, title):
    account = organisation(numbered(LATIN + CHINESE, 30), CHINESE, LATIN, [title])
    read = Picture(drawn(picture, account, language))
    assert "" not in {text.said for text in read.texts}
    assert not read.overlapping() + read.outside()


def test_somebody_without_a_name_is_called_by_the_title_which_is_not_said_twice():
    account = organisation(["Ada Brandt", "Bo Lind"], titles=["Buyer"])
    nameless = replace(account, people=tuple(one._replace(name=None) for one in account.people))
    for picture in ("influence", "closeness"):
        assert Picture(drawn(picture, nameless, "en")).said.splitlines().count("Buyer") == len(nameless.people)


@pytest.mark.parametrize(
    ("language", "reason"), [("en", "* too few contacts both ways"), ("zh", "* 有来有往的接触太少")]
)
def test_a_number_that_is_held_back_has_a_mark_which_one_line_explains(language, reason):
    few = ORGANISATIONS["few"]
    visits = (InteractionNode(f"v{n}", AS_OF, ["p000"], ["m000"], depth=5, expertise=3) for n in range(4))
    met = replace(few, interactions=(*few.interactions, *visits))
    (held,) = [pair for pair in closeness_analysis(met, AnalysisSettings()).pairs if pair.limited_by]
    read = Picture(drawn("closeness", met, language))
    assert held.closeness == held.ceiling == pytest.approx(24.9)
    assert [text.said for text in read.texts if re.search(r"\d[*†‡]$", text.said)] == ["24*"]
    assert [text.said for text in read.texts].count("*") == 1, "the closest of us"
    assert len([text.said for text in read.texts if reason in text.said]) == 1
    assert reason not in Picture(drawn("closeness", few, language)).said


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
