"""In which language somebody is answered: what the URL says, else what their browser asks for, else English."""

from collections.abc import Iterator

from starlette.requests import Request

from app.messages.sentences import LANGUAGES, Language


def language_of_request(request: Request) -> Language:
    """Return the language that a request is answered in, also where what it asks for is refused."""
    asked = request.query_params.get("lang")
    return next((language for language in LANGUAGES if language == asked), None) or language_of(
        request.headers.get("accept-language", "")
    )


def language_headers(language: Language) -> dict[str, str]:
    """Return what an answer says of its language."""
    return {"Content-Language": language, "Vary": "Accept-Language"}


def language_of(accepted: str) -> Language:
    """Return the language that an ``Accept-Language`` header likes best, English where it likes none of ours.

    Examples
    --------
    >>> language_of("de-CH, zh-CN;q=0.9, en;q=0.8")
    'zh'
    >>> language_of("fr"), language_of("zh;q=0, en"), language_of("")
    ('en', 'en', 'en')
    """
    liked = dict(_qualities(accepted))
    return max(LANGUAGES, key=lambda language: liked.get(language, 0.0))


def _qualities(accepted: str) -> Iterator[tuple[str, float]]:
    """Yield each language with its quality, those most liked last, so that the best word on one counts."""
    found = []
    for part in accepted.split(","):
        name, _, parameter = part.partition(";")
        text = parameter.strip().removeprefix("q=")
        quality = float(text) if text.replace(".", "", 1).isdecimal() else 0.0 if text else 1.0
        found.append((name.strip().lower().partition("-")[0], quality))
    yield from sorted(found, key=lambda pair: pair[1])
