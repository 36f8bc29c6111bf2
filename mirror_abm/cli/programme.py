"""``next --studies``: several studies chosen together, and where one more is not worth it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..report.cells import ABSENT, Number, Ranged, Told
from .console import console, tell_file, unbroken_table
from .results import a_run_or_draws, keep_results

if TYPE_CHECKING:
    import pandas as pd

    from ..inference.programme import Programme
    from ..report.terminal import Table
    from ..simulation.archive import Run

#: digits of weights of accounts
DIGITS = 2


def check_studies(studies: int | None, worth: float | None, also: list[str]) -> None:
    """Refuse numbers of studies and worths that cannot be, before anything is computed."""
    from ..base.errors import InputError

    if studies is not None:
        from ..inference.programme import check_size

        check_size(studies, worth)
    elif worth is not None:
        raise InputError("--worth: says where a programme of studies ends: add --studies.")
    elif also:
        raise InputError("--also: studies are chosen together from several runs: add --studies.")


def a_run(name: str, studies: int | None, out: Path) -> Run | Path:
    """Return the run that is meant, or the file of a table of draws, which has no ranking."""
    from ..base.errors import InputError

    found = a_run_or_draws(name, out)
    if isinstance(found, Path) and studies is None:
        raise InputError(f"{name}: is a table of draws: add --studies, or name the run.")
    return found


def tell_known(weights: pd.DataFrame, why: str, screen: Any) -> None:
    """Print what is taken as known before the next study."""
    least, most = weights["effective_draws"].min(), weights["effective_draws"].max()
    each = ", ".join(
        f"{row.account} {Number(row.weight, DIGITS)}" for row in weights.itertuples(index=False)
    )
    given = weights["weight_is"].iloc[0] == "given"
    screen.print(
        "What is on record is taken as known. Accounts weigh "
        + ("what was given" if given else "what the posterior of `weigh` gives them")
        + f" ({each}), draws what the record leaves to them: {least:.0f} to {most:.0f} effective "
        f"draws of {weights['draws'].iloc[0]}."
    )
    if why and not given:
        screen.print(
            "Single accounts are not ranked by this posterior (`mirror-abm weigh` says why); the "
            "weights are still those of it over all draws."
        )
    screen.print(
        "Bits: by how much a study is expected to lower the log loss of the calibrated posterior, "
        "over simulated worlds with the world's draw left out. Mutual information is what would be "
        "gained if these draws were all that is possible.\n"
    )


def show_programme(
    source: Run | Path,
    also: list[str],
    out: Path,
    studies: int,
    worth: float | None,
    asked: dict[str, Any],
    top: int,
    figure: Path | None,
) -> None:
    """Choose studies together, print them, and keep the tables beside the run."""
    from ..inference.programme import next_studies
    from ..inference.programme_columns import COLUMNS
    from ..report.figures import write_figure
    from ..simulation.codebook import codebook

    screen = console()
    more = [a_run_or_draws(each, out) for each in also]
    found = next_studies(source, studies, also=more, **asked, worth=worth, progress=True)
    run = None if isinstance(source, Path) else source
    labels = {} if run is None else run.plan.labels
    steps, singles = (
        table.assign(label=[labels.get(name) or _readable(name) for name in table["species"]])
        for table in (found.steps, found.singles)
    )
    if (run is None or also) and found.weights["weight_is"].iloc[0] != "alike":
        tell_known(found.weights, "", screen)
    _show(found, steps, singles.head(top), asked, worth, screen)
    names = ("ways", "pairs", "exhaustive", "weights")
    tables = {"steps": steps, "singles": singles} | {name: getattr(found, name) for name in names}
    if figure is not None:
        write_figure("programme", tables, figure)
        tell_file("figure", figure)
    if run is not None and figure is None and not also:
        kept = tables | {"columns": codebook(tables, COLUMNS)}
        keep_results(run, "programme", kept, before="programme_")


def _readable(name: str) -> str:
    """Return what a species is called by its file."""
    return name.replace("_", " ").capitalize()


def _show(
    found: Programme,
    steps: pd.DataFrame,
    singles: pd.DataFrame,
    asked: dict[str, Any],
    worth: float | None,
    screen: Any,
) -> None:
    """Print the programme, how it was chosen, and how good that choice is."""
    from ..inference.phrases import counted

    draws = steps["draws"].iloc[0]
    screen.print(
        f"\nUp to {counted(len(steps), 'study', 'studies')} together, of "
        f"{counted(asked['animals'], 'animal')} with {counted(asked['units'], 'unit')} each: each "
        "next one is chosen for what it adds to those before; bits judged on draws that were not "
        f"chosen on [90 % over {draws} draws]"
    )
    if found.weights["weight_is"].iloc[0] == "alike":
        screen.print(
            "This run carries no posterior over accounts: accounts and draws weigh alike. Bits: "
            "the expected fall of the log loss of the calibrated posterior."
        )
    costly = bool(asked["cost"]) or worth is not None
    screen.print(_step_table(steps, costly, worth is not None))
    kept = counted(found.kept, "study", "studies") if found.kept else "no study"
    screen.print(f"{found.stopped} The programme holds {kept}.")
    screen.print(
        f"\nWhat each study adds by itself, the first {len(singles)} of {len(found.singles)}, "
        + ("by bits per cost" if worth is None else "by what its bits are worth less its cost")
        + " (an animal costs 1 where nothing else is said)"
    )
    screen.print(_single_table(singles, costly))
    screen.print(
        "\nWays of choosing, expected bits of so many studies together; best single: those that "
        "add most by themselves; random: the mean of ten programmes drawn by chance"
    )
    screen.print(_way_table(found.ways))
    screen.print(_of_pairs(found.exhaustive.iloc[0]))


def _step_table(steps: pd.DataFrame, costly: bool, worthy: bool) -> Table:
    """Return the studies in the order in which they were chosen."""
    several = len(set(steps["design"])) > 1
    table = unbroken_table(
        *("step", "species", "modality", *(["rearing"] if several else [])),
        *("adds", "together", "mutual information"),
        *(["cost"] if costly else []),
        *(["worth"] if worthy else []),
        "in the programme",
        name="programme",
    )
    for row in steps.itertuples(index=False):
        table.add_row(
            Number(row.step),
            row.label,
            row.modality,
            *([row.design] if several else []),
            Ranged(row.adds, row.adds_low, row.adds_high, "+.3f"),
            Ranged(row.bits, row.low, row.high),
            Number(row.ideal, 2),
            *([Number(row.cost, ".3g")] if costly else []),
            *([Number(row.worth, ".3g")] if worthy else []),
            "yes" if row.kept else f"no: {_why(row.ends)}" if row.ends else "no",
        )
    return table


def _single_table(singles: pd.DataFrame, costly: bool) -> Table:
    """Return the studies that are preferred by themselves."""
    several = len(set(singles["design"])) > 1
    table = unbroken_table(
        *("species", "modality", *(["rearing"] if several else [])),
        *("adds", "mutual information", *(["cost"] if costly else [])),
        name="singles",
    )
    for row in singles.itertuples(index=False):
        table.add_row(
            *(row.label, row.modality, *([row.design] if several else [])),
            Ranged(row.bits, row.low, row.high, "+.3f"),
            Number(row.ideal, 2),
            *([Number(row.cost, ".3g")] if costly else []),
        )
    return table


def _why(ends: str) -> str:
    """Return why a programme ends before a study, in a few words."""
    return {"noise": "no more than its error", "cost": "costs more than it is worth"}[ends]


def _way_table(ways: pd.DataFrame) -> Table:
    """Return the bits of each way of choosing, by number of studies."""
    names = list(dict.fromkeys(ways["way"]))
    others = [name for name in names if name != "greedy"]
    table = unbroken_table(
        "studies", *names, *(f"greedy less {name}" for name in others), name="ways"
    )
    for number, part in ways.groupby("studies", sort=True):
        each = part.set_index("way")
        cells: list[Told | str] = [
            Ranged(row["bits"], row["low"], row["high"]) for _, row in each.loc[names].iterrows()
        ]
        for _, row in each.loc[others].iterrows():
            low, high = row["greedy_less_low"], row["greedy_less_high"]
            same = not row["greedy_less"] and low == high
            cells.append(ABSENT if same else Ranged(row["greedy_less"], low, high, "+.2f"))
        table.add_row(Number(number), *cells)
    return table


def _of_pairs(row: pd.Series) -> str:
    """Return how the greedy pair compares with the best of all pairs."""
    of = f"the {row['of']} designs"
    if row["designs"] < row["of"]:
        of = f"the {row['designs']} designs of {row['of']} that add most by themselves"
    best, greedy = (row[name].replace("_", " ") for name in ("best", "greedy"))
    said = (
        f"Of all {row['pairs']:,} pairs of {of} the best, costs aside, is {best}, "
        f"{Number(row['best_bits'], 3)} bits; "
    )
    said += (
        "the greedy pair is the same. "
        if best == greedy
        else f"the greedy pair is {greedy}, {Number(row['greedy_bits'], 3)}. "
    )
    return said + (
        "Chosen on half of the draws and judged on the others, the best pair less the greedy one "
        f"is {Number(row['difference'], '+.3f')} bits "
        f"[{Number(row['difference_low'], '+.3f')}, {Number(row['difference_high'], '+.3f')}], and "
        f"the two are the same in {100 * row['agree']:.0f} % of halves."
    )
