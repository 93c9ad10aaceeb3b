"""How long answers may take is expected by all that makes them long, and not by people alone."""

import pytest

from app.questions.expected import ELSEWHERE_SECONDS, JOB_SECONDS, Measured, expected_seconds
from schemas.reads import AccountSize

MEASURED = [
    (AccountSize(300, 1_200, 1_000, 0), 0.13),
    (AccountSize(300, 1_200, 20_000, 15), 0.28),
    (AccountSize(300, 12_000, 1_000, 0), 0.69),
    (AccountSize(600, 2_400, 20_000, 15), 0.45),
    (AccountSize(1_000, 4_000, 20_000, 15), 1.01),
    (AccountSize(1_000, 20_000, 1_000, 0), 1.73),
    (AccountSize(900, 3_600, 60_000, 22), 1.29),
    (AccountSize(300, 1_200, 1_500, 440), 0.38),
    (AccountSize(300, 1_200, 1_500, 1_780), 0.98),
]
"""Processor seconds of the dearest of influence, closeness, coverage, health and gaps about invented accounts of these
sizes (`benchmarks.invented`), each cold, on the machine that CI runs on."""


@pytest.mark.parametrize(("size", "seconds"), MEASURED)
def test_it_is_within_a_factor_of_two_of_what_was_measured(size: AccountSize, seconds: float):
    assert seconds / 2 <= expected_seconds(size) <= seconds * 2


@pytest.mark.parametrize("dear", [{"ties": 30_000}, {"contacts": 70_000}, {"stakes": 1_800}])
def test_an_account_of_few_people_is_answered_by_a_worker_where_there_is_much_else(dear: dict[str, int]):
    few = AccountSize(people=300)
    assert expected_seconds(few) < ELSEWHERE_SECONDS <= expected_seconds(few._replace(**dear)) < JOB_SECONDS


def test_what_was_measured_grows_with_contacts_as_with_people():
    few, many = AccountSize(1_100), AccountSize(1_100, contacts=64_533)
    measured = Measured()
    measured.note("/health", expected_seconds(few), 0.5)
    assert measured.expected("/health", expected_seconds(many)) == pytest.approx(1.0, rel=0.01)
