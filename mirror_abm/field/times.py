"""Times and lengths in cells: seconds in any way of writing them, times of a clock, dates."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ..base.brief import brief
from ..base.errors import InputError
from ..base.number_text import NOT_THERE, read_numbers, typed
from .sheet import UNITS, Sheet, unit_in

LATEST = 1e11  #: seconds since 1970 are below it, milliseconds above
#: a time of day or of a film
CLOCK = r"[+-]?\d+:[0-5]?\d:[0-5]?\d(?:[.,]\d+)?"
ALLOWED = "must be seconds or hh:mm:ss.mmm"
_CLOCK = re.compile(
    r"(?a:(?:(?P<days>[+-]?\d+) days?,? )?(?P<sign>[+-]?)(?:(?P<h>\d+):)?(?P<m>[0-5]?\d)"
    r":(?P<s>[0-5]?\d(?:[.,]\d+)?)(?: ?(?P<half>[ap])\.?m\.?)?)",
    re.IGNORECASE,
)
_DATE = re.compile(r"(?a:(\d{4}-\d\d-\d\d)[T ](\d{1,2}:\d\d:\d\d(?:[.,]\d+)?)(Z|[+-]\d\d:?\d\d)?)")
_ROUNDED = re.compile(r"(?a:[+-]?\d(?:[.,](\d*))?[eE]\+?(\d+))")
_DAYS = (
    "the times of this column look like days, as a spreadsheet counts them: format it as "
    "hh:mm:ss.000 and save it again, or name its unit in the header, (s)"
)
_EVIDENCE = 200  #: cells of each other column that are looked at


class Times(NamedTuple):
    """The times in a column.

    Attributes
    ----------
    seconds : array of float
        One per cell; nan for what is no time.
    notes : list of str
        How numbers were read, where that is not plain.
    """

    seconds: NDArray[np.float64]
    notes: list[str]

    def __repr__(self) -> str:
        return brief(self)


def times_in(sheet: Sheet, column: str, what: str, unit: str | None = None) -> Times:
    """Return the times in a column of a sheet.

    Parameters
    ----------
    sheet : Sheet
        The log.
    column : str
        One of its columns.
    what : str
        What the cells are called in a sentence.
    unit : str, optional
        The unit of numbers, one of ``UNITS``; what the name of the column says by default, or
        else seconds.

    Returns
    -------
    Times
        In seconds.

    Raises
    ------
    InputError
        A number that could be two, or a unit that is no time.
    """
    factor = seconds_of(unit_in(column) if unit is None else unit, sheet.name, column)
    cells = sheet.table[column]
    found, notes, doubt = read_cells(cells, sheet.separator, beside(sheet, column), factor)
    if doubt is None and not unit_in(column) and in_days(cells, found):
        doubt = (0, _DAYS)
    if doubt is not None:
        row, why = doubt
        raise InputError(f"{sheet.where(row)} {what} = {cells.iloc[row].strip()!r}: {why}.")
    return Times(found, [f"column {column!r}: {note}" for note in notes])


def seconds_of(unit: str, name: str, column: str) -> float:
    """Return how many seconds a unit has.

    Parameters
    ----------
    unit : str
        As the name of a column says it, in lower case; an empty text for seconds.
    name : str
        What the file is called in sentences.
    column : str
        The column, for a sentence.

    Returns
    -------
    float
        Seconds.

    Raises
    ------
    InputError
        It counts frames.
    """
    for factor, words in UNITS.items():
        if unit in words:
            return factor
    if "frame" in unit:
        raise InputError(
            f"{name}: column {column!r} counts frames: divide by the frames per second, and call "
            "the column by its unit, (s)."
        )
    return 1.0


def to_seconds(cells: pd.Series, separator: str = ";") -> NDArray[np.float64]:
    """Return times in seconds, whatever can be read; nan for the rest and for what is in doubt.

    Parameters
    ----------
    cells : Series of str
        Numbers, ``hh:mm:ss.mmm`` (also with days, or am and pm), ``mm:ss.m``, or dates with times
        as ``yyyy-mm-dd hh:mm:ss``, which count from 1970.
    separator : str, default ";"
        What separates the cells of the file.

    Returns
    -------
    array of float
        Seconds.
    """
    return read_cells(cells, separator, [], 1.0)[0]


def read_cells(
    cells: pd.Series, separator: str, beside: list[str], factor: float
) -> tuple[NDArray[np.float64], list[str], tuple[int, str] | None]:
    """Return the times in cells of one column.

    Parameters
    ----------
    cells : Series of str
        The cells.
    separator : str
        What separates the cells of the file.
    beside : list of str
        Cells of other columns, as evidence for what a comma means.
    factor : float
        Seconds in the unit of numbers.

    Returns
    -------
    seconds : array of float
        One per cell; nan for what is no time.
    notes : list of str
        How numbers were read, where that is not plain.
    doubt : tuple of int and str, or None
        The first cell that could be two numbers, and what to do.
    """
    quick = np.array(pd.to_numeric(cells, errors="coerce"), dtype=float)
    large = np.abs(quick) >= 1e5
    if large.any():
        short = cells[large].astype(str).str.strip().map(lambda text: not lost_digits(text))
        quick[large] = np.where(short.to_numpy(bool), quick[large], np.nan)
    if not np.isnan(quick).any() and not any("," in cell for cell in beside):
        return quick * factor, [], None
    texts = cells.astype(str).map(typed)
    each = texts.drop_duplicates()
    spoken = np.array([of_clock(text) for text in each])
    rest = [text if np.isnan(at) else "" for text, at in zip(each, spoken, strict=True)]
    numbers = read_numbers(rest, separator or ";", beside)
    counted = np.array(numbers.values, dtype=float) * factor
    counted[[lost_digits(text) for text in each]] = np.nan
    values = np.where(np.isnan(spoken), counted, spoken)
    found = texts.map(dict(zip(each, values, strict=True))).to_numpy(float)
    doubt = None
    if numbers.doubt is not None:
        first, why = numbers.doubt
        doubt = (int(np.flatnonzero((texts == each.iloc[first]).to_numpy())[0]), why)
    return found, numbers.notes, doubt


def lost_digits(text: str) -> bool:
    """Return whether a spreadsheet has rounded a large number: ``1.67E+09`` has three figures."""
    rounded = _ROUNDED.fullmatch(text)
    return rounded is not None and int(rounded[2]) >= 5 and int(rounded[2]) > len(rounded[1] or "")


def of_clock(text: str) -> float:
    """Return the seconds of a time of a clock, or of a date with a time; nan for anything else.

    Parameters
    ----------
    text : str
        Without blanks around it.

    Returns
    -------
    float
        Seconds; of a date since the beginning of 1970, by universal time where it says no zone.

    Examples
    --------
    >>> of_clock("-0:01:03.5"), of_clock("2:30:00 PM"), of_clock("1:30.5")
    (-63.5, 52200.0, 90.5)
    """
    if ":" not in text:
        return float("nan")
    day = _DATE.fullmatch(text)
    if day:
        try:
            zone = (day[3] or "Z").replace("Z", "+00:00")
            at = datetime.fromisoformat(f"{day[1]}T{day[2].replace(',', '.').zfill(8)}{zone}")
        except ValueError:
            return float("nan")
        return at.astimezone(UTC).timestamp()
    clock = _CLOCK.fullmatch(text)
    if not clock or (clock["h"] is None and not re.search("[.,]", clock["s"])):
        return float("nan")
    hours = int(clock["h"] or 0)
    if clock["half"]:
        if clock["h"] is None or not 1 <= hours <= 12:
            return float("nan")
        hours = hours % 12 + 12 * (clock["half"].lower() == "p")
    seconds = hours * 3600 + int(clock["m"]) * 60 + float(clock["s"].replace(",", "."))
    return float(clock["days"] or 0) * 86_400 + (-seconds if clock["sign"] == "-" else seconds)


def hint(text: str) -> str:
    """Return what is wrong with a cell that is no time, as the end of a sentence.

    Parameters
    ----------
    text : str
        The cell.

    Returns
    -------
    str
        Beginning with a semicolon and a blank; empty where nothing is known.
    """
    text = text.strip()
    if re.fullmatch(r"[\d:;]+[:;]\d+[:;]\d+[:;]\d+", text):
        return "; this has frames: export times as seconds or hh:mm:ss.mmm"
    if re.fullmatch(r"\d+:\d+", text):
        return "; this can be hours and minutes, or minutes and seconds: write all three"
    if re.fullmatch(r"(\d{4}-\d\d-\d\d[T ])?\d+:\d\d( ?[ap]\.?m\.?)?", text, re.IGNORECASE):
        return "; this has no seconds: write them as well"
    if lost_digits(text):
        return "; a spreadsheet has rounded this: format the column as a number and save it again"
    if re.fullmatch(r"\d{12,}(?:\.\d*)?", text):
        return "; this looks like milliseconds since 1970: divide by 1000"
    if re.search(r"\d+[./]\d+[./]\d{2,4}\b|^\d{4}-\d\d-\d\d$", text):
        return "; write dates with their time as yyyy-mm-dd hh:mm:ss"
    return ""


def is_missing(cells: pd.Series) -> pd.Series:
    """Return which cells say that there is no value."""
    return cells.astype(str).str.strip().isin(NOT_THERE)


def in_days(cells: pd.Series, found: NDArray[np.float64]) -> bool:
    """Return whether times are days, as spreadsheets count them: 45292.37512, or 0.37512.

    They lie within one day, or on few days of this century, and have five decimals or more
    wherever they are not whole; the first seconds of a day are written as 1.15741E-05.
    """
    there = found[np.isfinite(found)]
    if len(np.unique(there)) < 2:
        return False
    dated = bool(((there > 36_000) & (there < 73_000)).all())
    few = np.ptp(there) < 2 or len(there) >= 2 * len(np.unique(np.floor(there)))
    if not (dated and few) and not ((there >= 0) & (there < 1)).all():
        return False
    texts = cells.str.strip()[found != 0]
    return bool(
        texts.str.fullmatch(r"[0-9]+[.,][0-9]{5,}|[0-9]([.,][0-9]+)?[eE]-0?[0-9]").mean() > 0.5
    )


def beside(sheet: Sheet, column: str) -> list[str]:
    """Return cells of the other columns of a sheet that hold nothing but numbers.

    Parameters
    ----------
    sheet : Sheet
        The log.
    column : str
        The column that is to be read.

    Returns
    -------
    list of str
        The first of each column; of modifiers none, as choices are separated by commas.
    """
    if sheet.separator == "":
        return []
    found: list[str] = []
    for other in sheet.table.columns:
        if other == column or str(other).lower().startswith("modifier"):
            continue
        cells = sheet.table[other].drop_duplicates().iloc[:_EVIDENCE].str.strip()
        cells = cells[~cells.isin(NOT_THERE)]
        if len(cells) and cells.str.fullmatch(r"[-+0-9., ']*[0-9][0-9., ']*").all():
            found += cells.tolist()
    return found
