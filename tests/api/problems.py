"""What every refusal owes its caller: a problem of RFC 9457 that says what is wrong and where, not how we work."""

import re
from typing import Any

import httpx

PROBLEM_JSON = "application/problem+json"
INSIDE = re.compile(
    r"traceback|file \"/|\.py\b|neo4j|arcade|bolt:|cypher|(?-i:\bMATCH\b|\bMERGE\b)|pydantic|starlette|exception"
    r"|<object|errors\.pydantic",
    re.IGNORECASE,
)
"""Words of code, frameworks and databases: none of a caller's business."""

SHORTEST_SENTENCE = 12


def assert_problem(
    response: httpx.Response, status: int, kind: str, pointer: str | None = None, says: str = ""
) -> dict[str, Any]:
    """Assert a refusal and return its body.

    Parameters
    ----------
    pointer : str or None
        Where the first thing is that is wrong; None where no place can be named.
    says : str
        Words that its detail must hold.
    """
    assert response.status_code == status, response.text[:2000]
    assert response.headers["content-type"] == PROBLEM_JSON
    body = response.json()
    assert (body["code"], body["status"]) == (kind, status)
    assert body["type"].endswith(f"/problems/{kind}") or body["type"] == "about:blank"
    assert body["title"]
    assert body["instance"].startswith("urn:uuid:")
    assert not INSIDE.search(response.text), response.text[:2000]
    details = [body["detail"], *(error["detail"] for error in body["errors"])]
    assert all(len(detail) >= SHORTEST_SENTENCE for detail in details), details
    if pointer is not None:
        assert body["errors"], response.text[:2000]
        assert body["errors"][0]["pointer"] == pointer
    assert says.lower() in " ".join(details).lower()
    return dict(body)


def assert_invalid(response: httpx.Response, pointer: str | None = None, says: str = "") -> dict[str, Any]:
    """Assert that a request was refused as wrong in itself."""
    return assert_problem(response, 422, "InvalidInput", pointer, says)
