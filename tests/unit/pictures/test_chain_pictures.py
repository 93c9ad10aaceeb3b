"""Pictures of chains: they say what the answers say, are legible for a hundred people, and hold nothing dangerous."""

import re
import subprocess
import sys
from dataclasses import replace
from itertools import pairwise

import pytest

from analytics.context import Context
from app.lanes.answers import chain_answers
from app.pictures.chains.access_layout import MOST_PASSED, Way, layout
from app.pictures.chains.words import voters_of
from app.pictures.inks import contrast
from schemas.settings.analysis_settings import AnalysisSettings
from tests.unit.pictures.chains import CHAIN_PICTURES, COMMITTEES, FEW, drawn_chain
from tests.unit.pictures.organisations import HARMFUL
from tests.unit.pictures.svg_reading import Picture, assert_only_drawn
from tests.unit.pictures.test_pictures import HAN, LEAST_CONTRAST, assert_title, each_language

each_picture = pytest.mark.parametrize("picture", CHAIN_PICTURES)
each_committee = pytest.mark.parametrize("name", COMMITTEES)

RATE = re.compile(r"\bwin\b|win rate|odds|胜率|赢率", re.IGNORECASE)


def answers(name, language="en"):
    return chain_answers(Context(COMMITTEES[name], AnalysisSettings(), "c1"), "Acme", language)


def read(picture, name, language="en") -> Picture:
    return Picture(drawn_chain(picture, COMMITTEES[name], language))


@each_picture
@each_language
@each_committee
def test_nothing_overlaps_or_leaves_the_picture_and_all_can_be_read(picture, language, name):
    shown = Picture(drawn_chain(picture, COMMITTEES[name], language, name="Acme 艾克米 " * 12))
    assert not RATE.search(shown.said)
    assert all(contrast(text.ink, text.paper) >= LEAST_CONTRAST for text in shown.texts)
    assert shown.texts
    assert not shown.overlapping() + shown.outside()


@each_language
def test_a_chain_shows_every_step_with_its_rule_and_every_voter_once(language):
    found, shown = answers("few", language), read("chain", "few", language)
    said = [text.said for text in shown.texts]
    for step in found.forecast.steps:
        assert step.name in said
    names = [(voter.name or "nobody")[:10] for voter in voters_of(found.forecast)]
    rows = [next(place for place, text in enumerate(said) if text.startswith(name)) for name in names]
    assert rows == sorted(rows)
    votes = [(voter.counts, voter.veto) for step in found.forecast.steps for voter in step.voters]
    mark = {"en": "V", "zh": "否"}[language]
    assert sum(bool(re.fullmatch(rf"\d {mark}", text)) for text in said) == sum(veto for _, veto in votes)
    assert sum(voter.support is None for voter in voters_of(found.forecast)) == 1
    assert ("Not known" if language == "en" else "不清楚") in said


@each_language
def test_steps_of_one_order_stand_side_by_side_under_a_letter_each(language):
    shown = read("chain", "side_by_side", language).texts
    at = {text.said: text.box for text in shown if text.said in {"Need", "Works council", "Budget 预算", "Award"}}
    assert at["Works council"][1] == at["Budget 预算"][1]
    assert at["Need"][1] < at["Works council"][1] < at["Award"][1]
    numbers = [text.said for text in shown if re.fullmatch(r"[123][ab]?", text.said)][:4]
    assert numbers == ["1", "2a", "2b", "3"]


def test_a_step_that_the_amount_does_not_ask_for_says_so_and_has_no_votes():
    said = read("chain", "only_above").said
    assert "not needed: only from 2,000,000 EUR on" in said
    assert "only from 1,250,000.50 EUR on" not in said


def test_an_amount_that_is_not_known_is_said_with_what_is_implied_either_way():
    found = answers("amount_unknown").forecast
    assert (found.forecast, found.reasons["forecast"]) == (None, "amount_unknown")
    assert "Whether Budget 预算 has to decide depends on the deal's amount, which is not known" in found.sentence
    assert "only from 2,000,000 EUR on" in read("chain", "amount_unknown").said


def test_what_is_not_known_of_a_voter_is_a_question_mark_and_no_number():
    known = read("chain", "few").said.splitlines().count("?")
    unreached = read("chain", "unreached").said.splitlines().count("?")
    legend = 1
    closeness_not_known = 3
    assert known >= 1 + legend
    assert unreached == closeness_not_known + legend


@each_language
def test_everybody_on_a_way_or_with_a_vote_stands_beside_the_title(language):
    found = answers("few", language)
    titles = {person.id: person.title for person in COMMITTEES["few"].people}
    shown = read("access", "few", language)
    passed = {
        (name, person)
        for row in found.access.voters
        for route in (row.best, *row.alternatives)
        for person, name in zip(route.people[1:-1], route.names[1:-1], strict=True)
    }
    assert passed
    for name, person in passed:
        for called in {text.said for text in shown.texts if text.said[:8] == (name or "")[:8] and titles[person]}:
            assert_title(shown, called, titles[person])
    lanes = read("chain", "few", language)
    for voter in voters_of(found.forecast):
        begin = (voter.name or "")[:8]
        assert_title(lanes, next(text.said for text in lanes.texts if text.said[:8] == begin), voter.title)


@each_language
@pytest.mark.parametrize("name", ["nobody", "no_voter"])
def test_a_chain_of_which_nothing_is_known_says_so_in_words(language, name):
    words = {"en": "Nothing is known of it", "zh": "对它一无所知"}[language]
    assert words in read("chain", name, language).said
    reach = {"en": "nobody to reach", "zh": "没有要接触的人"}[language]
    assert reach in read("access", name, language).said


@each_language
def test_without_a_step_everybody_with_a_role_is_named_with_it(language):
    shown = read("chain", "roles_only", language).said.splitlines()
    role = {"en": "Economic buyer", "zh": "经济购买者"}[language]
    assert shown.count(role) == 3
    for name in ("Ada Brandt", "Bo Lind"):
        assert name in shown


def test_the_best_way_has_its_strength_its_weakest_step_and_whom_all_ways_need():
    found, said = answers("few"), read("access", "few").said
    for row in found.access.voters:
        assert f"{row.best.strength:.2f}" in said.splitlines()
    several = [row.best for row in found.access.voters if len(row.best.steps) > 1]
    for route in several:
        assert f"Weakest {route.steps[route.weakest].strength:.2f}: " in said
    assert "No way is recorded." in read("access", "unreached").said


def test_the_fewest_whom_all_ways_need_are_framed():
    framed = re.compile(rb"stroke: #b0492b")
    cut_off = [row for row in answers("few").access.voters if row.best and 0 < len(row.cut) <= 2]
    legend = 2
    drawn = len(framed.findall(drawn_chain("access", FEW, "en")))
    marked = {(one.side, one.id) for row in cut_off for one in row.cut}
    assert drawn >= legend + 3 * len(marked) if marked else drawn == legend


@pytest.mark.parametrize("picture", CHAIN_PICTURES)
def test_of_many_voters_it_says_how_many_it_leaves_out(picture):
    assert "6 more voters are not shown." in read(picture, "too_many").said


@each_picture
def test_names_are_only_text(picture):
    svg = drawn_chain(picture, COMMITTEES["harmful"], "en", name=HARMFUL[0])
    assert_only_drawn(svg)
    assert "\u202e" not in svg.decode()


@each_language
@each_picture
def test_the_same_answer_gives_the_same_bytes_in_another_process_too(picture, language):
    code = (
        "import sys; from tests.unit.pictures.chains import *;"
        f"sys.stdout.buffer.write(drawn_chain({picture!r}, COMMITTEES['many'], {language!r}))"
    )
    run = subprocess.run([sys.executable, "-W", "error", "-c", code], capture_output=True, check=True)
    assert run.stdout == drawn_chain(picture, COMMITTEES["many"], language)


@each_picture
def test_the_order_of_what_is_recorded_changes_nothing(picture):
    account = COMMITTEES["many"]
    turned = {name: getattr(account, name)[::-1] for name in ("stakes", "influences", "assessments", "steps")}
    assert drawn_chain(picture, replace(account, **turned), "en") == drawn_chain(picture, account, "en")


@each_picture
def test_words_are_in_the_language_asked_for(picture):
    english = Picture(drawn_chain(picture, replace(COMMITTEES["few"], **_plain()), "en", name="Acme"))
    assert not [text.said for text in english.texts if HAN.search(text.said)]


def _plain():
    account = COMMITTEES["few"]
    return {
        "chains": tuple(chain._replace(name="Board") for chain in account.chains),
        "opportunities": tuple(deal._replace(name="Line 4") for deal in account.opportunities),
        "steps": tuple(step._replace(name=f"Step {step.order}") for step in account.steps),
        "people": tuple(person._replace(title=None) for person in account.people),
    }


def test_lines_go_forward_over_no_more_columns_than_fit():
    ways = [
        Way(["kim", "a", "b", "vera"], True, 0),
        Way(["kim", "b", "a", "vera"], False, None),
        Way(["kim", "c", "d", "e", "f", "vera"], False, None),
        Way(["lea", "vera"], False, None),
    ]
    found = layout(ways, {"vera": 40.0}, 20.0)
    assert len(found.columns) <= MOST_PASSED + 2
    assert found.left_out == 2
    assert all(line.stops[0].column < line.stops[-1].column for line in found.lines)
    assert {stop.id for stop in found.columns[0]} == {"kim", "lea"}
    (direct,) = [line for line in found.lines if line.stops[0].id == "lea"]
    assert [stop.kind for stop in direct.stops] == ["ours", "bend", "bend", "voter"]


def test_nobody_stands_on_anybody():
    for name in ("many", "most"):
        rows = {row.person: 40.0 for row in answers(name).access.voters}
        ways = [Way(row.best.people, True, 0) for row in answers(name).access.voters]
        found = layout(ways, rows, 19.0)
        for column in found.columns:
            stops = [stop for stop in column if stop.kind != "bend"]
            for above, below in pairwise(stops):
                least = 40.0 if above.kind == "voter" else 19.0
                assert found.middles[below] - found.middles[above] >= least
