"""Excel workbooks (.xlsx): their cells as text, numbers and times as they are."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime, time, timedelta
from typing import Any

import pandas as pd

from .errors import InputError

HOW = "pip install 'mirror-abm[sheets]', or save it as CSV UTF-8"
MOST_UNPACKED = 2 * 1024**3  #: bytes of all that a workbook holds


def sheets_of(data: bytes, name: str) -> dict[str, list[list[str]]]:
    """Return the cells of every sheet of a workbook.

    Parameters
    ----------
    data : bytes
        The workbook.
    name : str
        What the file is called in sentences.

    Returns
    -------
    dict of str to list of list of str
        Rows of cells as text by name of the sheet: numbers with a decimal point, dates as
        ``yyyy-mm-dd hh:mm:ss``, times as ``hh:mm:ss``, spans as seconds.

    Raises
    ------
    InputError
        The library that reads workbooks is not there, or this is none that it can read.
    """
    try:
        import openpyxl  # an extra: most logs are text
    except ImportError:
        raise InputError(
            f"{name}: is an Excel workbook, which needs the library openpyxl: {HOW}."
        ) from None
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            if sum(each.file_size for each in packed.infolist()) > MOST_UNPACKED:
                raise InputError(f"{name}: is too large once unpacked: save it as CSV UTF-8.")
        book = pd.read_excel(
            io.BytesIO(data), sheet_name=None, header=None, dtype=object, na_filter=False
        )
    except InputError:
        raise
    except Exception as error:  # openpyxl has no exception of its own for what is damaged
        said = " ".join(str(error).split())[:200].rstrip(".")
        raise InputError(
            f"{name}: cannot be read as an Excel workbook (openpyxl {openpyxl.__version__}: "
            f"{said}): save it as CSV UTF-8."
        ) from None
    return {
        str(title): [[as_text(cell) for cell in row] for row in cells.itertuples(index=False)]
        for title, cells in book.items()
    }


def as_text(cell: Any) -> str:
    """Return what stands in a cell as text.

    Parameters
    ----------
    cell : object
        A number, a text, a date, a time, a span of time, or nothing.

    Returns
    -------
    str
        As the readers of logs and networks take it.

    Examples
    --------
    >>> as_text(12.0), as_text(time(0, 1, 3, 500000)), as_text(timedelta(minutes=2)), as_text(None)
    ('12', '00:01:03.500000', '120.0', '')
    """
    if cell is None or cell is pd.NA or cell is pd.NaT or cell != cell:
        return ""
    if isinstance(cell, timedelta):
        return repr(cell.total_seconds())
    if isinstance(cell, datetime):
        return cell.isoformat(" ")
    if isinstance(cell, (date, time)):
        return cell.isoformat()
    if isinstance(cell, bool) or not hasattr(cell, "__float__"):
        return str(cell)
    number = float(cell)
    return str(int(number)) if number.is_integer() and abs(number) < 1e15 else repr(number)
