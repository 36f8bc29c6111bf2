"""Write docs/measured_rates.md from species/measured_rates.csv.

By ``python scripts/list_measured.py [FILE]``.

Each rate that was counted or read, what a profile made of it, and how to repeat the count. A test
fails when the page is stale, and when a profile does not hold what the table says it does.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from mirror_abm.profile.species import SpeciesProfile, load_species, shipped

ROOT = Path(__file__).parents[1]
TABLE = ROOT / "species" / "measured_rates.csv"
PAGE = ROOT / "docs" / "measured_rates.md"
SEARCHED = ROOT / "docs" / "measured" / "searched.md"
#: what was done with a rate
ENTERED = {
    "replaced": "replaces the guess",
    "range": "moves the range",
    "check": "compared only",
    "no": "not entered",
}
HEAD = """# Rates that were measured

*Made by `python scripts/list_measured.py` from `species/measured_rates.csv`.*

A profile holds rates per active hour, and most are guesses. This page lists every rate that was
counted from a public coded log or read in a paper, what became of it, and how to count it again.
`mirror-abm species list` counts the numbers of each species that are measured, derived and guessed.

Rules:

* *measured*: more than one animal, a definition that is the profile's, an interval over animals or
  groups. It replaces the guess (`how: measured`), and its interval is the range. Where the context
  is another than the profile's (captive, selected clips, one clan), or no interval can be had, the
  range also holds what was guessed before.
* *partial*: a bound, a part of the repertoire, a few animals, another window of time. It narrows or
  moves a range (`how: derived`), and the reason says how.
* A count of coded silent acts is a lower bound, as no list of behaviours holds all acts. A count
  with about the profile's own list is entered, its range reaching higher; a count of less is the
  low end of a range.
* No single animal or pair becomes a species' rate. A rate of play, courtship or a first meeting is
  no rate of an active hour: it bounds a range where the share of such hours can be said, or is not
  entered.
* A share of sights that match nothing is not entered: it follows from `attention`, and is compared.
* Nothing is taken from memory: each number was read, or counted from the files that are named. The
  data of others are not in this repository, but for one log whose licence allows it: acts of mice,
  in `docs/measured/`.
"""


def rates() -> pd.DataFrame:
    """Return the table of measured rates, empty cells as empty text."""
    return pd.read_csv(TABLE, dtype=str, keep_default_na=False)


def _figure(row: pd.Series) -> str:
    limits = f" [{row['low']}, {row['high']}]" if row["low"] and row["high"] else ""
    return f"{row['value']}{limits}" if row["value"] else f"{row['low']} to {row['high']}"


def _size(row: pd.Series) -> str:
    units = (("animals", "animals"), ("hours", "hours"), ("groups", "groups"))
    return ", ".join(f"{row[key]} {word}" for key, word in units if row[key])


def _held(profile: SpeciesProfile, number: str) -> str:
    held = profile.quantities().get(number)
    return "" if held is None else f"; the profile: {held}, {held.how}"


def _entries(table: pd.DataFrame) -> Iterator[str]:
    """Yield the sections, one a species."""
    for species, rows in table.groupby("species", sort=True):
        profile = load_species(str(species))
        yield f"\n## {profile.taxon.scientific}: `{species}`\n"
        for row in (each for _, each in rows.iterrows()):
            name = f"`{row['number']}`" if row["number"] else "No number of a profile"
            yield (
                f"* **{name}: {_figure(row)}** {row['unit']} ({row['status']}"
                f"{', ' + _size(row) if _size(row) else ''}). *{ENTERED[row['entered']]}*: "
                f"{row['because']}{_held(profile, row['number'])}."
            )
            yield f"  * Counted: {row['definition'].rstrip('.')}."
            yield f"  * But: {row['caveat'].rstrip('.')}."
            where = f"`{row['source']}`; {row['where'].rstrip('.')}"
            yield f"  * Source: {where}. Licence: {row['licence']}."
            if row["repeat"]:
                yield f"  * Again: {row['repeat'].rstrip('.')}."
            if row["read"]:
                yield f"  * Second reading: {row['read'].rstrip('.')}."


def _counts() -> Iterator[str]:
    """Yield how the numbers of each species are known."""
    yield "\n## How the numbers of each species are known\n"
    yield "| species | measured | derived | guessed | of the rates, measured or derived |"
    yield "|---|---|---|---|---|"
    for name in shipped():
        profile = load_species(name)
        rate = [
            item.how
            for key, item in profile.quantities().items()
            if key.startswith(("acts.", "experience.")) and ".stage." not in key
        ]
        known = sum(how != "guess" for how in rate)
        cells = [f"`{name}`", *map(str, profile.known().values()), f"{known} of {len(rate)}"]
        yield f"| {' | '.join(cells)} |"


def page() -> str:
    """Return the page."""
    table = rates()
    lines = [HEAD.rstrip(), *_entries(table), *_counts()]
    return "\n".join(lines) + "\n\n" + SEARCHED.read_text(encoding="utf-8")


def main() -> None:
    """Write the page."""
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else PAGE
    target.write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
