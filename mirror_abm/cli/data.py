"""Tables of a command as CSV or JSON, alone on the standard output: ``--csv``, ``--json``."""

from __future__ import annotations

import contextlib
import inspect
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import wraps
from typing import TYPE_CHECKING, Annotated, Any, TextIO

import typer

from .console import collected

if TYPE_CHECKING:
    from ..report.terminal import Table

AsCsv = Annotated[
    bool, typer.Option("--csv", help="Print the tables as CSV; words go to the standard error.")
]
AsJson = Annotated[
    bool, typer.Option("--json", help="Print the tables as JSON; words go to the standard error.")
]
OPTIONS = {"as_csv": AsCsv, "as_json": AsJson}


def with_data(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command that prints tables the options ``--csv`` and ``--json``.

    An option that the command has itself, by the same name, stays what it is.
    """
    own = list(inspect.signature(command, eval_str=True).parameters.values())
    added = [
        inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=False, annotation=kind)
        for name, kind in OPTIONS.items()
        if not any(f"--{name.removeprefix('as_')}" in _options(each) for each in own)
    ]

    @wraps(command)
    def typed(**given: Any) -> None:
        wanted = [each.name for each in added if given.pop(each.name)]
        if not wanted:
            command(**given)
            return
        if len(wanted) > 1:
            from ..base.errors import InputError

            raise InputError("--csv and --json: one command prints one of them; leave one out.")
        with _tables_alone(as_csv if wanted == ["as_csv"] else as_json):
            command(**given)

    parameters = [*own, *added]
    # typer reads the one, tools that ask for type hints the other
    typed.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    typed.__annotations__ = {each.name: each.annotation for each in parameters}
    return typed


def _options(parameter: inspect.Parameter) -> tuple[str, ...]:
    """Return the words by which a parameter is typed, as ``--csv``."""
    declared = [
        word
        for item in getattr(parameter.annotation, "__metadata__", ())
        for word in (getattr(item, "default", None), *(getattr(item, "param_decls", None) or ()))
        if isinstance(word, str)  # typer keeps the first of them as a default until it reads it
    ]
    return (*declared, f"--{parameter.name.replace('_', '-')}")


@contextlib.contextmanager
def _tables_alone(form: Callable[[Sequence[Table]], str]) -> Iterator[None]:
    """Send all words to the standard error, and at the end the tables to the standard output."""
    out = sys.stdout
    with contextlib.redirect_stdout(sys.stderr), collected() as tables:
        try:
            yield
        except typer.Exit:  # what was found stands, though it is not as it should be
            _write(out, form(tables))
            raise
    _write(out, form(tables))


def _write(out: TextIO, text: str) -> None:
    """Write a text; a reader may leave early, as ``| head`` does."""
    try:
        out.write(text)
    except BrokenPipeError:
        # typer ends with 1 at an error with the number of a broken pipe, and this one has none
        raise BrokenPipeError from None


def as_json(tables: Sequence[Table]) -> str:
    """Return tables as JSON: a list of records, or an object of such lists by name of the table."""
    import json

    told: Any = {name: _finite(table) for name, table in _named(tables)}
    if len(told) < 2:
        told = next(iter(told.values()), [])
    return json.dumps(told, indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def as_csv(tables: Sequence[Table]) -> str:
    """Return tables as CSV; of several, each has its name above it and an empty line below."""
    import csv
    import io

    blocks = []
    for name, table in _named(tables):
        text = io.StringIO()
        values = table.values()
        if len(tables) > 1:
            text.write(f"# {name}\n")
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(values)
        writer.writerows(zip(*values.values(), strict=True))
        blocks.append(text.getvalue())
    return "\n".join(blocks)


def _named(tables: Sequence[Table]) -> Iterator[tuple[str, Table]]:
    """Yield tables with names of which no two are equal."""
    taken: set[str] = set()
    for number, table in enumerate(tables, start=1):
        name = " ".join(table.name.split()) or f"table {number}"
        name = f"{name} ({number})" if name in taken else name
        taken.add(name)
        yield name, table


def _finite(table: Table) -> list[dict[str, Any]]:
    """Return the records of a table, with None for numbers without end, which JSON has not."""
    endless = (float("inf"), float("-inf"))
    return [
        {name: None if value in endless else value for name, value in record.items()}
        for record in table.records()
    ]
