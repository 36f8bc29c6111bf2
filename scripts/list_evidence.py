"""Write docs/evidence.md from species/evidence.

By ``python scripts/list_evidence.py [FILE]``.

The records of cells, how well each source was read, which counts can be compared with the model,
what a second reader found, and how the search was made. A test fails when the page is stale.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import pandas as pd

from mirror_abm.inference.evidence import load_evidence, records_of_cells

ROOT = Path(__file__).parents[1]
TABLE = ROOT / "species" / "evidence" / "second_readings.csv"
SEARCHED = ROOT / "docs" / "evidence_searched.md"
PAGE = ROOT / "docs" / "evidence.md"
#: what may have come of a second reading, and what it means
OUTCOMES = {
    "confirmed": "found again, and the same",
    "corrected": "found again; the record holds what the second reader found",
    "rejected": "found again; it does not say what the record needs",
    "not found": "sought again, and not found",
    "not read": "not sought again",
}
HEAD = """# Evidence: what was read, twice

*Made by `python scripts/list_evidence.py` from `species/evidence`.*

`mirror-abm evidence` lists every record; `mirror-abm weigh` sets those about recorded cells against
what the accounts predict ([how](record_next.md)). This page says how well they are known.

Rules:

* A record says how its source was read: its text (`read`), its `abstract`, what another text says
  of it (`secondary`), or none of these (`recalled`). The grade is that of the weakest part that
  matters: a count that nobody could find is not entered, or its record stays `recalled`.
* **A count is entered as one of mirror neurons only where it can be compared with the model**:
  cells that fire in doing an act and in perceiving the same act. Most recent studies call a cell a
  mirror neuron that is modulated in both, up or down, at any time and for any of several acts. Of
  such a study `recorded` is entered and `mirror` left out; the words of its criterion, and its
  number, stand in `stated_numbers`. No unit of the model is silenced by what it sees, so that cells
  of this kind (27 of 132 in Vigneswaran et al. 2013) are not counted either.
* A second reader looked for each text again without the first one's page at hand. Where the two
  differ, the record holds what the second found, and the table below says which part of which
  reading is not to be trusted.
* Several records of one laboratory may rest on the same animals: they are no independent studies.
"""


def readings() -> pd.DataFrame:
    """Return the table of second readings, empty cells as empty text."""
    return pd.read_csv(TABLE, dtype=str, keep_default_na=False)


def _table(heads: Iterable[str], rows: Iterable[Iterable[object]]) -> Iterator[str]:
    """Yield a table in Markdown."""
    names = list(heads)
    yield f"| {' | '.join(names)} |"
    yield "|" + "---|" * len(names)
    for row in rows:
        yield f"| {' | '.join(str(each).replace('|', '/') for each in row)} |"


def _cells(evidence: pd.DataFrame) -> Iterator[str]:
    """Yield the records of cells that are in scope."""
    cells = records_of_cells(evidence)
    cells = cells[cells["verdict"] != "not_tested"].drop_duplicates(["record", "verdict"])
    yield f"\n## The {cells['record'].nunique()} records of cells that are in scope\n"
    rows = (
        (
            f"`{row.record}`",
            row.taxon,
            row.area,
            str(row.verdict).replace("_", " "),
            "" if pd.isna(row.mirror) else row.mirror,
            "" if pd.isna(row.recorded) else row.recorded,
            "" if pd.isna(row.animals) else row.animals,
            row.stated_verdict if pd.isna(row.stated_numbers) else row.stated_numbers,
            f"`{row.cite.replace(' ', '`, `')}`",
            row.read,
        )
        for row in cells.itertuples()
    )
    heads = "record | taxon | area | verdict | mirror | recorded | animals | in words | cite | read"
    yield from _table(heads.split(" | "), rows)


def _second() -> Iterator[str]:
    """Yield the table of second readings."""
    table = readings()
    said = table["outcome"].value_counts()
    yield f"\n## The second reading: {len(table)} records or groups of records\n"
    for name, meaning in OUTCOMES.items():
        yield f"* *{name}* ({said.get(name, 0)}): {meaning}."
    yield ""
    cites = table["cite"].map(lambda cite: f"`{cite.replace(', ', '`, `')}`")
    rows = zip(
        "`" + table["file"] + "`",
        cites,
        table["area"],
        table["of"],
        table["first reading"],
        table["second reading"],
        table["outcome"],
        table["not to be trusted"],
        strict=True,
    )
    yield from _table(table.columns, rows)


def page() -> str:
    """Return the page."""
    lines = [HEAD.rstrip(), *_cells(load_evidence()), *_second()]
    return "\n".join(lines) + "\n\n" + SEARCHED.read_text(encoding="utf-8")


def main() -> None:
    """Write the page, to docs/evidence.md or to the file that is named."""
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else PAGE
    target.write_text(page(), encoding="utf-8")
    print(f"{target}: {len(readings())} second readings")


if __name__ == "__main__":
    main()
