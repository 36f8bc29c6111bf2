"""A prediction sheet kept in a folder, so that it can be held against whoever made it.

The folder has the text (Markdown, and HTML that prints well), the tables, and ``sheet.json`` with
the facts and the hash of every table. Whoever reads it again checks them: a sheet whose tables were
changed is refused.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from ..base.brief import brief
from ..base.errors import InputError
from ..base.files import (
    file_digest,
    make_folder,
    read_json,
    read_text,
    shown,
    write_json,
    write_text,
)
from ..base.markdown_page import page_of
from ..base.tables import read_table, write_csv, write_table
from ..simulation.codebook import codebook
from .on_record import on_record
from .sheet import Sheet
from .sheet_columns import COLUMNS
from .sheet_facts import fingerprint, hash_of, lines_of
from .sheet_in_words import LEFT, text_of, title

TEXT, PAGE, FACTS, DRAWN = "sheet.md", "sheet.html", "sheet.json", "outcomes.parquet"
#: tables that are kept as CSV, beside the outcomes of each draw
PRINTED = ("predictions", "refutes", "verdicts", "power", "ontogeny", "assumptions", "counts")


def keep_sheet(sheet: Sheet, sheets: str | Path = "runs/sheets", *, command: str = "") -> Path:
    """Write a sheet into a folder of its own, unless it is there.

    Parameters
    ----------
    sheet : Sheet
        The sheet.
    sheets : str or pathlib.Path
        Folder for sheets; this one goes into a folder that has its fingerprint as name.
    command : str
        The command that makes it again, if one made it.

    Returns
    -------
    pathlib.Path
        The folder of the sheet.

    Raises
    ------
    InputError
        If what stands there was changed: a sheet that was made is not made anew.
    """
    folder = Path(sheets) / str(sheet.facts["fingerprint"])
    if (folder / FACTS).exists():
        read_sheet(folder)
        return folder
    make_folder(folder)
    text = text_of(sheet, on_record(sheet.facts["conditions"], sheet.facts["names"]), command)
    tables = {name: getattr(sheet, name) for name in PRINTED}
    for name, table in tables.items():
        write_csv(folder / f"{name}.csv", table)
    write_csv(folder / "columns.csv", codebook(tables, COLUMNS))
    write_table(folder / DRAWN, sheet.outcomes)
    files = [*(f"{name}.csv" for name in PRINTED), DRAWN]
    write_text(folder / TEXT, text)
    write_text(folder / PAGE, page_of(text, title(sheet).replace("*", "")))
    hashes = {name: file_digest(folder / name)[:16] for name in files}
    kept = {**sheet.facts, "tables": hashes, "text": lines_of(text, LEFT)}
    write_json(folder / FACTS, kept)
    return folder


class Kept(NamedTuple):
    """What of a kept sheet a result is scored by.

    Attributes
    ----------
    facts : dict
        As of the sheet.
    outcomes : pandas.DataFrame
        The chance of each count, draw by draw.
    """

    facts: dict[str, Any]
    outcomes: pd.DataFrame

    def __repr__(self) -> str:
        return brief(self)


def read_sheet(folder: str | Path) -> Kept:
    """Return what a result is scored by, of the sheet in a folder.

    Parameters
    ----------
    folder : str or pathlib.Path
        The folder, or one of the files in it.

    Returns
    -------
    Kept
        As it was made.

    Raises
    ------
    InputError
        If it is no sheet, or its facts, tables or text are not what they were.
    """
    place = Path(folder)
    home = place if place.is_dir() else place.parent
    if not (home / FACTS).is_file():
        raise InputError(
            f"{shown(place)}: is no prediction sheet ({shown(home / FACTS)} is not there); "
            "`mirror-abm preregister SPECIES` makes one."
        )
    facts = read_json(home / FACTS)
    lacking = {"fingerprint", "tables", "conditions", "outcomes"} - set(facts)
    if not isinstance(facts, dict) or lacking:
        raise InputError(f"{shown(home / FACTS)}: does not hold the facts of a prediction sheet.")
    if fingerprint(facts) != facts["fingerprint"]:
        raise InputError(f"{shown(home / FACTS)}: is not what it was when the sheet was made.")
    for name, before in facts["tables"].items():
        file = home / name
        if not file.is_file() or file_digest(file)[:16] != before:
            raise InputError(f"{shown(file)}: is not what it was when the sheet was made.")
    outcomes = read_table(home / DRAWN)
    if hash_of(outcomes) != facts["outcomes"]:
        raise InputError(f"{shown(home / DRAWN)}: is not what it was when the sheet was made.")
    text = read_text(home / TEXT)
    if facts["fingerprint"] not in text:
        raise InputError(
            f"{shown(home / TEXT)}: is not the text of sheet {facts['fingerprint']}, whose tables "
            "stand beside it."
        )
    there = iter(lines_of(text, LEFT))
    if not all(line in there for line in facts.get("text", ())):  # in their order
        raise InputError(
            f"{shown(home / TEXT)}: a line of it is not what it was when the sheet was made; what "
            "a laboratory may fill in is marked, and lines may be added."
        )
    return Kept(facts, outcomes)
