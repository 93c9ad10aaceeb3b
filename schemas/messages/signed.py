"""A change with its sign: written here alone, so that a page, a mail and a sentence write it alike."""

MINUS = "−"


def signed(change: float | int) -> str:
    """Return a change with its sign, so that no colour is needed to read it.

    Parameters
    ----------
    change : float or int
        Rounded already: whole ones have no decimals, others one. What is not a change has the sign of both.

    Examples
    --------
    >>> signed(1.8), signed(-1234.0), signed(0.0), signed(2), signed(0)
    ('+1.8', '−1,234.0', '±0.0', '+2', '±0')
    """
    sign = "±" if not change else "+" if change > 0 else MINUS
    return sign + (f"{abs(change):,}" if isinstance(change, int) else f"{abs(change):,.1f}")
