"""Culture in words: whether imitation is handed on, and how far the rates are from thresholds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ..base.ranges import carried, ends
from .phrases import counted

if TYPE_CHECKING:
    import pandas as pd

    from .culture_tables import Culture


def sentences(found: Culture) -> list[str]:
    """Return what was found, in a few sentences.

    Parameters
    ----------
    found : Culture
        What :func:`~mirror_abm.inference.culture.culture` returned.

    Returns
    -------
    list of str
        Whether imitation is handed on at the rate of the history; from which rates on; why there is
        no closed form, where there is none.
    """
    told = [_handed_on(found), *_thresholds(found)]
    return told + [f"No closed form: {found.why}"] * bool(found.why)


def _rate(found: Culture) -> str:
    """Return at which rate the history was lived."""
    if found.lineage.rate is not None:
        return f"At {found.lineage.rate:g} copies per hour at full readiness"
    return f"At the profile's own rate ({spread(found.thresholds['rate'])} copies per hour)"


def _handed_on(found: Culture) -> str:
    """Return what becomes of imitation at the rate of the history."""
    rows = found.summary.set_index("phase")
    able, many = int(rows["able"].iloc[0]), found.draws
    alone, full = (rows.loc[each, "ready"] for each in ("other sources alone", "full readiness"))
    if not able:
        return (
            f"{_rate(found)}, imitation has nothing to hand on: fully ready fellows raise "
            f"readiness from {alone:.2f}, which other sources bring, to {full:.2f}."
        )
    naive, kept, removed, restored = (
        int(rows.loc[each, "imitate"])
        for each in (
            "naive founders",
            "imitating founders",
            "adults removed",
            "trained adults put in",
        )
    )
    which = f"in all {many} populations" if able == many else f"in {able} of {many} populations"
    which = which if many > 1 else "in the one population"
    return (
        f"{_rate(found)}, fully ready fellows raise readiness by 0.1 or more {which}. Of "
        f"{'these' if able > 1 else 'this one'}, naive founders come to imitate in {naive}, "
        f"imitating founders go on in {kept}; after the adults are removed {able - removed} no "
        f"longer imitate{'s' * (able - removed == 1)}, and with trained adults put in {restored} "
        f"do{'es' * (restored == 1)} again."
    )


def _thresholds(found: Culture) -> list[str]:
    """Return from which rates on, by the closed form and as simulated."""
    table, many = found.thresholds, found.draws
    form = table[np.isfinite(table["expected_low"])]
    seen = table[np.isfinite(table["low"])]
    if found.why:
        form = form.iloc[:0]
    told = []
    if len(seen) or len(form):
        parts = []
        if not found.why:
            parts.append(_one(form, "expected_low", "expected_high", "by the closed form", many))
        parts.append(_one(seen, "low", "high", "as simulated", many))
        told.append(
            "What a community was makes a difference to what it is: " + "; ".join(parts) + "."
        )
        base = form if len(form) else seen
        name = "expected_low" if len(form) else "low"
        these = "these draws" if len(base) > 1 else "this draw"
        where = "" if len(base) == many else f" in {these}"
        told.append(
            f"The profile's own rate{where} is {spread(base['rate'])} per hour, "
            f"{_times(base[name] / base['rate'].replace(0, np.nan))} the rate below which "
            "imitation is lost" + " by the closed form" * bool(len(form)) + "."
        )
        return told
    return [
        "No threshold: at no possible rate does what a community was make a difference of 0.1 in "
        "readiness to what it is; what there is, other sources bring, or it comes by degrees."
    ]


def _one(part: object, low: str, high: str, how: str, many: int) -> str:
    """Return the thresholds by one way of finding them."""
    table = part  # a frame
    count = len(table)  # type: ignore[arg-type]
    if not count:
        return f"{how}, in none of {counted(many, 'draw')}"
    lows, highs = table[low], table[high]  # type: ignore[index]
    inside = highs[np.isfinite(highs)]
    text = f"{how}, in {count} of {counted(many, 'draw')}: lost below {spread(lows)} per hour, "
    if not len(inside):
        return text + "bootstrapped at no possible rate"
    text += f"bootstrapped above {spread(inside)}"
    endless = count - len(inside)
    return text + f" (at no possible rate in {endless})" * bool(endless)


def _times(ratios: pd.Series) -> str:
    """Return how far a rate is below, or above, another, draw by draw."""
    ratio = float(ratios.median())
    if not np.isfinite(ratio):
        return "to be compared with"
    if ratio >= 1.05:
        return f"{spread(ratios.dropna())} times below"
    return f"{spread(1 / ratios.dropna())} times above" if ratio <= 0.95 else "about"


def _figures(value: float) -> str:
    """Return a number in three figures, or whole."""
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.3g}"


def spread(values: object) -> str:
    """Return the median of some numbers and the range of a new one.

    Parameters
    ----------
    values : array-like
        One for each draw.

    Returns
    -------
    str
        ``12 [8.5, 20]``; the number alone where all are one.

    Examples
    --------
    >>> spread([1.0, 2.0, 4.0]), spread([0.5])
    ('2 [1, 4]', '0.5')
    """
    found = np.asarray(values, dtype=float)
    middle = _figures(float(np.median(found)))
    if not carried(len(found)) or found.min() == found.max():
        return middle
    low, high = ends(found)
    return f"{middle} [{_figures(low)}, {_figures(high)}]"
