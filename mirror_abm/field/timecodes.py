"""The time codes of ELAN: hours, seconds, milliseconds, and frames of PAL and NTSC."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from .times import CLOCK, to_seconds

#: how ELAN writes time codes in a header, the most exact first
CODES = ("ss.msec", "hh:mm:ss", "msec", "PAL-50fps", "PAL", "NTSC")
HEADED = r" - (hh:mm:ss|ss\.msec|msec|PAL-50fps|PAL|NTSC)(?:\.ms|\.msec|:ff)?\s*$"
FRAMES = r"\d+:[0-5]?\d:[0-5]?\d[:;]\d{1,2}"
#: how cells without a header look that hold times
BARE = {"hh:mm:ss": CLOCK, "PAL": FRAMES, "msec": r"\d+", "ss.msec": r"\d+[.,]\d+"}
_PARTS = re.compile(r"(?a:(\d+):([0-5]?\d):([0-5]?\d)[:;.](\d{1,2}))")


def seconds_of_code(cells: pd.Series, code: str, separator: str = "\t") -> NDArray[np.float64]:
    """Return times in seconds.

    Parameters
    ----------
    cells : Series of str
        Times in one time code.
    code : str
        One of ``CODES``.
    separator : str
        What separates the cells of the file.

    Returns
    -------
    array of float
        Seconds; nan for what is no time of this code.

    Notes
    -----
    PAL has 25 frames a second (or 50). NTSC has 30000 / 1001, and drops the numbers 0 and 1 at
    every minute that is no tenth::

        frame = 30 (3600 h + 60 m + s) + f - 2 (M - floor(M / 10)),   M = 60 h + m
    """
    if code in ("PAL", "PAL-50fps", "NTSC"):
        return np.array([_of_frames(cell.strip(), code) for cell in cells], dtype=float)
    if code == "ss.msec":  # has three decimals, whichever mark a spreadsheet gave them
        cells = cells.str.strip().str.replace(r"^([+-]?\d+),(\d{3})$", r"\1.\2", regex=True)
    found = to_seconds(cells, separator)
    return found / 1000 if code == "msec" else found


def _of_frames(text: str, code: str) -> float:
    """Return the seconds of ``hh:mm:ss:ff``."""
    parts = _PARTS.fullmatch(text)
    if not parts:
        return float("nan")
    hours, minutes, seconds, frames = (int(part) for part in parts.groups())
    whole = hours * 3600 + minutes * 60 + seconds
    rate = {"PAL": 25, "PAL-50fps": 50, "NTSC": 30}[code]
    if frames >= rate:
        return float("nan")
    if code != "NTSC":
        return whole + frames / rate
    past = hours * 60 + minutes
    return (rate * whole + frames - 2 * (past - past // 10)) * 1001 / 30000
