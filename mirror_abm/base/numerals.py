"""Numbers in figures, as people read them."""

from __future__ import annotations

import re


def in_figures(value: float, form: int | str = 2) -> str:
    """Return a number in figures, without a sign if nothing but zeros is shown.

    Parameters
    ----------
    value : float
        The number.
    form : int or str, default 2
        Digits after the point, or a format.

    Returns
    -------
    str
        The figures.

    Examples
    --------
    >>> in_figures(-0.004), in_figures(-0.004, 3), in_figures(-0.0, ".1e")
    ('0.00', '-0.004', '0.0e+00')
    """
    form = f".{form}f" if isinstance(form, int) else form
    text = format(value, form)
    return format(abs(value) * 0, form) if re.fullmatch(r"-[0.,]*(e[+-]\d+)?%?", text) else text
