"""Everything that is computed: analyses, profiles, pictures in both languages, the graph in every form."""

from random import Random
from typing import Any

from tests.recorded_run.chapters.firm import FIRM
from tests.recorded_run.chapters.sample_lists import ACCOUNTS, JULY, LONG_AGO, YEAR_BEFORE
from tests.recorded_run.recorder import Recorder, etag_of, items_of, object_of

ANALYSES = ("influence", "network", "closeness", "coverage", "beliefs", "health")
EXPLAINED = ("influence", "closeness", "coverage", "health")
NARROWED = ("influence", "network", "closeness", "coverage", "beliefs")
PICTURES = ("influence.svg", "coverage.svg", "closeness.svg")
FAR = "2030-01-01T00:00:00Z"
OF_MANY_PEOPLE = 3


def record_answers(run: Recorder) -> None:
    """Ask every answer about every account, and in every form."""
    run.begin("answers")
    random = Random(8)
    for account in (*ACCOUNTS, FIRM):
        place = f"/v1/accounts/{account}"
        people = items_of(run.get(f"{place}/people", limit=500, as_of=JULY, fields="id"))
        chosen = random.sample(people, min(OF_MANY_PEOPLE, len(people)))
        within = {name: _first(run, place, path) for name, path in (("department", "departments"), ("chain", "chains"))}
        for moment in (JULY, YEAR_BEFORE, FAR):
            _record_analyses(run, place, moment, within)
        for person in chosen:
            _record_profile(run, place, person["id"], within["chain"])
        _record_pictures(run, place, within)
        _record_graph(run, place)
    _record_relations(run)
    _record_without_a_moment(run)
    _record_refusals(run)


def _first(run: Recorder, place: str, path: str) -> str:
    items = items_of(run.get(f"{place}/{path}", limit=1, as_of=JULY, fields="id"))
    return str(items[0]["id"]) if items else "none"


def _record_analyses(run: Recorder, place: str, moment: str, within: dict[str, str]) -> None:
    for name in ANALYSES:
        answer = run.get(f"{place}/analysis/{name}", as_of=moment)
        run.get(f"{place}/analysis/{name}", {"if-none-match": etag_of(answer)}, as_of=moment)
        if (known := answer.headers.get("stakegraph-known-at")) is not None:
            run.get(f"{place}/analysis/{name}", as_of=moment, known_at=known)
    if moment != JULY:
        return
    for name in EXPLAINED:
        run.get(f"{place}/analysis/{name}", explain="true", as_of=moment)
    for name in NARROWED:
        run.get(f"{place}/analysis/{name}", department=within["department"], as_of=moment)
        run.get(f"{place}/analysis/{name}", chain=within["chain"], as_of=moment)
    run.get(f"{place}/analysis/influence", **_both(within), explain="true", as_of=moment)


def _both(within: dict[str, str]) -> dict[str, Any]:
    return {"department": within["department"], "chain": within["chain"]}


def _record_profile(run: Recorder, place: str, person: str, chain: str) -> None:
    own = f"{place}/analysis/people/{person}/profile"
    page = run.get(own, as_of=JULY, limit=4)
    run.get(own, {"if-none-match": etag_of(page)}, as_of=JULY, limit=4)
    cursor = (object_of(page).get("timeline") or {}).get("next_cursor")
    if cursor is not None:
        run.get(own, cursor=cursor, limit=4)
        run.get(own, cursor=cursor, limit=4, as_of=LONG_AGO)
        run.get(own, cursor=cursor, chain=chain)
    run.get(own, as_of=JULY, chain=chain, explain="true")
    run.get(own, as_of=YEAR_BEFORE)
    run.get(f"{place}/analysis/beliefs", as_of=JULY, person=person)


def _record_pictures(run: Recorder, place: str, within: dict[str, str]) -> None:
    for name in PICTURES:
        own = f"{place}/analysis/{name}"
        picture = run.get(own, as_of=JULY, lang="en")
        run.get(own, {"if-none-match": etag_of(picture)}, as_of=JULY, lang="en")
        run.get(own, {"if-none-match": etag_of(picture)}, as_of=JULY, lang="zh")
        run.get(own, {"accept-language": "de-CH, zh-CN;q=0.9, en;q=0.8"}, as_of=YEAR_BEFORE)
        run.get(own, {"accept-language": "zh"}, as_of=JULY, lang="en", department=within["department"])
        run.get(own, as_of=JULY, lang="zh", chain=within["chain"])


def _record_graph(run: Recorder, place: str) -> None:
    for shape in ("json", "node-link"):
        answer = run.get(f"{place}/graph", format=shape, as_of=JULY)
        run.get(f"{place}/graph", {"if-none-match": etag_of(answer)}, format=shape, as_of=JULY)
    run.get(f"{place}/graph", as_of=LONG_AGO)
    run.get(f"{place}/graph", format="dot", as_of=JULY)


def _record_relations(run: Recorder) -> None:
    own = "/v1/accounts/halden-pumps/analysis/network"
    for relation in ("influences", "conflicts", "alliances", "reporting-lines", "planets"):
        run.get(own, relation=relation, as_of=JULY)
        run.get(own, relation=relation, weighted="true", as_of=JULY)


def _record_without_a_moment(run: Recorder) -> None:
    """Ask about now where the numbers do not fade: what fades is another number an hour later."""
    for name in ("influence", "network", "beliefs"):
        answer = run.get(f"/v1/accounts/rec-other/analysis/{name}")
        run.get(f"/v1/accounts/rec-other/analysis/{name}", {"if-none-match": etag_of(answer)})
    run.get("/v1/accounts/rec-other/graph")


def _record_refusals(run: Recorder) -> None:
    halden, answers = "/v1/accounts/halden-pumps", (*ANALYSES, *PICTURES, "people/edda-morwick/profile")
    for name in answers:
        own = f"{halden}/analysis/{name}"
        run.get(f"/v1/accounts/nobody-here/analysis/{name}", as_of=JULY)
        run.get(own, as_of="soon")
        run.get(own, known_at="soon", chain="no chain")
        run.get(own, planet="mars")
        run.get(own, as_of=JULY, known_at=LONG_AGO)
        run.get(own, as_of=JULY, department="nowhere")
        run.get(own, as_of=JULY, chain="nothing")
        run.get(own, as_of=LONG_AGO)
    for name in PICTURES:
        run.get(f"{halden}/analysis/{name}", as_of=JULY, lang="fr")
    run.get(f"{halden}/analysis/people/nobody/profile", as_of=JULY)
    run.get(f"{halden}/analysis/people/edda-morwick/profile", as_of=JULY, cursor="eyJub25lIjoib2Ygb3VycyJ9")
    run.get(f"{halden}/analysis/beliefs", as_of=JULY, person="nobody")
    run.get(f"{halden}/analysis/influence", as_of=JULY, explain="perhaps")
    run.get("/v1/accounts/nobody-here/graph")
    run.get(f"{halden}/analysis/planets")
