"""Ids from cells: legal, the same each time, different for different things."""

import re

from hypothesis import given
from hypothesis import strategies as st

from app.imports.cells.identifiers import made_id, name_id

LEGAL = re.compile(r"[A-Za-z0-9._:~-]{1,128}")

texts = st.text(min_size=1, max_size=300)


@given(texts, st.sampled_from(["plain", "salesforce", "name"]))
def test_any_text_gives_an_id_of_ours(text, form):
    assert LEGAL.fullmatch(made_id(text, form))


@given(texts, texts)
def test_two_texts_never_share_a_plain_id(one, other):
    assert (made_id(one, "plain") == made_id(other, "plain")) is (one == other)


def test_case_width_and_spaces_of_a_name_do_not_matter_and_all_else_does():
    assert name_id("ＡＣＭＥ  corp") == name_id("Acme Corp")
    ids = {name_id(name) for name in ("Acme Corp", "Acme-Corp", "Acme Corp.", "AcmeCorp", "艾克米", "艾克米公司")}
    assert len(ids) == 6


def test_ids_of_salesforce_differ_by_case_and_are_completed_once():
    assert made_id("001D000000IRFma", "salesforce") == made_id("001D000000IRFmaIAH", "salesforce")
    assert made_id("001D000000IRFMA", "salesforce") != made_id("001D000000IRFma", "salesforce")
