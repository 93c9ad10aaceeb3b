"""One request as endpoints see it: what it asks with, and who asks."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from fastapi import Request, Response

from app.http.content_types import JSON
from app.http.etags import etag_of, is_unchanged, record_etag_of
from app.http.gate.session_cookies import SESSION
from app.http.languages import language_headers, language_of_request
from app.http.shapes.shape import shape_of
from app.security.authentication import Authenticator
from app.security.grants import check_role, role_of_kinds
from app.security.principals import Principal
from graph.store import Store
from schemas.api_keys import ApiKey
from schemas.instants import next_full_hour
from schemas.messages.message import Language


@dataclass(frozen=True, slots=True)
class Call:
    """One request: what it asks with, and who asks."""

    request: Request
    store: Store
    principal: Principal

    @property
    def this_hour(self) -> str:
        """The instant a read is about when it does not say: the next full hour."""
        return next_full_hour(self.store.clock())

    @property
    def language(self) -> Language:
        """In which language it is answered, where there is anything to say."""
        return language_of_request(self.request)

    @property
    def session(self) -> str | None:
        """The session by which it was let in; None where the key was sent, or none is needed."""
        found: str | None = getattr(self.request.state, SESSION, None)
        return found

    def check_kinds(self, kinds: Iterable[str]) -> None:
        """Let pass who may write records of these kinds: a batch is held to what single writes are held to.

        Raises
        ------
        NotAllowed
            Who may not; the sentence names the role.
        """
        check_role(self.principal, role_of_kinds(kinds))

    async def check_still_known(self) -> None:
        """Let pass who would be let in now: what is kept open asks again and again.

        Raises
        ------
        NotAuthenticated
            Whose key was revoked or has expired since, or whose session has ended.
        """
        authenticator: Authenticator = self.request.state.authenticator
        if self.session is not None:
            authenticator.sessions.holder(self.session, self.request.headers.get("host", ""))
        await authenticator.check_still_known(self.principal)

    async def own_key(self) -> ApiKey | None:
        """Return the key that was sent; None while the service needs none."""
        authenticator: Authenticator = self.request.state.authenticator
        return await authenticator.key_of(self.principal)

    def etag(self, as_of: str, *parts: object) -> str:
        """Return the ETag of an answer to this caller."""
        return etag_of(self.principal, as_of, *parts)

    def record_etag(self, row: Mapping[str, Any], head: Mapping[str, Any]) -> str:
        """Return the ETag of a record for this caller, as `record_etag_of`."""
        return record_etag_of(self.principal, row, head)

    def unchanged(self, etag: str) -> Response | None:
        """Return 304 when the caller has this answer already."""
        if shape := shape_of(self.request):
            etag = shape.etag(etag)
        return Response(status_code=304, headers={"ETag": etag}) if is_unchanged(self.request, etag) else None

    def answer(
        self, content: bytes, headers: Mapping[str, str] | None = None, media_type: str = JSON, as_of: str = ""
    ) -> Response:
        """Return an answer whose ETag is of its bytes; 304 to whoever has it."""
        etag = self.etag(as_of, hashlib.sha256(content).hexdigest()[:16])
        return self.unchanged(etag) or Response(content, 200, {"ETag": etag, **(headers or {})}, media_type)


class LanguageCall(Call):
    """A request that is answered in words: its answers in two languages are two answers."""

    def etag(self, as_of: str, *parts: object) -> str:
        """Return the ETag of an answer to this caller in this language."""
        return super().etag(as_of, *parts, self.language)

    @property
    def headers(self) -> dict[str, str]:
        """The headers by which an answer names its language."""
        return language_headers(self.language)
