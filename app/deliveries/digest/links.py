"""Links of a digest: they lead into the service, which asks for a key; no key is ever in one. Pure."""

from urllib.parse import quote


def account_link(base_url: str, account_id: str) -> str:
    """Return where the gaps of an account are.

    Examples
    --------
    >>> account_link("https://stakegraph.example.com", "acme")
    'https://stakegraph.example.com/v1/accounts/acme/analysis/gaps'
    """
    return f"{base_url}/v1/accounts/{quote(account_id, safe='')}/analysis/gaps"
