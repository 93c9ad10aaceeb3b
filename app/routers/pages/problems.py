"""`/problems` and a page for each: what a problem means and what to do, in English or Chinese, for anybody."""

import base64
import hashlib
import re
from html import escape

from fastapi import FastAPI, Request, Response
from starlette.responses import HTMLResponse

from app.http.errors import STATUS
from app.http.languages import language_headers, language_of_request
from app.http.problem_types import PATH, problem_code
from app.messages.sentences import Language, Sentences, remedy_of, title_of
from schemas.errors import NotFound, ServiceError
from schemas.messages.message import Message

ERRORS = {problem_code(error): error for error in STATUS}

NAMES: dict[Language, str] = {"en": "English", "zh": "中文"}
"""Each language in itself, for whoever cannot read the other."""

STYLE = """
body { font: 1.05rem/1.6 system-ui, sans-serif; color: #1b1f24; background: #fff; max-width: 42rem; margin: 3rem auto;
  padding: 0 1.2rem; }
h1 { font-size: 1.6rem; line-height: 1.3; margin-bottom: 0.2rem; }
a { color: #0b57a4; }
code { background: #f0f2f5; padding: 0.1em 0.3em; border-radius: 3px; overflow-wrap: anywhere; }
.of { color: #505862; margin-top: 0; }
footer { margin-top: 3rem; display: flex; gap: 1.5rem; }
"""

_STYLE_HASH = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()

HEADERS = {
    "Cache-Control": "no-cache",
    "Content-Security-Policy": f"default-src 'none'; style-src 'sha256-{_STYLE_HASH}'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


def install(app: FastAPI) -> None:
    """Serve the pages; they need no key, hold nothing that is stored, and are not part of the document."""
    app.add_route(PATH, _all, include_in_schema=False)
    app.add_route(f"{PATH}/{{code}}", _one, include_in_schema=False)


async def _all(request: Request) -> Response:
    language = language_of_request(request)
    said = Sentences("problem_pages", language)
    rows = (
        f'<dt id="{code}"><a href="{PATH}/{code}?lang={language}">{escape(title_of(error, language))}</a></dt>'
        f"<dd>{_of(error, language)}</dd>"
        for code, error in ERRORS.items()
    )
    return _page(said.say("all"), f"<p>{_marked(said.say('all_in_one'))}</p><dl>{''.join(rows)}</dl>", language)


async def _one(request: Request) -> Response:
    error = ERRORS.get(request.path_params["code"])
    if error is None:
        raise NotFound(Message("requests.no_address"))
    language = language_of_request(request)
    body = f'<p class="of">{_of(error, language)}</p><p>{_marked(remedy_of(error, language))}</p>'
    return _page(title_of(error, language), body, language)


def _of(error: type[ServiceError], language: Language) -> str:
    status = Sentences("problem_pages", language).say("status", status=STATUS[error])
    return f"<code>{problem_code(error)}</code>, {escape(status)}"


def _page(title: str, body: str, language: Language) -> Response:
    said = Sentences("problem_pages", language)
    other: Language = "zh" if language == "en" else "en"
    text = (
        f'<!DOCTYPE html>\n<html lang="{language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)} – stakegraph</title><style>{STYLE}</style></head>\n"
        f"<body><main><h1>{escape(title)}</h1>{body}</main>\n"
        f'<footer><a href="{PATH}?lang={language}">{escape(said.say("all"))}</a>'
        f'<a href="?lang={other}" lang="{other}">{NAMES[other]}</a></footer></body></html>\n'
    )
    return HTMLResponse(text, headers={**HEADERS, **language_headers(language)})


def _marked(text: str) -> str:
    """Return a text with words of programs marked as such."""
    return re.sub(r"`(.+?)`", r"<code>\1</code>", escape(text))
