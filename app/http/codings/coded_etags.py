"""ETags of coded bodies: a coded body is another representation and has, with a strong ETag, another one."""

import re

_TAG = re.compile(r'(?:W/)?"[^"]*"')


def coded_etag(etag: str, coding: str) -> str:
    """Return the ETag of an answer that is sent in a coding; a weak one stands for every coding.

    The revision stays its first part, which is all that ``If-Match`` compares: what was received coded can be written.

    Examples
    --------
    >>> coded_etag('"7.2026-06-30T03.00aa8942"', "br"), coded_etag('W/"7"', "br")
    ('"7.2026-06-30T03.00aa8942.br"', 'W/"7"')
    """
    return etag if etag.startswith("W/") else f'{etag[:-1]}.{coding}"'


def plain_condition(condition: str, coding: str) -> str:
    """Return an ``If-None-Match`` with the ETags of answers in this coding as those of the answers themselves.

    One of another coding stays as it is, and matches nothing: another body would be sent now.

    Examples
    --------
    >>> plain_condition('"7.br", W/"8.br", "9.gzip", "10"', "br")
    '"7", W/"8", "9.gzip", "10"'
    """
    return _TAG.sub(lambda found: _plain(found[0], coding), condition)


def _plain(tag: str, coding: str) -> str:
    ending = f'.{coding}"'
    return f'{tag.removesuffix(ending)}"' if tag.endswith(ending) else tag


def known_etag(etag: str, condition: str, coding: str) -> str:
    """Return the ETag of a 304 by the name under which it is known to whoever asks.

    Examples
    --------
    >>> known_etag('"7"', '"6.br", "7.br"', "br"), known_etag('"7"', '"7"', "br")
    ('"7.br"', '"7"')
    """
    coded = coded_etag(etag, coding)
    return coded if coded in _TAG.findall(condition.replace("W/", "")) else etag
