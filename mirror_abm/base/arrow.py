"""Tables as Arrow keeps them: packed into a few bytes, and written to Parquet bit by bit."""

from __future__ import annotations

import hashlib
import json
import struct
import zlib
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

#: rows after which what is written of a table is a row group, if a species ends there; and anyway
ENOUGH, MOST = 20_000, 100_000
#: of tables made of columns, by the names and kinds of these
_schemas: dict[tuple[tuple[str, str], ...], Any] = {}
_SIZES = struct.Struct("<QII")  #: of tables and of what tells of them; the checksum of this


class Told(NamedTuple):
    """What packed bytes say of one of their tables before anything is unpacked.

    Attributes
    ----------
    size : int
        How many bytes it is, unpacked.
    rows : int
        How many rows it has.
    kind : str
        The hash of its schema: the same for tables whose columns are alike.
    """

    size: int
    rows: int
    kind: str


def arrow(table: pd.DataFrame) -> Any:
    """Return a table of pandas as Arrow has it, without its index.

    Parameters
    ----------
    table : pandas.DataFrame
        The table.

    Returns
    -------
    pyarrow.Table
        The same, which knows how to become one of pandas again.
    """
    import pyarrow as pa

    return pa.Table.from_pandas(table, preserve_index=False)


def arrow_of(columns: Mapping[str, np.ndarray[Any, Any]]) -> Any:
    """Return columns as the table that :func:`arrow` makes of a frame of them, much faster.

    Parameters
    ----------
    columns : mapping of str to ndarray, each of shape (n,)
        Words are objects or Unicode.

    Returns
    -------
    pyarrow.Table
        The types are those that pandas gave to the first table of such columns.
    """
    import pandas as pd
    import pyarrow as pa

    kinds = tuple((name, _kind(values)) for name, values in columns.items())
    schema = _schemas.get(kinds)
    if schema is None:
        made = arrow(pd.DataFrame(dict(columns)))
        if all(kind for _, kind in kinds):
            _schemas[kinds] = made.schema
        return made
    arrays = [
        pa.array(values, field.type, from_pandas=True)
        for values, field in zip(columns.values(), schema, strict=True)
    ]
    return pa.Table.from_arrays(arrays, schema=schema)


def _kind(values: np.ndarray[Any, Any]) -> str:
    """Return what decides the type of a column; nothing where the values themselves do."""
    if values.dtype.kind != "O":
        return "words" if values.dtype.kind == "U" else str(values.dtype.str)
    if not len(values):
        return "no words"
    return "words" if all(type(each) is str for each in values) else ""


def pack(tables: Mapping[str, Any]) -> bytes:
    """Return tables as bytes: each as an Arrow stream, all of them compressed together.

    What they are stands at the beginning, uncompressed.

    Parameters
    ----------
    tables : mapping of str to pyarrow.Table
        The tables by name.

    Returns
    -------
    bytes
        What :func:`unpack` and :func:`told_of` take.
    """
    import pyarrow as pa

    streams, told = [], {}
    for name, table in tables.items():
        sink = pa.BufferOutputStream()
        with pa.ipc.new_stream(sink, table.schema) as stream:
            stream.write_table(table.combine_chunks())
        streams.append(sink.getvalue())
        kind = hashlib.sha256(table.schema.serialize().to_pybytes()).hexdigest()[:16]
        told[name] = Told(streams[-1].size, len(table), kind)
    head = json.dumps(told).encode()
    body = b"".join(stream.to_pybytes() for stream in streams)
    small: bytes = pa.compress(body, codec="zstd", asbytes=True)
    return _SIZES.pack(len(body), len(head), zlib.crc32(head)) + head + small


def told_of(data: bytes) -> dict[str, Told]:
    """Return what packed bytes hold, from their beginning.

    Parameters
    ----------
    data : bytes
        The first of what :func:`pack` returned, a few hundred for each table.

    Returns
    -------
    dict of str to Told
        The tables by name.

    Raises
    ------
    ValueError
        These are too few, or are nothing of the kind.
    """
    start = _SIZES.size
    _, length, checksum = _SIZES.unpack(data[:start].ljust(start))
    head = data[start : start + length]
    if zlib.crc32(head) != checksum:
        raise ValueError("too few bytes, or not what was packed")
    return {name: Told(*each) for name, each in json.loads(head).items()}


def unpack(data: bytes) -> dict[str, Any]:
    """Return the tables that were packed.

    Parameters
    ----------
    data : bytes
        What :func:`pack` returned.

    Returns
    -------
    dict of str to pyarrow.Table
        The tables by name.
    """
    import pyarrow as pa

    size, of_told, _ = _SIZES.unpack(data[: _SIZES.size])
    body = pa.decompress(pa.py_buffer(data).slice(_SIZES.size + of_told), size, codec="zstd")
    found, at = {}, 0
    for name, told in told_of(data).items():
        found[name] = pa.ipc.open_stream(body.slice(at, told.size)).read_all()
        at += told.size
    return found


def common_schema(schemas: Iterable[Any]) -> Any:
    """Return the schema into which tables of several schemas fit, put together as pandas would.

    Parameters
    ----------
    schemas : iterable of pyarrow.Schema
        Schemas of tables that came from pandas.

    Returns
    -------
    pyarrow.Schema
        With what pandas needs to know of it.
    """
    import pyarrow as pa

    different: list[Any] = []
    for schema in schemas:
        if not any(schema.equals(each) for each in different):
            different.append(schema)
    whole = pa.unify_schemas(different, promote_options="permissive").remove_metadata()
    return arrow(whole.empty_table().to_pandas()).schema


def fitted(table: Any, schema: Any) -> Any:
    """Return a table with the columns and types of a schema.

    Parameters
    ----------
    table : pyarrow.Table
        The table.
    schema : pyarrow.Schema
        What :func:`common_schema` returned.

    Returns
    -------
    pyarrow.Table
        Missing values where it has no such column.
    """
    import pyarrow as pa

    if table.schema.equals(schema):
        return table.replace_schema_metadata(schema.metadata)
    columns = [
        table[field.name].cast(field.type)
        if field.name in table.column_names
        else pa.nulls(len(table), field.type)
        for field in schema
    ]
    return pa.table(columns, schema=schema)


def stacked(tables: Sequence[Any], schema: Any) -> Any:
    """Return tables one below the other, with the columns and types of a schema.

    Parameters
    ----------
    tables : sequence of pyarrow.Table
        The tables.
    schema : pyarrow.Schema
        What :func:`common_schema` returned of all their kinds.

    Returns
    -------
    pyarrow.Table
        Those of one kind are fitted at once: that costs as much as for a single one.
    """
    import pyarrow as pa

    some = [table for table in tables if len(table)] or tables[:1]
    try:
        whole = fitted(pa.concat_tables(some), schema)
    except pa.ArrowInvalid:  # they are of several kinds
        alike = (list(each) for _, each in groupby(some, key=lambda table: table.schema))
        whole = pa.concat_tables([fitted(pa.concat_tables(each), schema) for each in alike])
    return whole.combine_chunks()  # its own, where they share their bytes with other tables


class TableWriter:
    """Writes a table to a Parquet file piece by piece; however it is cut, the bytes are the same.

    A table of at most ``ENOUGH`` rows is written as pandas would write it at once.

    Parameters
    ----------
    path : Path
        The file.
    """

    def __init__(self, path: Path):
        self.path = path
        self.writer: Any = None
        self.empty: Any = None
        self.waiting: list[Any] = []
        self.rows = 0

    def write(self, table: Any) -> None:
        """Add rows.

        Parameters
        ----------
        table : pyarrow.Table
            The rows; the types of their columns are those of the first rows.
        """
        if not len(table):
            self.empty = table if self.empty is None else self.empty
            return
        self.waiting.append(fitted(table, self.writer.schema) if self.writer else table)
        self.rows += len(table)
        while self.rows >= MOST:
            self._flush(MOST)

    def end(self) -> None:
        """Tell that what follows is of another species."""
        if self.rows >= ENOUGH:
            self._flush(self.rows)

    def close(self) -> None:
        """Write what is left; a table without rows if there were none."""
        if self.rows or self.writer is None:
            if not self.waiting:
                self.waiting = [self.empty]
            self._flush(self.rows)
        self.writer.close()

    def _flush(self, count: int) -> None:
        """Write the first rows of those that wait, as one row group."""
        import pyarrow as pa
        from pyarrow import parquet

        schema = (
            self.writer.schema if self.writer else common_schema(t.schema for t in self.waiting)
        )
        whole = pa.concat_tables([fitted(each, schema) for each in self.waiting])
        if self.writer is None:
            self.writer = parquet.ParquetWriter(self.path, schema, compression="zstd")
        self.writer.write_table(whole.slice(0, count).combine_chunks(), row_group_size=MOST)
        self.waiting = [whole.slice(count)] if len(whole) > count else []
        self.rows = len(whole) - count
