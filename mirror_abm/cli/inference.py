"""The commands ``mirror-abm power | predict | weigh | next``: what studies should find, what was found, what to record next."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from .console import console as _console
from .console import plain_table, ranged

if TYPE_CHECKING:
    import pandas as pd

    from ..inference.study import Lab
    from ..simulation.archive import Run

RunName = Annotated[
    str,
    typer.Argument(metavar="RUN", help="A run id, or its beginning, or the path of its folder."),
]
Animals = Annotated[int, typer.Option(help="Animals of the study.")]
Units = Annotated[int, typer.Option(help="Units recorded in each.")]
Out = Annotated[Path, typer.Option(help="Folder for runs.")]
Sensitivity = Annotated[
    str,
    typer.Option(
        metavar="LOW,HIGH",
        help="Chance that a congruent unit is met and called so, uniform in this range.",
    ),
]
False_ = Annotated[
    str,
    typer.Option(
        "--false-positive",
        metavar="LOW,HIGH",
        help="Chance that another unit is called congruent, uniform in this range.",
    ),
]
Publication = Annotated[
    str,
    typer.Option(
        metavar="LOW,HIGH",
        help="Chance that a negative study is published, relative to a positive one.",
    ),
]
Prior = Annotated[
    list[str] | None,
    typer.Option(
        metavar="ACCOUNT=WEIGHT",
        help="Prior weight of an account, relative to 1 (repeatable) [default: equal].",
        show_default=False,
    ),
]
Cost = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE",
        help="A file of lines SPECIES: NUMBER, the cost of an animal relative "
        "to 1; ranks by bits per cost.",
        show_default=False,
    ),
]
Outcome = Annotated[
    str,
    typer.Option(
        help="'net', congruent units beyond what permuted labels give; 'congruent', their number; "
        "or 'found', whether the study finds any."
    ),
]
Top = Annotated[int, typer.Option(help="Rows of the ranking that are printed.")]


def register(app: typer.Typer) -> None:
    """Add the commands to ``app``."""
    app.command("power")(power)
    app.command("predict")(predict)
    app.command("weigh")(weigh)
    app.command("next")(record)


def _pair(name: str, text: str) -> tuple[float, float]:
    """Return ``LOW,HIGH`` as two numbers."""
    from ..inference.study import between

    return between(f"--{name}", text.split(","))


def _lab(sensitivity: str, false_positive: str) -> Lab:
    from ..inference.study import Lab

    return Lab(_pair("sensitivity", sensitivity), _pair("false-positive", false_positive))


def _table(*columns: str) -> Any:
    """Return a table without a title, in which nothing is broken over lines."""
    table = plain_table("", *columns)
    table.title = None
    for column in table.columns:
        column.no_wrap = True
    return table


def _drawn(run: Run, name: str, tables: dict[str, pd.DataFrame]) -> None:
    """Draw the figure ``name`` and keep its tables in the run's folder; print where they are."""
    from ..base.files import make_folder, shown
    from ..base.tables import write_csv
    from ..report.figures import save_tables

    console = _console()
    for file in save_tables(name, tables, run.path / "figures", name):
        console.print(f"figure  {shown(file)}")
    folder = make_folder(run.path / "next")
    for part, table in tables.items():
        write_csv(folder / f"{part}.csv", table)
        console.print(f"table   {shown(folder / f'{part}.csv')}")


def _labelled(run: Run, table: pd.DataFrame) -> pd.DataFrame:
    """Return a table with the species' names for readers and their classes, in the order in which readers look for them."""
    plan = run.plan
    rank = {name: at for at, name in enumerate(plan.in_order)}
    clades = {name: profile["taxon"]["taxonomic_class"] for name, profile in plan.profiles.items()}
    known = table[table["species"].isin(list(rank))]
    known = known.assign(
        label=known["species"].map(plan.labels), clade=known["species"].map(clades)
    )
    return known.sort_values(
        "species", key=lambda names: names.map(rank), kind="stable"
    ).reset_index(drop=True)


def power(
    run: RunName,
    animals: Annotated[
        list[int] | None,
        typer.Option(
            help="Animals of the study (repeatable) [default: 1, 2, 3, 5, 10].", show_default=False
        ),
    ] = None,
    units: Units = 40,
    level: Annotated[float, typer.Option(help="Level of the test against permuted labels.")] = 0.05,
    sensitivity: Sensitivity = "0.4,1",
    false_positive: False_ = "0,0.05",
    out: Out = Path("runs"),
) -> None:
    """Show how likely studies of n animals and m units are to find mirror units, and how many they will count, by n."""
    from ..inference.power import STUDY_SIZES, detection_power
    from ..simulation.archive import load_run

    done = load_run(run, out)
    found = detection_power(
        done,
        list(dict.fromkeys(animals or STUDY_SIZES)),
        units=units,
        level=level,
        lab=_lab(sensitivity, false_positive),
    )
    sizes = [f"n = {size}" for size in dict.fromkeys(found["animals"])]
    chances, counts = (_table("species", "account", "modality", *sizes) for _ in range(2))
    for key, rows in _labelled(done, found).groupby(["label", "account", "modality"], sort=False):
        each = list(rows.itertuples(index=False))
        chances.add_row(*key, *(f"{row.found:.2f}" for row in each))
        counts.add_row(
            *key, *(f"{row.counted:.0f} [{row.counted_low}, {row.counted_high}]" for row in each)
        )
    console = _console()
    console.print(
        f"P(a study of n animals with {units} units each finds congruent units beyond permuted labels, p < {level:g} | "
        f"account), over {done.plan.replicates} draws"
    )
    console.print(chances)
    console.print("Units that it will call congruent, mean [90 % predictive range]")
    console.print(counts)
    console.print(
        "Unit of replication: the draw, in which all animals of a study live. Monte-Carlo standard error of a chance "
        f"at most {found['mc_error'].max():.2f}."
    )


def predict(
    run: RunName,
    animals: Animals = 3,
    units: Units = 40,
    sensitivity: Sensitivity = "0.4,1",
    false_positive: False_ = "0,0.05",
    out: Out = Path("runs"),
) -> None:
    """Show how likely a study is to find mirror units in each species, under each account, and what would flip it."""
    from ..inference.prediction import predictions
    from ..simulation.archive import load_run

    done = load_run(run, out)
    found = predictions(done, animals=animals, units=units, lab=_lab(sensitivity, false_positive))
    found, console = _labelled(done, found), _console()
    console.print(
        f"P(a study of {animals} animals with {units} units each finds congruent units beyond permuted labels | "
        f"account) and their mean share above chance [90 % predictive range], over {done.plan.replicates} draws"
    )
    table = _table(
        "species",
        "account",
        "visual",
        "",
        "auditory",
        "",
        "kind",
        "main source",
        "flipped by removing",
    )
    for (label, account), rows in found.groupby(["label", "account"], sort=False):
        cells = {row.modality: row for row in rows.itertuples(index=False)}
        best = max(cells.values(), key=lambda row: row.mean)
        told = [
            text
            for name in ("visual", "auditory")
            for text in (
                (
                    f"{cells[name].found:.2f}",
                    ranged(cells[name].mean, cells[name].low, cells[name].high),
                )
                if name in cells
                else ("-", "-")
            )
        ]
        flips = "; ".join(
            f"{row.modality}: {row.flips.replace('_', ' ')}" for row in cells.values() if row.flips
        )
        table.add_row(
            label,
            account,
            *told,
            best.kind if best.kind == "none" else f"{best.modality}, {best.kind}",
            best.main_source.replace("_", " ") or "-",
            flips or "-",
        )
    console.print(table)
    if (found.groupby("label")["modality"].nunique() < 2).any():
        console.print("-: no act of the species is heard.")
    console.print(
        f"Unit of replication: the draw. Monte-Carlo standard error of a chance at most {found['mc_error'].max():.2f}."
        + (
            ""
            if done.plan.knockouts
            else " No source was removed in this run (--knockouts 0): flips are not known."
        )
    )
    _drawn(done, "predictions", {"predictions": found})


def weigh(
    run: RunName,
    sensitivity: Sensitivity = "0.4,1",
    false_positive: False_ = "0,0.05",
    publication: Publication = "0.1,1",
    out: Out = Path("runs"),
) -> None:
    """Set what was found beside what accounts predict: Bayes factors. A description, not a test: see its first lines."""
    from ..inference.weighing import CALIBRATED, CIRCULAR
    from ..inference.weighing import weigh as weighing
    from ..simulation.archive import load_run

    console = _console()
    done = load_run(run, out)
    found = weighing(
        done, lab=_lab(sensitivity, false_positive), publication=_pair("publication", publication)
    )
    console.print(CIRCULAR + "\n")
    accounts = _table(
        "account",
        "log10 BF vs associative",
        "Monte-Carlo error",
        "without the macaque",
        "effective draws",
    )
    for row in found.accounts.itertuples(index=False):
        accounts.add_row(
            row.account,
            f"{row.log10_bayes_factor:+.2f}",
            f"{row.mc_error:.2f}",
            f"{row.uncalibrated:+.2f}",
            f"{row.effective_draws:.1f} of {row.draws}",
        )
    console.print(accounts)
    console.print(
        "The constants were calibrated on the macaque, so its records are no test of anything: see the third column."
    )
    names = list(found.accounts["account"])[1:]
    species = _table("species", *names, "on record")
    labels = done.plan.labels
    for name, rows in found.species.groupby("species", sort=False):
        each = rows.set_index("account")
        if each["verdicts"].iloc[0] != "not tested":
            species.add_row(
                labels[str(name)] + (" (calibrated on)" if name == CALIBRATED else ""),
                *(
                    f"{each.contribution[account]:+.2f} +- {each.mc_error[account]:.2f}"
                    for account in names
                ),
                each["verdicts"].iloc[0].replace("_", " "),
            )
    console.print(
        "\nWhat each species adds to log10 BF (all records less all but its own; they share draws and need not sum)"
    )
    console.print(species)
    untested = sorted(set(found.species[found.species["verdicts"] == "not tested"]["species"]))
    console.print(f"Not tested, contributing exactly 0: {', '.join(untested) or 'none'}.")
    counts = found.apart[found.apart["verdict"] != "not_tested"]["why"].value_counts()
    console.print(
        "Kept apart: "
        + "; ".join(f"{number} entries, {why}" for why, number in counts.items())
        + " (table apart)."
    )
    if found.accounts["effective_draws"].min() < 10:
        console.print(
            "Few effective draws: the joint integral rests on a handful of draws; more --replicates make it sure."
        )
    console.print("Unit of replication: the draw, shared by all species and accounts.")
    _drawn(
        done,
        "weighing",
        {
            "accounts": found.accounts,
            "species": _labelled(done, found.species),
            "records": found.records,
            "apart": found.apart,
        },
    )


def record(
    run: RunName,
    animals: Animals = 3,
    units: Units = 40,
    outcome: Outcome = "net",
    cost: Cost = None,
    prior: Prior = None,
    sensitivity: Sensitivity = "0.4,1",
    false_positive: False_ = "0,0.05",
    top: Top = 12,
    out: Out = Path("runs"),
) -> None:
    """Rank what to record next: the bits that a study of each species is expected to give about which account is right."""
    from ..base.checks import whole
    from ..inference.recommendation import record_next
    from ..simulation.archive import load_run
    from ..simulation.plan import parse_settings

    whole("top", top, 1, 10_000)
    done, console = load_run(run, out), _console()
    found = record_next(
        done,
        animals=animals,
        units=units,
        outcome=outcome,
        lab=_lab(sensitivity, false_positive),
        prior=parse_settings(prior or ()),
        cost=_costs(cost),
        progress=_progress(),
    )
    _show_ranking(done, found.designs, animals, units, top)
    _show_choices(found.choices)
    for name, least in dict(
        zip(found.classes["class"], found.classes["least"], strict=True)
    ).items():
        if " = " in name:
            console.print(
                f"One class, for no design here parts them by more than {least:.2f} bit: {name}."
            )
    console.print(
        "Bits are about these accounts as written here, with these constants; feasibility and ethics are not in them "
        "(--cost FILE). Unit of replication: the draw."
    )
    _drawn(
        done,
        "record_next",
        {
            "designs": _labelled(done, found.designs),
            "choices": found.choices,
            "classes": found.classes,
        },
    )


def _costs(file: Path | None) -> dict[str, float]:
    """Return the costs in a file of lines ``SPECIES: NUMBER``."""
    from ..base.errors import InputError
    from ..base.files import read_yaml, shown

    if file is None:
        return {}
    found = read_yaml(file)
    if not isinstance(found, dict):
        raise InputError(
            f"{shown(file)}: must hold lines SPECIES: NUMBER, for example macaca_mulatta: 20."
        )
    return {
        str(name): price
        if isinstance(price, bool) or not isinstance(price, (int, float))
        else float(price)
        for name, price in found.items()
    }


def _progress() -> Any:
    """Return a function that tells how many designs are done, on the standard error, every tenth part."""
    console = _console(stderr=True)

    def tell(done: int, total: int) -> None:
        if total >= 20 and (done == total or done % max(1, total // 10) == 0):
            console.print(f"{done} of {total} designs done")

    return tell


def _show_ranking(run: Run, designs: pd.DataFrame, animals: int, units: int, top: int) -> None:
    """Print the ranking over all accounts, with the bits against each rival beside it."""
    from ..inference.candidates import DESIGN
    from ..inference.ranking import ALL_ACCOUNTS

    console, labels = _console(), run.plan.labels
    console.print(
        f"Expected bits about which account is right, of {animals} animals with {units} units each [90 % interval over "
        f"{run.plan.replicates} draws]; = tied with the first; (n) within noise; whether only: bits of "
        "finding any or none"
    )
    rivals = [name for name in run.plan.accounts if name in set(designs["comparison"])]
    each = designs.set_index([*DESIGN, "comparison"])
    several = len(set(designs["design"])) > 1
    rearing = ["rearing"] if several else []
    table = _table(
        "",
        "species",
        "modality",
        *rearing,
        ALL_ACCOUNTS,
        "whether only",
        *(f"vs {name}" for name in rivals),
        "on record",
    )
    ranked = designs[designs["comparison"] == ALL_ACCOUNTS].head(top)
    for row in ranked.itertuples(index=False):
        cells = [each.loc[(row.species, row.modality, row.design, name)] for name in rivals]
        table.add_row(
            f"{row.rank}{' =' if row.tied else ''}",
            labels[row.species],
            row.modality,
            *([row.design] if several else []),
            f"{_bits(row)} [{row.low:.2f}, {row.high:.2f}]",
            f"{row.bits_found + 0.0:.2f}",
            *map(_bits, cells),
            row.tested.replace("_", " ") or "not tested",
        )
    console.print(table)
    if set(ranked["cost"]) != {1.0}:
        console.print("Ranked by bits per cost; two rearings together cost twice.")


def _bits(row: Any) -> str:
    return f"{round(row.bits, 2) + 0.0:.2f}" + ("" if row.above_floor else " (n)")


def _show_choices(choices: pd.DataFrame) -> None:
    """Print what choosing by rank gains over a random choice and over the nearest relative."""
    console = _console()
    if choices.empty:
        console.print("Every species here was tested: no choice is left to compare.")
        return
    console.print(
        "\nWays of choosing among what was not tested, expected bits [90 % interval over draws]; the choice by rank is "
        "made on half of the draws and judged on the other"
    )
    table = _table(
        "about",
        "among",
        *dict.fromkeys(choices["choice"].str.replace("_", " ")),
        "ranked less random",
        "ranked less nearest",
    )
    for (comparison, among), rows in choices.groupby(["comparison", "among"], sort=False):
        each = rows.set_index("choice")
        best = each.loc["ranked"]
        gains = [
            f"{best[f'over_{name}']:+.2f} [{best[f'over_{name}_low']:+.2f}, {best[f'over_{name}_high']:+.2f}]"
            for name in ("random", "nearest")
            if name == "random" or "nearest_relative" in each.index
        ]
        cells = [
            f"{row.bits:.2f} [{row.low:.2f}, {row.high:.2f}]"
            for row in rows.itertuples(index=False)
        ]
        cells += ["none"] * (len(choices["choice"].unique()) - len(cells))
        table.add_row(str(comparison), str(among), *cells, *gains)
    console.print(table)
