"""Cells as values: as exports write them, or refused."""

import pytest

from app.imports.cells.dates import Unreadable
from app.imports.cells.values import flag_of, key_of, person_name


def test_flags():
    assert {flag_of(text) for text in ("TRUE", "是", "ja", "Oui", "SÍ", "si", "x", "1", "WAHR", "VERDADERO")} == {True}
    assert {flag_of(text) for text in ("0", "Nein", "non", "NO", "否", "FALSCH", "faux", "Falso")} == {False}
    for text in ("perhaps", "2", "01", "-", "yes no"):
        with pytest.raises(Unreadable):
            flag_of(text)


def test_a_stage_becomes_a_key_where_it_can():
    assert [key_of(text) for text in ("Closed Won", "谈判", "1st call")] == ["closed_won", None, None]


def test_names_are_written_as_their_owners_do():
    assert [person_name("伟", "张"), person_name("Ada", None), person_name(None, None), person_name("Wei", "张")] == [
        "张伟",
        "Ada",
        None,
        "Wei 张",
    ]
