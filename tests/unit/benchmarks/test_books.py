"""Invented books are as large as somebody wants them."""

from benchmarks.invented.books import contact_line


def test_each_of_ten_thousand_accounts_has_one_more_contact_of_its_own():
    assert len({contact_line(number) for number in range(10_000)}) == 10_000
