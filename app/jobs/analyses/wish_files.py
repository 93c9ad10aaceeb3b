"""Questions and answers of jobs as files: a question until it is answered, an answer until it is no longer kept."""

import json
from base64 import b64decode, b64encode
from datetime import datetime
from typing import Any

from app.jobs.job_folders import JobFolder
from app.questions.passing import PassedQuestion, Reply, Same, Wish
from app.security.principals import Principal
from schemas.api_keys import Role

PARTIAL = ".part"


def write_wish(folder: JobFolder, wish: Wish) -> None:
    """Write a question, so that it can be asked again by a later process."""
    question = wish.question
    folder.files.mkdir()
    text = {
        "request_id": question.request_id,
        "method": question.method,
        "path": question.path,
        "query": question.query.decode("latin-1"),
        "headers": [[name.decode("latin-1"), value.decode("latin-1")] for name, value in question.headers],
        "body": b64encode(question.body).decode(),
        "principal": [question.principal.id, question.principal.role.value, question.principal.member],
        "now": question.now.isoformat(),
        "expected": question.expected,
        "caller": wish.caller,
    }
    folder.question.write_text(json.dumps(text), encoding="utf-8")


def read_wish(folder: JobFolder) -> Wish:
    """Return a question as it was written; it is the same as no other.

    Raises
    ------
    OSError
        When it is not there.
    """
    text: dict[str, Any] = json.loads(folder.question.read_text(encoding="utf-8"))
    who, role, member = text["principal"]
    question = PassedQuestion(
        request_id=text["request_id"],
        method=text["method"],
        path=text["path"],
        query=text["query"].encode("latin-1"),
        headers=tuple((name.encode("latin-1"), value.encode("latin-1")) for name, value in text["headers"]),
        body=b64decode(text["body"]),
        principal=Principal(who, Role(role), member),
        now=datetime.fromisoformat(text["now"]),
        expected=text.get("expected", 0.0),
    )
    return Wish(Same(("job", folder.path.name)), question, text["caller"])


def write_reply(folder: JobFolder, reply: Reply) -> None:
    """Write an answer, all or nothing: its status and headers in one line, then its bytes."""
    head = json.dumps([reply.status, reply.headers]).encode()
    partial = folder.path / f"{folder.result.name}{PARTIAL}"
    partial.write_bytes(head + b"\n" + reply.body)
    partial.replace(folder.result)


def read_reply(folder: JobFolder) -> Reply | None:
    """Return the answer that is kept, None where there is none."""
    try:
        head, _, body = folder.result.read_bytes().partition(b"\n")
    except OSError:
        return None
    status, headers = json.loads(head)
    return Reply(status, tuple((name, value) for name, value in headers), body)
