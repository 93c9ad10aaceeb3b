"""Answers about decision chains, and the ways to anybody, in both languages."""

from tests.recorded_run.chapters.sample_lists import ACCOUNTS, JULY, YEAR_BEFORE
from tests.recorded_run.recorder import Recorder, etag_of, items_of

ANSWERS = ("forecast", "power", "opinions", "access", "next-question")
PICTURES = ("chain.svg", "access.svg")
IN_WORDS = ("access", "next-question")


def record_chain_answers(run: Recorder) -> None:
    """Ask every answer about every chain of the sample, and the ways to the first people of each account."""
    run.begin("chain answers")
    for account in ACCOUNTS:
        place = f"/v1/accounts/{account}"
        chains = items_of(run.get(f"{place}/chains", limit=500, as_of=JULY, fields="id"))
        for chain in chains:
            _record_chain(run, f"{place}/chains/{chain['id']}/analysis")
        for person in items_of(run.get(f"{place}/people", limit=4, as_of=JULY, fields="id")):
            for language in ("en", "zh"):
                run.get(f"{place}/analysis/paths", to=person["id"], lang=language, as_of=JULY)
    _record_refusals(run)


def _record_chain(run: Recorder, place: str) -> None:
    for name in ANSWERS:
        answer = run.get(f"{place}/{name}", as_of=JULY)
        run.get(f"{place}/{name}", {"if-none-match": etag_of(answer)}, as_of=JULY)
        run.get(f"{place}/{name}", as_of=YEAR_BEFORE)
    for name in IN_WORDS + PICTURES:
        run.get(f"{place}/{name}", lang="zh", as_of=JULY)


def _record_refusals(run: Recorder) -> None:
    halden = "/v1/accounts/halden-pumps"
    for name in ANSWERS:
        run.get(f"{halden}/chains/nothing/analysis/{name}", as_of=JULY)
    run.get(f"{halden}/analysis/paths", as_of=JULY)
    run.get(f"{halden}/analysis/paths", to="nobody", as_of=JULY)
    run.get(f"{halden}/analysis/paths", {}, **{"to": "edda-morwick", "from": "nobody"}, as_of=JULY)
