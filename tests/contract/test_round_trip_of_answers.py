"""Every answer, whatever is asked of whichever moment, is the same where a book is exported and imported elsewhere."""

from schemas.registry import BY_KIND
from tests.conftest import OpenStore
from tests.contract.all_answers import all_answers, exported, imported
from tests.contract.whole_book import filled
from tests.nightly import NIGHTLY


async def test_every_answer_is_the_same_on_the_other_side_and_back(
    open_folder: OpenStore, open_empty: OpenStore, in_full: bool
):
    here = await open_folder()
    accounts = await filled(here)
    file = await exported(here)
    expected = await all_answers(here, accounts, in_full)
    there = await open_empty()
    back = [await open_folder()] if in_full or NIGHTLY else []  # the same statements once more, in another database
    for store in (there, *back):
        report = await imported(store, file)
        assert (report.there_already, report.own_book) == (0, 0)
        assert await all_answers(store, accounts, in_full) == expected
        assert await exported(store) == file
        assert await store.repository.holder(BY_KIND["person"], "crm", "7") == await here.repository.holder(
            BY_KIND["person"], "crm", "7"
        )
    assert (await imported(there, file)).changes == 0
    assert await exported(there) == file
    if in_full:
        assert await all_answers(there, accounts, in_full) == expected
