"""The ten studies that would tell most, each with its prediction sheet, in ``docs/sheets``.

Typed in this order::

    python scripts/ten_sheets.py choose     # which ten, from the table of draws; writes ten.csv
    python scripts/ten_sheets.py make       # their sheets: simulates, half an hour of two cores
    python scripts/ten_sheets.py page       # docs/sheets/README.md, from these and feasibility.csv

Which studies can be made is said by the table ``tests/data/draws_of_contrasts.parquet``, and what
each adds to the posterior of what is on record by :func:`mirror_abm.next_studies`; what is known of
their feasibility stands in ``docs/sheets/feasibility.csv``, with its sources. A test fails where
page, sheets and table no longer belong together.
"""

from __future__ import annotations

import csv
import os
import sys
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

import mirror_abm as ma
from mirror_abm.profile.citations import Reference, entries
from mirror_abm.profile.species import load_species
from mirror_abm.simulation.horizon import own_horizon

ROOT = Path(__file__).parents[1]
HOME = ROOT / "docs" / "sheets"
TABLE = ROOT / "tests" / "data" / "draws_of_contrasts.parquet"
TEN, FEASIBLE, PAGE = HOME / "ten.csv", HOME / "feasibility.csv", HOME / "README.md"
#: of a study: animals in each of its two conditions, units in each
ANIMALS, UNITS = 3, 40
#: days in which an animal is recorded, assumed; and days of training, as of ``retrain``
RECORDING, TRAINING = 30, 3
#: how sheets are simulated
MADE: dict[str, Any] = {"prior": "mixture", "replicates": 45, "cap": 10}
#: what is done to half of the animals -> what it is called, and the sources that it takes away
DONE = {
    "intact": ("recording alone", "recording", ()),
    "re-trained": ("re-training", "retrained", ()),
    "without being_imitated+complementary+synchrony+watching_others": (
        "raised alone",
        "raised alone",
        ("being_imitated", "complementary", "synchrony", "watching_others"),
    ),
    "without self_observation": (
        "raised without the sight of itself",
        "cannot see itself",
        ("self_observation",),
    ),
    "without sound": ("raised out of earshot of others", "raised alone", ("sound",)),
}
COLUMNS = ["rank", "species", "done", "modality", "bits", "low", "high", "animals", "animal_days"]


class Known(NamedTuple):
    """What is known of whether something can be done."""

    done: str
    citation: str
    known: str
    note: str


def feasible() -> dict[tuple[str, str], Known]:
    """Return what is known, by species and by what is done."""
    with FEASIBLE.open(encoding="utf-8", newline="") as file:
        return {
            (row["species"], row["what"]): Known(
                row["done"], row["citation"], row["known"], row["note"]
            )
            for row in csv.DictReader(file)
        }


def animal_days(species: str, done: str) -> float:
    """Return the days of care that one animal of a study takes."""
    trained = TRAINING if done == "re-trained" else 0
    return own_horizon(load_species(species)) + trained + RECORDING


def choose() -> pd.DataFrame:
    """Return the ten studies that add most by themselves, each species once, of those feasible."""
    found = ma.next_studies(TABLE, 1, animals=ANIMALS, units=UNITS, progress=True)
    known, used = feasible(), set()
    rows: dict[tuple[str, str], tuple[Any, ...]] = {}
    singles = found.singles.sort_values("bits", ascending=False, kind="stable")
    for row in singles.itertuples(index=False):
        done = row.design.removeprefix("intact and ")
        paired = row.design != done
        key = row.species, done
        if row.species in used or paired == (done == "intact"):
            continue  # a manipulation is recorded beside intact animals
        if done == "without self_observation" and row.modality == "auditory":
            continue  # nobody can be kept from hearing itself, and hear others
        needed = [known.get((row.species, what)) for what in ("recording", DONE[done][1])]
        if any(each is None or each.done == "no" for each in needed):
            continue
        used.add(row.species)
        animals = ANIMALS * (2 if paired else 1)
        days = animals * animal_days(row.species, done)
        rows[key] = (*key, row.modality, row.bits, row.low, row.high, animals, days)
    table = pd.DataFrame(list(rows.values())[:10], columns=COLUMNS[1:])
    table.insert(0, "rank", range(1, len(table) + 1))
    return table


def make() -> None:
    """Make the sheets of the ten studies."""
    table, out = pd.read_csv(TEN), Path(os.environ.get("SHEETS_RUNS", "runs"))
    prints = []
    for row in table.itertuples(index=False):
        sources = DONE[row.done][2]
        asked: dict[str, Any] = {
            "animals": ANIMALS,
            "units": UNITS,
            "out": out,
            "workers": 2,
            **MADE,
        }
        sheet = ma.preregister(row.species, without=sources, **asked)
        command = ["mirror-abm preregister", row.species]
        command += [f"--without {each}" for each in sources]
        if row.done == "re-trained":
            run = ma.load_run(sheet.facts["runs"][0], out)
            trained = ma.retrain(run, workers=2, days=TRAINING)
            sheet = ma.preregister(row.species, trained=[trained], **asked)
            command.append("--retrain")
        command += [f"--{name} {value}" for name, value in MADE.items()]
        ma.keep_sheet(sheet, HOME, command=" ".join(command))
        prints.append(sheet.facts["fingerprint"])
        print(row.rank, row.species, row.done, prints[-1], flush=True)
    table.assign(sheet=prints).to_csv(TEN, index=False)


def cited(keys: str) -> str:
    """Return authors and years of some keys."""
    known: dict[str, Reference] = {}
    for file in sorted(ROOT.glob("**/*.bib")):
        known |= entries(file.read_text(encoding="utf-8"))
    return "; ".join(known[key].short for key in keys.split())


def told(each: Known) -> str:
    """Return what is known of whether something can be done, in words."""
    if each.done == "no":
        return "nothing known to us"
    recalled = ", recalled" if each.known == "recalled" else ""
    start = {"yes": "done", "related": "something like it"}[each.done]
    return f"{start} ({cited(each.citation)}{recalled}): {each.note.rstrip('.')}"


def page() -> str:
    """Return the page of the ten sheets."""
    table, known = pd.read_csv(TEN), feasible()
    lines = [HEAD]
    for row in table.itertuples(index=False):
        label = load_species(row.species).taxon.scientific
        captive = " (captive)" if row.species.endswith("_captive") else ""
        sense = {"visual": "seen", "auditory": "heard"}[row.modality]
        cells = (
            str(row.rank),
            f"[*{label}*{captive}, {DONE[row.done][0]}]({row.sheet}/sheet.md)",
            sense,
            f"{row.bits:.2f} [{row.low:.2f}, {row.high:.2f}]",
            str(row.animals),
            f"{row.animal_days:,.0f}",
            parted(row.sheet),
        )
        lines.append(f"| {' | '.join(cells)} |")
    lines += ["", MIDDLE]
    for row in table.itertuples(index=False):
        label = load_species(row.species).taxon.scientific
        recording = told(known[row.species, "recording"])
        manipulation = DONE[row.done][1]
        words = f"* **{row.rank}. *{label}*.** Recording single neurons: {recording}."
        if manipulation != "recording":
            words += f" {WORDS[manipulation]}: {told(known[row.species, manipulation])}."
        lines.append(words)
    return "\n".join([*lines, "", TAIL])


#: what is done, in a sentence on whether it can be
WORDS = {
    "retrained": "Answering acts with others",
    "raised alone": "Raising them alone",
    "cannot see itself": "Raising them without the sight of themselves",
}


def parted(sheet: str) -> str:
    """Return which accounts three animals in each condition part from associative, .8 or more."""
    power = pd.read_csv(HOME / sheet / "power.csv")
    here = power[(power["animals"] == ANIMALS) & (power["tested"] == "associative")]
    names = sorted(set(here.loc[here["power"] >= 0.8, "true"]))
    return ", ".join(f"`{name}`" for name in names) or "none"


HEAD = """# Ten studies that would tell most

Chosen by the product, from what each study that the table of draws
(`tests/data/draws_of_contrasts.parquet`) knows would add by itself to
[the posterior of what is on record](../record_next.md): half of the animals as they grow up, half
reared or trained in some way. These are the ten with most bits, each species once, of those of
which anything like them has been done (`python scripts/ten_sheets.py choose`; costs do not change
the order here). Each has a [prediction sheet](../preregister.md), made with 45 draws under three
priors: open it, and score it when its result is in,
`mirror-abm preregister --score docs/sheets/SHEET/sheet.md --found NUMBER=COUNT`. Whoever does one
of them should have it made anew with `--replicates 120`: 45 place a chance of 2.5 % coarsely.
This page is written by `python scripts/ten_sheets.py page`.

| | study | acts | bits [90 %] | animals | animal-days | rejects `associative` |
|---|---|---|---|---|---|---|"""
MIDDLE = f"""*bits*: expected fall of the log loss of the posterior over eight accounts, by the
better of the two senses, over 120 draws; 3 bits would settle all. *animals*: half of them as they
grow up, half reared or trained so, with {UNITS} units each. *animal-days*: days of care until they
are recorded - to maturity, or two years if that comes first - with {TRAINING} of training where
there is any, and {RECORDING} of recording (assumed). Licences, surgery, electrodes and people are
not in it. *rejects associative*: accounts that, if true, let the study reject `associative` at .05
with a chance of .8 or more, by either sense (its sheet: `power.csv`).

## Can it be done?

What is known to us, with its source ([feasibility.csv](feasibility.csv),
[references.bib](references.bib)); most of it by abstracts. That something was done is no licence to
do it: raising social animals alone harms them, and a study on this list is not thereby one that
should be made.
"""
TAIL = """## What this list is not

* A ranking of all studies: only those that the table of draws holds were asked about, 20 profiles
  under five conditions at most, and those of which nothing like them is known to us were left out
  (re-training of chicks, marmosets and zebrafish among them).
* Sure of its order: intervals of neighbours overlap.
* Independent of rates that were guessed: draws are under three priors in turn, and each sheet says
  what it assumes.
"""


def main(words: list[str]) -> None:
    """Do what is asked."""
    if words == ["choose"]:
        table = choose()
        print(table.to_string())
        table.to_csv(TEN, index=False)
    elif words == ["make"]:
        make()
    elif words == ["page"]:
        PAGE.write_text(page(), encoding="utf-8")
    else:
        raise SystemExit(__doc__)


if __name__ == "__main__":
    main(sys.argv[1:])
