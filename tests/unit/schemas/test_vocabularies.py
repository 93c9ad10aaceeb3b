"""Every vocabulary is used, and those that stand twice are alike."""

from typing import Literal, get_args, get_origin

from schemas import vocabularies
from schemas.fields import FieldClass
from schemas.records.fields import FIELDS, CustomFieldFields
from tests.unit.schemas.every_resource import choices_of_fields, resources
from tests.unit.schemas.refusals import refusal

WITHOUT_FIELD = {
    "AwardMethod": "the value of one control point; the check of control points asks it",
    "AwardRule": "the same of another",
    "Support": "the value of an assessment; the check of assessments asks it by attribute",
    "Importance": "the same",
    "Adaptability": "the same",
    "Orientation": "the same",
    "Style": "the same",
}
"""Vocabularies that no field has as its type, and why."""

ALL = {name: value for name, value in vars(vocabularies).items() if get_origin(value) is Literal}


def test_every_vocabulary_is_the_type_of_a_field_or_says_why_not():
    used = choices_of_fields()
    unused = {name for name, value in ALL.items() if get_args(value) not in used}
    assert unused == WITHOUT_FIELD.keys()


def test_every_vocabulary_has_a_name_of_its_own_and_no_value_twice():
    for name, value in ALL.items():
        assert name[0].isupper()
        assert len(set(get_args(value))) == len(get_args(value)) > 1, name


def test_every_kind_of_record_can_have_custom_fields_and_nothing_else():
    for resource in resources():
        assert CustomFieldFields(record_kind=resource.kind).record_kind == resource.kind
    assert refusal(FIELDS, "record_kind", "people").startswith("must be a kind of record: one of account, ")


def test_a_custom_field_can_have_each_class_that_a_field_can_have():
    assert list(get_args(vocabularies.DeclaredClass)) == [each.value for each in FieldClass]
