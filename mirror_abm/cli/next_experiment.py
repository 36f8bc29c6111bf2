"""``next --experiments``: which experiment parts which accounts, and what would hurt the theory."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..report.cells import Number, Ranged, Told
from .console import console, tell_file, unbroken_table
from .progress import animals_told, checked_workers

if TYPE_CHECKING:
    import pandas as pd

    from ..laboratory.next_experiment import NextExperiment
    from ..report.terminal import Table


#: animals in each group of a study, unless told otherwise
ANIMALS = 10
#: options of ``next`` that speak only about a run, or only about experiments, and their defaults
OF_A_RUN = {
    "units": 40,
    "outcome": "own_minus_other",
    "cost": None,
    "prior": None,
    "sensitivity": "0.4,1",
    "false_positive": "0,0.05",
    "top": 12,
    "studies": None,
    "worth": None,
    "also": None,
}
OF_EXPERIMENTS = {
    "account": None,
    "prior_draws": 6,
    "replicates": 3,
    "varied": 1,
    "seed": 0,
    "from": "",
    "workers": None,
    "figure": None,
}


def refuse_of_other(experiments: bool, **given: object) -> None:
    """Refuse options that were given, and that the present form of ``next`` does not take."""
    from ..base.errors import InputError

    for name, default in (OF_A_RUN if experiments else OF_EXPERIMENTS).items():
        if given[name] not in (default, [], ()):
            option = f"--{name.replace('_', '-')}"
            raise InputError(
                f"{option}: speaks of recordings from a run, not of experiments: leave it out."
                if experiments
                else f"{option}: speaks of experiments: add --experiments."
            )


def one_run(names: Sequence[str] | None) -> str:
    """Return the run that ``next`` asks about."""
    from ..base.errors import InputError

    if not names or len(names) > 1:
        raise InputError(
            f"RUN = {', '.join(names or ()) or 'none'}: must be one run (`mirror-abm runs list`), "
            "unless --experiments asks about experiments."
        )
    return names[0]


def show_next_experiment(
    names: Sequence[str],
    accounts: Sequence[str] | None,
    draws: int,
    animals: int,
    replicates: int,
    varied: int,
    seed: int,
    workers: int | None,
    folder: str,
    figure: Path | None,
) -> None:
    """Find the experiments that part accounts best; print the answer, then the tables."""
    from ..laboratory.next_experiment import next_experiment

    count = checked_workers(workers)
    with animals_told("cohorts") as tell:
        found = next_experiment(
            list(names) or None,
            list(accounts) if accounts else None,
            draws=draws,
            animals=animals,
            replicates=replicates,
            varied=varied,
            seed=seed,
            workers=count,
            folder=folder,
            progress=tell,
        )
    _show(found, animals)
    if figure is not None:
        _draw(found, figure)


def _show(found: NextExperiment, animals: int) -> None:
    """Print the answer in words, the tables, and what was left out."""
    screen, pairs = console(), found.pairs
    draws = pairs["draws"].max()
    for sentence in _answer(pairs):
        screen.print(sentence)
    screen.print("\nThe results that would hurt associative most, and what a study of them brings")
    screen.print(_hurting_table(found.hurting))
    screen.print(
        f"\nWhat parts each pair of accounts best, per animal; bits of a study with {animals} "
        f"animals in each group [90 % interval over {draws} draws]: 1 settles it; (n) within noise"
    )
    screen.print(_pair_table(pairs))
    for sentence in _left_out(found.left_out):
        screen.print(sentence)
    screen.print(
        "Bits are about these accounts as written here. Known: how well the pattern of a study as "
        "published is known (`mirror-abm experiment list`); new: a variant that nobody did, as far "
        "as is known here. Unit of replication: the draw."
    )


def _answer(pairs: pd.DataFrame) -> list[str]:
    """Return what parts associative from each rival, in words; the pairs that nothing parts."""
    first = pairs["first"].iloc[0]
    own = pairs[pairs["first"] == first]
    lines = [f"What parts {first} from its rivals best:"]
    lines += [f"* {row.second}: {_best(row)}" for row in own.itertuples(index=False)]
    apart = pairs[~pairs["above_floor"] & (pairs["first"] != first)]
    if len(apart):
        names = ", ".join(f"{row.first} and {row.second}" for row in apart.itertuples(index=False))
        lines.append(f"Nothing tried here parts these, either: {names}.")
    return lines


def counted(animals: int) -> str:
    """Return how many animals part two accounts, as the beginning of a sentence."""
    return "1 animal parts" if animals == 1 else f"{animals} animals part"


def _best(row: Any) -> str:
    """Return what parts a pair best, as the end of a sentence."""
    import pandas as pd

    if not row.above_floor:
        return (
            f"nothing tried here; at best {row.bits:.2f} bit, and an account seems to tell as much "
            f"about itself ({row.floor:.2f})."
        )
    needed = (
        "however many animals, it is right in fewer than 90 % of cases"
        if pd.isna(row.animals_to_part)
        else f"{counted(int(row.animals_to_part))} them in 90 % of cases"
    )
    return (
        f"{row.experiment}, {row.change}: {row.outcome} is higher under {row.higher_under} "
        f"({row.bits:.2f} bit of 1; {needed})."
    )


def _hurting_table(table: pd.DataFrame) -> Table:
    """Return the results that would hurt associative as a table."""
    shown = unbroken_table(
        "result",
        "bits against it",
        "expected",
        "rival",
        "P under it",
        "P under associative",
        "known",
        name="hurting",
    )
    for row in table.itertuples(index=False):
        shown.add_row(
            row.result,
            Number(row.bits, 1),
            Number(row.expected_bits, 1),
            row.rival,
            Number(row.chance_rival, 2),
            Number(row.chance_account, 2),
            row.known,
        )
    return shown


def _pair_table(pairs: pd.DataFrame) -> Table:
    """Return the pairs of accounts as a table."""
    shown = unbroken_table(
        "pair",
        "study",
        "outcome",
        "higher under",
        "bits",
        "bits per animal",
        "animals to part them",
        "known",
        name="pairs",
    )
    for row in pairs.astype(object).where(pairs.notna(), None).itertuples(index=False):
        shown.add_row(
            Told(f"{row.first} - {row.second}", row.first, second=row.second),
            Told(f"{row.experiment}, {row.change}", row.experiment, change=row.change),
            row.outcome,
            row.higher_under,
            Ranged(
                row.bits,
                row.low,
                row.high,
                2,
                "" if row.above_floor else " (n)",
                above_floor=bool(row.above_floor),
            ),
            Number(row.bits_per_animal, 2),
            row.animals_to_part,
            row.known,
        )
    return shown


def _left_out(table: pd.DataFrame) -> list[str]:
    """Return what was not tried, in words."""
    said = {
        "its variants": "Tried only as published, not in variants (--varied N tries those of more)",
        "it was not named": "Not tried (name them, or 'all')",
    }
    return [
        f"{said.get(str(why), f'Not tried, for {why}')}: {', '.join(rows['experiment'])}."
        for why, rows in table.groupby("why", sort=False)
    ]


def _draw(found: NextExperiment, file: Path) -> None:
    """Draw the matrix of pairs into a file."""
    from ..report.figures import write_figure

    write_figure("next_experiment", {"pairs": found.pairs}, file)
    tell_file("figure", file)
