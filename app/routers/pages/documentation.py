"""The API as people read it: `/docs`, whose files all come from here, so that it works without the internet."""

import asyncio
import hashlib
import os
from pathlib import Path

from fastapi import FastAPI, Request, Response
from fastapi.staticfiles import StaticFiles
from pydantic_core import to_json
from starlette.types import Scope

from app.http.content_types import JSON
from app.http.etags import is_unchanged

STATIC = Path(__file__).parents[2] / "static"

HEADERS = {
    "Cache-Control": "no-cache",
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
"""A browser asks whether what it keeps is current (304), and neither runs nor fetches anything from elsewhere."""


class DocumentationFiles(StaticFiles):
    """Files of the page."""

    def file_response(
        self, full_path: str | os.PathLike[str], stat_result: os.stat_result, scope: Scope, status_code: int = 200
    ) -> Response:
        """Return a file, or that it is unchanged, with the headers of the page."""
        response = super().file_response(full_path, stat_result, scope, status_code)
        response.headers.update(HEADERS)
        return response


def install(app: FastAPI) -> None:
    """Serve the document, the page and its files; none of it is part of the document."""
    app.state.document = None
    app.state.making_document = asyncio.Lock()
    app.add_route("/openapi.json", _document, include_in_schema=False)
    app.add_route("/docs", _page, include_in_schema=False)
    app.add_route("/docs/start.js", _start, include_in_schema=False)
    app.mount("/docs/swagger_ui", DocumentationFiles(directory=STATIC / "swagger_ui"))


async def _document(request: Request) -> Response:
    """Return the OpenAPI document, whose text is made once: that takes seconds, and is as large for whoever asks."""
    state = request.app.state
    async with state.making_document:
        if state.document is None:
            state.document = await asyncio.to_thread(lambda: to_json(request.app.openapi()))
    headers = {"ETag": f'"{hashlib.sha256(state.document).hexdigest()[:16]}"', "Cache-Control": "no-cache"}
    if is_unchanged(request, headers["ETag"]):
        return Response(status_code=304, headers=headers)
    return Response(state.document, headers=headers, media_type=JSON)


_FILES = DocumentationFiles(directory=STATIC / "docs")


async def _page(request: Request) -> Response:
    return await _FILES.get_response("index.html", request.scope)


async def _start(request: Request) -> Response:
    return await _FILES.get_response("start.js", request.scope)
