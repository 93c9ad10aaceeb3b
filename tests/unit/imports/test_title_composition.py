"""How words of a title work together: deputies, assistants, who was, who stands in, and both sexes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.imports.titles.reading import read_title


def level_of(title):
    return read_title(title).seniority


def unread(title):
    return read_title(title).unread


@pytest.mark.parametrize(
    ("holder", "deputies"),
    [
        ("CFO", ["Deputy CFO", "Deputy to the CFO"]),
        (
            "Geschäftsführer",
            ["Stellvertretender Geschäftsführer", "stv. Geschäftsführerin", "Stellvertreterin des Geschäftsführers"],
        ),
        (
            "Directeur général",
            ["Directeur général adjoint", "Directrice générale adjointe", "Adjoint au directeur général"],
        ),
        ("Director general", ["Director general adjunto", "Directora General Adjunta", "Adjunta al director general"]),
        ("总经理", ["副总经理", "第一副总经理"]),
    ],
)
def test_the_deputy_of_a_chief_stands_one_level_below(holder, deputies):
    assert (level_of(holder), {level_of(one) for one in deputies}) == ("c_level", {"vp"})


@pytest.mark.parametrize(
    ("holder", "deputy"),
    [
        ("Head of IT", "Deputy Head of IT"),
        ("Leiter Einkauf", "Stellv. Leiterin Einkauf"),
        ("Directeur des achats", "Directrice adjointe des achats"),
        ("Director de compras", "Subdirectora de compras"),
    ],
)
def test_the_deputy_of_a_director_is_a_manager(holder, deputy):
    assert (level_of(holder), level_of(deputy)) == ("director", "manager")
    assert read_title(holder).function == read_title(deputy).function


@pytest.mark.parametrize(
    "title",
    [
        "VP Assistant",
        "Executive Assistant to the CFO",
        "PA to Managing Director",
        "EA, CEO",
        "Assistentin der Geschäftsleitung",
        "Vorstandssekretär",
        "Assistante du directeur général",
        "Secretaria de dirección",
        "采购经理助理",
        "董事长秘书",
    ],
)
def test_who_assists_somebody_does_not_hold_their_post(title):
    assert level_of(title) == "individual"


@pytest.mark.parametrize("title", ["Assistant to the CEO", "CEO Assistant", "总经理助理", "总裁助理"])
def test_the_assistant_to_a_chief_is_a_specialist(title):
    assert level_of(title) == "specialist"


@pytest.mark.parametrize(
    ("title", "level"),
    [
        ("Assistant Director", "director"),
        ("Assistant Manager", "manager"),
        ("Assistant Buyer", "individual"),
        ("助理工程师", "individual"),
    ],
)
def test_an_assistant_before_a_post_is_its_lower_grade(title, level):
    assert level_of(title) == level


@pytest.mark.parametrize(
    "title",
    [
        "Former CEO",
        "Ex-CEO",
        "CEO (retired)",
        "CEO, retired",
        "Ehemalige Geschäftsführerin",
        "Vorstand a.D.",
        "Geschäftsführer i. R.",
        "Ancienne directrice générale",
        "Ex directeur général",
        "Exdirectora general",
        "Antiguo director general",
        "原总经理",
        "前任总经理",
        "退休总工程师",
        "名誉董事长",
    ],
)
def test_a_post_that_somebody_held_once_is_not_their_level(title):
    assert (level_of(title), unread(title)) == (None, "former")


@pytest.mark.parametrize(
    ("title", "level"),
    [
        ("VP Finance (former CFO)", "vp"),
        ("Former CFO, now Head of Strategy", "director"),
        ("退休总工程师、技术顾问", "specialist"),
        ("原采购部部长，现任副总经理", "vp"),
    ],
)
def test_what_somebody_was_does_not_hide_what_they_are(title, level):
    assert level_of(title) == level


@pytest.mark.parametrize(
    ("title", "level"),
    [
        ("Acting CFO", "c_level"),
        ("Managing Director (interim)", "c_level"),
        ("Kommissarische Leiterin Einkauf", "director"),
        ("Directeur général par intérim", "c_level"),
        ("Directora en funciones", "director"),
        ("代理总经理", "c_level"),
        ("采购部部长（代）", "director"),
    ],
)
def test_who_stands_in_for_now_has_the_say_of_the_post(title, level):
    assert level_of(title) == level


def test_who_is_to_hold_a_post_does_not_hold_it_yet():
    assert {unread(title) for title in ("CEO designate", "Incoming CEO", "Designierter Vorstand", "候任总经理")} == {
        "designate"
    }


@pytest.mark.parametrize(
    "titles",
    [
        [
            "Leiter Einkauf",
            "Leiterin Einkauf",
            "Leiter*in Einkauf",
            "Leiter:in Einkauf",
            "Leiter/-in Einkauf",
            "Leiter(in) Einkauf",
            "LeiterIn Einkauf",
            "Leiter Einkauf (m/w/d)",
            "Leiter_in Einkauf (w/m/x)",
        ],
        ["Geschäftsführer", "Geschäftsführerin", "Geschaeftsfuehrerin", "GESCHÄFTSFÜHRER*IN"],
        [
            "Directeur qualité",
            "Directrice qualité",
            "Directeur·rice qualité",
            "Directeur(trice) qualité",
            "Directeur qualité (H/F)",
        ],
        ["Acheteur industriel", "Acheteuse industrielle", "Acheteur.euse industriel"],
        ["Ingeniero de calidad", "Ingeniera de calidad", "Ingeniero/a de calidad", "Ingenier@ de calidad"],
        ["Chairman", "Chairwoman", "Chairperson"],
    ],
)
def test_both_sexes_are_read_alike(titles):
    readings = {(read_title(title).seniority, read_title(title).function) for title in titles}
    assert len(readings) == 1
    assert None not in readings.pop()


def test_of_several_posts_the_most_senior_counts():
    assert level_of("Head of Sales and Managing Director") == "c_level"
    assert level_of("副总经理兼财务总监") == "vp"


@pytest.mark.parametrize(
    ("title", "function"),
    [
        ("IT Procurement Manager", "procurement"),
        ("Abteilungsleiter IT-Einkauf", "procurement"),
        ("Leiter Einkauf IT", "procurement"),
        ("生产质量经理", "quality"),
        ("Quality Engineer", "quality"),
        ("Ingénieur qualité", "quality"),
        ("Managing Director, Sales", "sales"),
        ("Sales Operations Analyst", "sales"),
        ("Kaufmännische Geschäftsführerin", "finance"),
        ("Technischer Geschäftsführer", "engineering"),
        ("生产副总经理", "operations"),
    ],
)
def test_of_two_functions_the_trade_counts(title, function):
    assert read_title(title).function == function


@pytest.mark.parametrize(
    ("title", "reason"),
    [
        ("Poet", "no_rule"),
        ("Purchasing", "no_level"),
        ("Office of the CEO", "no_level"),
        ("Deputy", "no_rule"),
        ("", "no_rule"),
    ],
)
def test_what_no_rule_knows_stays_unknown_and_says_why(title, reason):
    assert (level_of(title), unread(title)) == (None, reason)


@given(st.text(max_size=80))
def test_any_text_is_read_and_either_has_a_level_or_says_why_not(text):
    reading = read_title(text)
    assert (reading.seniority is None) == (reading.unread is not None)
