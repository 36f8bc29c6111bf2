"""Tables of events merged into one, in order and without doubles."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ..base.first_call import jit
from ..layouts.contract import Ints


def merge(*tables: Sequence[Ints]) -> list[Ints]:
    """Return the rows of all tables in lexicographic order, each once but for its last column.

    Of rows that differ in the last column alone, the one with the smallest is kept. The columns are
    packed into one integer, which sorts many times as fast as six columns do.

    Parameters
    ----------
    *tables : sequence of ndarray of int
        Columns of each table, of non-negative numbers; all tables have the same columns.

    Returns
    -------
    list of ndarray of int
        Columns of the merged table.
    """
    columns = list(zip(*tables, strict=True))
    if not sum(len(part) for part in columns[0]):
        return list(tables[0])
    widths = np.array(
        [max(int(part.max(initial=0)) for part in column).bit_length() for column in columns]
    )
    if widths.sum() > 63:
        rows = np.stack([np.concatenate(column) for column in columns])
        rows = rows[:, np.lexsort(rows[::-1])]
        new = np.concatenate([[True], (rows[:-1, 1:] != rows[:-1, :-1]).any(axis=0)])
        return list(rows[:, new])
    return list(
        _unpacked(np.concatenate([_packed(tuple(table), widths) for table in tables]), widths)
    )


@jit
def _packed(columns, widths):  # type: ignore[no-untyped-def]
    """Return one integer for each row, the first column in its highest bits."""
    packed = np.empty(len(columns[0]), np.int64)
    for i in range(len(packed)):
        value = 0
        for column in range(len(columns)):
            value = (value << widths[column]) | columns[column][i]
        packed[i] = value
    return packed


@jit
def _unpacked(packed, widths):  # type: ignore[no-untyped-def]
    """Return (columns, rows): the rows that were packed, sorted, each once but for its last column.

    A radix sort: by eleven bits at a time, from the lowest, which keeps the order of equals.
    """
    rows, digits = len(packed), 2048
    other, last, bits = np.empty_like(packed), widths[-1], widths.sum()
    for shift in range(0, bits, 11):
        count = np.zeros(digits + 1, np.int64)
        for i in range(rows):
            count[((packed[i] >> shift) & (digits - 1)) + 1] += 1
        for digit in range(digits):
            count[digit + 1] += count[digit]
        for i in range(rows):
            digit = (packed[i] >> shift) & (digits - 1)
            other[count[digit]] = packed[i]
            count[digit] += 1
        packed, other = other, packed
    kept = 0
    for i in range(rows):
        if i == 0 or packed[i] >> last != packed[i - 1] >> last:
            other[kept] = packed[i]
            kept += 1
    found = np.empty((len(widths), kept), np.int64)
    for i in range(kept):
        value = other[i]
        for column in range(len(widths) - 1, -1, -1):
            found[column, i] = value & ((1 << widths[column]) - 1)
            value >>= widths[column]
    return found
