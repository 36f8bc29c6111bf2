"""How a global constant is declared: with its default, range, unit, basis and reason."""

from __future__ import annotations

import math
from dataclasses import field
from typing import Any

SHARE = (0.0, 1.0)  #: bounds of what is a share
CALIBRATED = "calibrated"  #: basis of constants that come from the calibration, all of one draw
LOG_UNIFORM, UNIFORM = "log-uniform", "uniform"  #: how draws lie on either side of the median


def constant(
    default: float,
    unit: str,
    basis: str,
    reason: str,
    low: float | None = None,
    high: float | None = None,
    bounds: tuple[float, float] = (0.0, math.inf),
    drawn: str = "",
) -> Any:
    """Declare a global constant as a field of a dataclass.

    Parameters
    ----------
    default : float
        Value that is used unless a draw or a user says otherwise.
    unit : str
        Its unit.
    basis : str
        What the value rests on: ``"calibrated"``, ``"assumed"`` or ``"definition"``.
    reason : str
        What it is, and why this value.
    low, high : float, optional
        Range of the draws; without one, the constant is not drawn.
    bounds : tuple of float
        What can be computed at all.
    drawn : str, optional
        ``"log-uniform"`` or ``"uniform"``, on either side of the default, which is the median; by
        itself uniform for shares and log-uniform for all else whose range does not reach 0.

    Returns
    -------
    dataclasses.Field
        All of this as its ``metadata``.
    """
    if not drawn:
        drawn = UNIFORM if unit == "share" or low == 0 else LOG_UNIFORM
    metadata = {
        "unit": unit,
        "basis": basis,
        "reason": reason,
        "bounds": bounds,
        "low": default if low is None else low,
        "high": default if high is None else high,
        "drawn": "" if low is None or low == high else drawn,
    }
    return field(default=default, metadata=metadata)
