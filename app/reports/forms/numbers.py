"""Numbers of a report as people read them: as they stand, never rounded again."""


def shown(number: float | int) -> str:
    """Return a number: whole ones without decimals, others with one, as a report holds them.

    Examples
    --------
    >>> shown(1234), shown(42.9), shown(40.0)
    ('1,234', '42.9', '40.0')
    """
    return f"{number:,}" if isinstance(number, int) else f"{number:,.1f}"


def shown_share(share: float) -> str:
    """Return a share or a priority, with the three decimals that a report holds.

    Examples
    --------
    >>> shown_share(0.14)
    '0.140'
    """
    return f"{share:,.3f}"


def money(amount: float) -> str:
    """Return an amount: its cents only where it has some.

    Examples
    --------
    >>> money(1200000.0), money(0.5)
    ('1,200,000', '0.50')
    """
    return f"{amount:,.0f}" if amount.is_integer() else f"{amount:,.2f}"
