"""What anybody asks first: health, documentation, vocabularies, and addresses that are none."""

from tests.recorded_run.recorder import Recorder, etag_of


def record_opening(run: Recorder) -> None:
    """Ask for what is there before any record."""
    run.begin("opening")
    for path in ("/healthz", "/readyz", "/openapi.json", "/docs"):
        run.get(path)
    vocabularies = run.get("/v1/vocabularies")
    run.get("/v1/vocabularies", {"if-none-match": etag_of(vocabularies)})
    run.get("/v1/vocabularies", {"if-none-match": '"another"'})
    run.get("/v1/vocabularies", lang="zh")
    for path in (
        "/",
        "/v1",
        "/v2/accounts",
        "/v1/planets",
        "/v1/accounts/halden-pumps/planets",
        "/redoc",
        "/v1/accounts/",
    ):
        run.get(path)
    for method, path in (
        ("POST", "/healthz"),
        ("PUT", "/v1/accounts"),
        ("DELETE", "/v1/vocabularies"),
        ("PATCH", "/v1/sync"),
        ("HEAD", "/v1/accounts"),
        ("OPTIONS", "/v1/accounts"),
        ("GET", "/v1/sync"),
        ("GET", "/v1/batch"),
    ):
        run.send(method, path)
    run.get("/v1/accounts", {"host": "stakegraph.example.com"})
    run.get("/healthz", {"host": "127.0.0.1.example.com"})
    run.get("/v1/accounts", {"origin": "https://example.com"})
    run.get("/v1/accounts", {"authorization": "Bearer sgk_000000000000_" + 43 * "x"}, limit=1)
