"""Reading with limits, writing atomically, hashing: the only module that opens files."""

from __future__ import annotations

import errno
import hashlib
import io
import json
import os
import re
import secrets
import tempfile
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .errors import InputError, StorageError
from .yaml_text import parse_yaml

if TYPE_CHECKING:
    import pandas as pd

_half_written: set[Path] = set()
LIMIT = 256 * 1024  #: bytes; the largest file that a person would write by hand


def shown(path: Path) -> str:
    """Return ``path`` as a person would type it: relative to the working folder where that is shorter."""
    try:
        return str(path.resolve().relative_to(Path.cwd()))
    except ValueError:
        return str(path)


def read_text(path: Path, limit: int = LIMIT) -> str:
    """Return the UTF-8 text of ``path``; a missing file, a folder, or one above ``limit`` bytes is an error."""
    try:
        if path.is_dir():
            raise InputError(f"{shown(path)}: is a folder: must be a file.")
        if not path.is_file():
            raise InputError(f"{shown(path)}: no such file.")
        size = path.stat().st_size
        if size > limit:
            raise InputError(f"{shown(path)}: {size:,} bytes: must be at most {limit:,}.")
        return path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        raise InputError(f"{shown(path)}: byte {error.start} is not UTF-8 text.") from None
    except (OSError, ValueError) as error:
        if isinstance(error, InputError):
            raise
        reason = getattr(error, "strerror", None) or str(error)
        raise StorageError(f"{shown(path)}: cannot be read: {reason}.") from None


def read_yaml(path: Path) -> Any:
    """Return the YAML document in ``path`` (see :func:`mirror_abm.base.yaml_text.parse_yaml`)."""
    return parse_yaml(read_text(path), shown(path))


def canonical(value: Any) -> str:
    """Return ``value`` as JSON with sorted keys and no spaces: the same value, the same text."""
    return json.dumps(
        value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    )


def digest(data: bytes | str) -> str:
    """Return the SHA-256 of ``data`` in hexadecimal."""
    return hashlib.sha256(data.encode() if isinstance(data, str) else data).hexdigest()


def file_digest(path: Path) -> str:
    """Return the SHA-256 of the bytes of ``path``."""
    return digest(path.read_bytes())


@contextmanager
def _storage(path: Path) -> Iterator[None]:
    """Turn an OSError into the sentence a user can act on."""
    try:
        yield
    except OSError as error:
        if isinstance(error, StorageError):
            raise
        raise StorageError(
            f"{shown(path)}: cannot be written: {error.strerror or error}."
        ) from None


def make_folder(path: Path) -> Path:
    """Make the folder ``path`` and its parents, and prove that it can be written to."""
    with _storage(path):
        if path.is_file():
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR))
        path.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=path):
            pass
    return path


def write_atomically(path: Path, write: Callable[[Path], None]) -> None:
    """Call ``write`` on a temporary file beside ``path``, flush it to the disk, and move it into place."""
    with _storage(path):
        temporary = path.with_name(
            f".{path.stem}-{secrets.token_hex(6)}{path.suffix}"
        )  # named first: it can be removed
        _half_written.add(temporary)
        try:
            write(temporary)
            with temporary.open("rb+") as handle:
                os.fsync(handle.fileno())
            temporary.chmod(0o644)
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)
            _half_written.discard(temporary)
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def discard() -> None:
    """Remove what this process has half written; for one that ends in the midst of it."""
    for temporary in tuple(_half_written):
        temporary.unlink(missing_ok=True)


def void(_: object) -> None:
    """Forget a result, where a function must return nothing."""


def write_text(path: Path, text: str) -> None:
    """Write ``text`` to ``path`` atomically."""
    write_atomically(path, lambda temporary: void(temporary.write_text(text, encoding="utf-8")))


def write_json(path: Path, value: Any) -> None:
    """Write ``value`` as readable JSON, atomically."""
    write_text(path, json.dumps(value, indent=1, sort_keys=True, ensure_ascii=False) + "\n")


def read_json(path: Path) -> Any:
    """Return the JSON in ``path``."""
    try:
        return json.loads(read_text(path, limit=64 * 1024 * 1024))
    except json.JSONDecodeError as error:
        raise InputError(
            f"{shown(path)}:{error.lineno}:{error.colno} is not JSON: {error.msg}."
        ) from None


def write_table(path: Path, table: pd.DataFrame) -> None:
    """Write a table as Parquet, atomically; the same table gives the same bytes with the same versions."""
    write_atomically(
        path, lambda temporary: table.to_parquet(temporary, index=False, compression="zstd")
    )


def read_table(path: Path) -> pd.DataFrame:
    """Return the table in the Parquet file ``path``."""
    import pandas as pd  # slow to import, and most commands need no table

    if not path.is_file():
        raise InputError(f"{shown(path)}: no such table.")
    try:
        return pd.read_parquet(path)
    except (OSError, ValueError) as error:
        raise StorageError(f"{shown(path)}: cannot be read: {str(error).rstrip('.')}.") from None


def parse_table(
    text: str, name: str, separator: str, first: int = 0, header: bool = True
) -> pd.DataFrame:
    """Return the delimited table in ``text`` from line ``first`` (from 0) on, every cell as text, '' where there is none.

    The row i of the table is line ``first + i + 2`` of the file (``+ 1`` without ``header``), blank lines counted.
    A row with too many cells is an error with its line.
    """
    import pandas as pd

    lines = text.split("\n", first)[-1] if first else text
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", pd.errors.ParserWarning)
            found = pd.read_csv(
                io.StringIO(lines),
                sep=separator,
                header=0 if header else None,
                dtype=str,
                na_filter=False,
                skip_blank_lines=False,
                index_col=False,
                engine="c",
            )
    except pd.errors.ParserWarning:
        raise InputError(
            f"{name}: rows have more cells than the header: put cells that hold the separator in quotes."
        ) from None
    except pd.errors.EmptyDataError:
        return pd.DataFrame()
    except (pd.errors.ParserError, ValueError, OverflowError) as error:
        told = " ".join(str(error).removeprefix("Error tokenizing data. C error: ").split())
        wrong = re.search(r"Expected (\d+) fields in line (\d+), saw (\d+)", told)
        if wrong:
            raise InputError(
                f"{name}:{int(wrong[2]) + first} has {wrong[3]} cells: must have at most {wrong[1]}, as the rows "
                "above; put cells that hold the separator in quotes."
            ) from None
        raise InputError(f"{name}: cannot be read as a table: {told[:200].rstrip('.')}.") from None
    return found.fillna("")


def write_csv(path: Path, table: pd.DataFrame) -> None:
    """Write a table as comma-separated text, atomically."""
    write_text(path, table.to_csv(index=False))


def cache_folder() -> Path:
    """Return the folder for what can be made again: ``MIRROR_ABM_CACHE``, or the user's cache, or a temporary folder."""
    home = os.environ.get("XDG_CACHE_HOME") or str(Path("~/.cache").expanduser())
    told = os.environ.get("MIRROR_ABM_CACHE")
    if told:
        return make_folder(Path(told))
    try:
        return make_folder(Path(home) / "mirror_abm")
    except StorageError:
        return make_folder(
            Path(tempfile.gettempdir())
            / f"mirror_abm-{os.getuid() if hasattr(os, 'getuid') else 0}"
        )


def nowhere() -> int:
    """Return a descriptor that swallows what is written, for a standard output that nobody reads any more."""
    return os.open(os.devnull, os.O_WRONLY)
