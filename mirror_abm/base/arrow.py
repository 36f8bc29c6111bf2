"""Tables as Arrow keeps them: packed into a few bytes, and written to Parquet bit by bit."""

from __future__ import annotations

import json
import struct
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

#: rows after which what is written of a table is a row group, if a species ends there; and anyway
ENOUGH, MOST = 20_000, 100_000
_SIZES = struct.Struct("<QI")
#: of tables made of columns, by the names and kinds of these
_schemas: dict[tuple[tuple[str, str], ...], Any] = {}


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

    Parameters
    ----------
    tables : mapping of str to pyarrow.Table
        The tables by name.

    Returns
    -------
    bytes
        What :func:`unpack` takes.
    """
    import pyarrow as pa

    streams = []
    for table in tables.values():
        sink = pa.BufferOutputStream()
        with pa.ipc.new_stream(sink, table.schema) as stream:
            stream.write_table(table.combine_chunks())
        streams.append(sink.getvalue())
    names = json.dumps([[name, s.size] for name, s in zip(tables, streams, strict=True)]).encode()
    body = b"".join([names, *(stream.to_pybytes() for stream in streams)])
    small: bytes = pa.compress(body, codec="zstd", asbytes=True)
    return _SIZES.pack(len(body), len(names)) + small


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

    size, of_names = _SIZES.unpack(data[: _SIZES.size])
    body = pa.decompress(pa.py_buffer(data).slice(_SIZES.size), size, codec="zstd")
    found, at = {}, of_names
    for name, length in json.loads(body.slice(0, of_names).to_pybytes()):
        found[name] = pa.ipc.open_stream(body.slice(at, length)).read_all()
        at += length
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
