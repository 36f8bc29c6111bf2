"""Excel workbooks (.xlsx): their cells as text, numbers and times as they are."""

from __future__ import annotations

import io
import unicodedata
import zipfile
from datetime import date, datetime, time, timedelta
from typing import Any

import pandas as pd

from .errors import InputError

HOW = "pip install 'mirror-abm[sheets]', or save it as CSV UTF-8"
MOST_UNPACKED = 2 * 1024**3  #: bytes of all that a workbook holds
FIRST_DAY = datetime(1900, 1, 1)  #: of the dates of a workbook, number 1


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
        book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
        _refuse_empty_formulas(book, data, name)
        return {sheet.title: _rows(sheet) for sheet in book.worksheets}
    except InputError:
        raise
    except Exception as error:  # openpyxl has no exception of its own for what is damaged
        said = " ".join(str(error).split())[:200].rstrip(".")
        raise InputError(
            f"{name}: cannot be read as an Excel workbook (openpyxl {openpyxl.__version__}: "
            f"{said}): save it as CSV UTF-8."
        ) from None


def _rows(sheet: Any) -> list[list[str]]:
    """Return the cells of a sheet; what is merged over several rows stands in each of them."""
    rows = [
        ["" if cell.data_type == "e" else as_text(cell.value) for cell in row]
        for row in sheet.iter_rows()
    ]
    for merged in sheet.merged_cells.ranges:
        if merged.min_col == merged.max_col:
            place = merged.min_col - 1
            for row in range(merged.min_row, merged.max_row):
                rows[row][place] = rows[merged.min_row - 1][place]
    return rows


def _refuse_empty_formulas(book: Any, data: bytes, name: str) -> None:
    """Refuse a workbook with formulas whose values were not saved, as programs write them."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        parts = [each for each in packed.namelist() if each.startswith("xl/worksheets/")]
        if not any(b"<f" in packed.read(each) for each in parts):
            return
    import openpyxl

    written = openpyxl.load_workbook(io.BytesIO(data), data_only=False)
    for sheet in written.worksheets:
        for cell in (cell for row in sheet.iter_rows() for cell in row):
            if cell.data_type == "f" and book[sheet.title][cell.coordinate].value is None:
                raise InputError(
                    f"{name}: cell {cell.coordinate} of the sheet {sheet.title!r} is a formula "
                    "whose value was not saved: open the workbook in Excel or LibreOffice and "
                    "save it again."
                )


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
        if FIRST_DAY <= cell < datetime(1900, 3, 1):  # hours beyond 24, as Excel has them
            return repr((cell - FIRST_DAY + timedelta(days=1)).total_seconds())
        return cell.isoformat(" ")
    if isinstance(cell, (date, time)):
        return cell.isoformat()
    if isinstance(cell, bool) or not hasattr(cell, "__float__"):
        return unicodedata.normalize("NFC", str(cell))
    number = float(cell)
    return str(int(number)) if number.is_integer() and abs(number) < 1e15 else repr(number)
