"""The figures by which the model is judged, computed: ``python scripts/findings.py RUN...``.

Of each run: what the order of species by sound and by sight follows, how many pairs of species are
resolved, which source of experience carries the shares, at what age half of the final mirror index
is reached, how opaque acts differ from visible ones, and ``power`` against ``predict``. From
small simulations of its own: how many new draws a range holds, deprivation of being imitated done
in two ways, the speed of the rules, and the error of time-lapse. Nothing is typed in.

    python scripts/findings.py RUN --json after.json
    python scripts/findings.py --compare before.json after.json

Each line says what was found, its 95 % interval, n, and what n counts. ``--tables-only`` leaves the
simulations out; ``--replicates``, ``--days`` and ``--age`` set their size.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from scipy import stats

import mirror_abm as ma
from mirror_abm.accounts.contract import BASELINES
from mirror_abm.animal.constants import describe
from mirror_abm.base.errors import MirrorError
from mirror_abm.base.ranges import carried, ends
from mirror_abm.base.seeds import stream
from mirror_abm.base.shelf import accounts, rules
from mirror_abm.conditioning.acquisition_rate import speeds
from mirror_abm.inference.power import detection_power
from mirror_abm.laboratory.account_speeds import account_speeds
from mirror_abm.simulation.confidence import confidence_interval
from mirror_abm.simulation.lapse_error import over_species, time_lapse_errors
from mirror_abm.simulation.summary import HEADLINE, intact

Row = dict[str, Any]
HUMANS, IMITATED = "homo_sapiens", "experience.being_imitated.rate"
BY = {"visual": "by sight", "auditory": "by sound"}
RESAMPLES = 1000
COLUMNS = ["run", "finding", "figure", "value", "low", "high", "n", "unit"]


def row(
    finding: str,
    figure: str,
    found: float | tuple[float, float, float],
    n: int,
    unit: str,
) -> Row:
    """Return one figure: a number, or a number with its interval."""
    value, low, high = found if isinstance(found, tuple) else (found, math.nan, math.nan)
    names = (finding, figure, float(value), float(low), float(high), int(n), unit)
    return dict(zip(COLUMNS[1:], names, strict=True))


# ------------------------------------------------------------------ statistics
def correlated(x: Any, y: Any, ranks: bool = False) -> tuple[float, float, float]:
    """Return Pearson's r, or Spearman's rho, with its interval by Fisher's z.

    The standard error of z is 1 / sqrt(n - 3), or that of Bonett and Wright (2000) for ranks.
    """
    x, y = np.asarray(x, float), np.asarray(y, float)
    if len(x) < 4 or not (np.ptp(x) and np.ptp(y)):
        return math.nan, math.nan, math.nan
    r = float((stats.spearmanr if ranks else stats.pearsonr)(x, y).statistic)
    half = 1.96 * math.sqrt((1 + r * r / 2 if ranks else 1) / (len(x) - 3))
    if abs(r) >= 1:
        return r, r, r
    return r, math.tanh(math.atanh(r) - half), math.tanh(math.atanh(r) + half)


def squared(found: tuple[float, float, float]) -> tuple[float, float, float]:
    """Return R2 with its interval, from a correlation with its own."""
    r, low, high = found
    return r * r, 0.0 if low <= 0 <= high else min(low**2, high**2), max(low**2, high**2)


def resampled(
    values: np.ndarray, statistic: Callable[[np.ndarray], float], *address: str
) -> tuple[float, float, float]:
    """Return a statistic of independent rows, with its interval by the bootstrap (percentiles)."""
    rng, n = stream(0, "findings", *address), len(values)
    each = [statistic(values[rng.integers(0, n, n)]) for _ in range(RESAMPLES)]
    known = [value for value in each if not math.isnan(value)]
    low, high = np.quantile(known, [0.025, 0.975]) if known else (math.nan, math.nan)
    return statistic(values), float(low), float(high)


# ------------------------------------------------------------------ of a run
def first_account(run: ma.Run) -> str:
    """Return the account that a run is about: the first that is no chance baseline."""
    return next((name for name in run.plan.accounts if name not in BASELINES), run.plan.accounts[0])


def cells(table: pd.DataFrame, account: str, modality: str) -> pd.DataFrame:
    """Return the rows of one account in one modality, with all sources."""
    table = intact(table)
    return table[(table["account"] == account) & (table["modality"] == modality)]


def audible_fraction(acts: pd.DataFrame, draws: pd.DataFrame, sizes: dict[str, int]) -> pd.Series:
    """Return the share of a species' panel that is audible: by species that make sounds."""
    heard = acts[acts["modality"] == "auditory"].groupby("species", observed=True)["act"].nunique()
    wanted = draws[draws["name"] == "constants.panel"].groupby("species")["value"].first()
    panel = pd.Series({name: min(wanted[name], sizes[name]) for name in heard.index}, dtype=float)
    return heard / panel


def order_by_sound(run: ma.Run, account: str) -> list[Row]:
    """Return how far shares by sound follow the audible fraction of the panel."""
    sizes = {name: len(profile["actions"]) for name, profile in run.plan.profiles.items()}
    audible = audible_fraction(run.table("acts"), run.table("draws"), sizes)
    shares = cells(run.table("summary"), account, "auditory").set_index("species")
    shares = shares.rename(columns={"mean": HEADLINE})
    rows = []
    for name in (HEADLINE, "own", "unconditional_net"):
        known = shares[name].dropna()
        found = squared(correlated(known, audible.reindex(known.index)))
        what = f"R2 of {name} on the panel's audible fraction"
        rows.append(row("order by sound", what, found, len(known), "species"))
    return rows


def order_by_sight(run: ma.Run, account: str) -> list[Row]:
    """Return the rank correlation of own minus other with what the files say of experience."""
    shares = cells(run.table("summary"), account, "visual").set_index("species")["mean"].dropna()
    draws = intact(run.table("draws"))
    draws = draws[draws["account"] == account]
    rows = []
    for name, words in (
        ("experience.synchrony.rate", "the synchrony rate"),
        ("solved.nonmatching_share", "the non-matching share"),
        (IMITATED, "the rate of being imitated"),
    ):
        medians = draws[draws["name"] == name].groupby("species")["value"].median()
        medians = medians.reindex(shares.index).fillna(0.0)
        found = correlated(shares, medians, ranks=True)
        what = f"rho of {HEADLINE} with {words}"
        rows.append(row("order by sight", what, found, len(shares), "species"))
    return rows


def main_source_counts(summary: pd.DataFrame, account: str) -> list[Row]:
    """Return in how many species each source is the main one."""
    rows = []
    for modality, words in BY.items():
        told = cells(summary, account, modality)
        told = told[told["mean"].notna()]
        for source, count in told["main_source"].value_counts(sort=True).items():
            name = {"?": "not told apart", "": "none lowers it by 0.01"}.get(source, source)
            rows.append(row(f"main source {words}", name, float(count), len(told), "species"))
    return rows


def resolved_pairs(orders: pd.DataFrame, account: str) -> list[Row]:
    """Return how many pairs of species are resolved."""
    rows = []
    for modality, words in BY.items():
        pairs = orders[(orders["account"] == account) & (orders["modality"] == modality)]
        if len(pairs):
            count = float(pairs["resolved"].sum())
            rows.append(row(f"orders {words}", "pairs resolved", count, len(pairs), "pairs"))
    return rows


def overlapping_ranges(summary: pd.DataFrame, account: str) -> list[Row]:
    """Return how many pairs of species have ranges that overlap."""
    rows = []
    for modality, words in BY.items():
        told = cells(summary, account, modality).dropna(subset=["low", "high"])
        low, high = told["low"].to_numpy(), told["high"].to_numpy()
        one, two = np.triu_indices(len(told), 1)
        over = float(((low[one] <= high[two]) & (low[two] <= high[one])).sum())
        rows.append(row(f"orders {words}", "pairs of ranges overlap", over, len(one), "pairs"))
    return rows


def half_reached(at: np.ndarray, course: np.ndarray) -> float:
    """Return when a course first reaches half of where it ends, straight between its knots."""
    final = course[-1]
    if not final > 0:
        return math.nan
    above = np.flatnonzero(course >= final / 2)
    first = int(above[0])
    if first == 0:
        return float(at[0])
    part = (final / 2 - course[first - 1]) / (course[first] - course[first - 1])
    return float(at[first - 1] + part * (at[first] - at[first - 1]))


def time_to_half(curves: pd.DataFrame, account: str, axis: str) -> list[Row]:
    """Return when half of the final mirror index by sight is reached, in humans and the median."""
    told = cells(curves, account, "visual")
    unit = {"hours": "waking hours", "age": "days of age"}[axis]
    halves = {}
    rows = []
    for species, part in told.groupby("species", observed=True):
        wide = part.pivot_table(index="replicate", columns=axis, values="mirror_index").dropna(
            axis=1
        )
        at, courses = wide.columns.to_numpy(float), wide.to_numpy(float)

        def half(values: np.ndarray, at: np.ndarray = at) -> float:
            return half_reached(at, values.mean(axis=0))

        halves[species] = half(courses)
        if species == HUMANS:
            found = resampled(courses, half, axis)
            what = f"humans, {unit} to half of the mirror index"
            rows.append(row("time", what, found, len(courses), "draws"))
    known = np.array([value for value in halves.values() if not math.isnan(value)])
    if len(known):
        median = resampled(known, lambda values: float(np.median(values)), axis, "species")
        what = f"median species, {unit} to half of the mirror index"
        rows.append(row("time", what, median, len(known), "species"))
    return rows


def opaque_acts(table: pd.DataFrame, account: str) -> list[Row]:
    """Return how opaque acts differ from visible ones, and what the sight of oneself does to it."""
    table = table[table["account"] == account]
    told, rows = intact(table), []
    for verdict in ("more", "less"):
        count = float((told["resolved"] == verdict).sum())
        what = f"opaque acts mirrored {verdict} than visible ones"
        rows.append(row("opaque acts", what, count, len(told), "species"))
    if len(told) > 1:
        mean = confidence_interval(told["difference"])
        rows.append(row("opaque acts", "opaque minus visible, mean", mean, len(told), "species"))
    without = table[(table["arm"] == "without self_observation") & table["change"].notna()]
    for verdict, where in (
        ("falls", without["change_high"] < 0),
        ("rises", without["change_low"] > 0),
    ):
        if len(without):
            what = f"the difference {verdict} without self_observation"
            rows.append(row("opaque acts", what, float(where.sum()), len(without), "species"))
    return rows


def constants_that_carry(groups: pd.DataFrame, draws: pd.DataFrame, account: str) -> list[Row]:
    """Return how the mirror index of humans by sight follows each constant that is drawn."""
    told = cells(groups, account, "visual")
    told = told[told["species"] == HUMANS].groupby("replicate")["mirror_index"].mean()
    drawn = intact(draws)
    drawn = drawn[(drawn["species"] == HUMANS) & (drawn["account"] == account)]
    drawn = drawn[drawn["name"].str.startswith("constants.")]
    rows = []
    for name, part in drawn.groupby("name", observed=True):
        values = part.set_index("replicate")["value"].reindex(told.index)
        if values.min() < values.max() and len(told) > 3:
            found = correlated(told, values, ranks=True)
            what = f"rho of humans' mirror index with {str(name).removeprefix('constants.')}"
            rows.append(row("drawn constants", what, found, len(told), "draws"))
    return sorted(rows, key=lambda each: -abs(each["value"]))


def power_against_predict(power: pd.DataFrame, predictions: pd.DataFrame) -> list[Row]:
    """Return by how much ``power`` and ``predict`` differ for the same study, at most."""
    keys = ["species", "account", "modality", "animals", "units"]
    both = power.merge(predictions, on=keys, suffixes=("_power", "_predict"))
    apart = (both["found_power"] - both["found_predict"]).abs().max()
    return [row("power", "largest difference from predict", apart, len(both), "cells")]


def of_run(run: ma.Run) -> list[Row]:
    """Return all figures of a run."""
    account = first_account(run)
    power = detection_power(run, [3], units=40)
    found = [
        *order_by_sound(run, account),
        *order_by_sight(run, account),
        *main_source_counts(run.table("summary"), account),
        *resolved_pairs(ma.orders(run), account),
        *overlapping_ranges(run.table("summary"), account),
        *time_to_half(run.table("curves"), account, "hours"),
        *time_to_half(run.table("curves"), account, "age"),
        *opaque_acts(run.table("by_visibility"), account),
        *constants_that_carry(run.table("groups"), run.table("draws"), account),
        *power_against_predict(power, ma.predictions(run, animals=3, units=40, progress=False)),
    ]
    plan = run.plan
    named = f"{run.id}, {plan.prior}, {len(plan.species)} species, {plan.when}"
    return [{"run": named, **each} for each in found]


# ------------------------------------------------------------------ small simulations
def coverage(sizes: Iterable[int] = (4, 8, 19, 20, 60), ranges: int = 2000) -> list[Row]:
    """Return the share of new draws that ranges of some draws hold, and the level they state."""
    laws = {"normal": stats.norm(), "log-normal": stats.lognorm(1.5), "uniform": stats.uniform()}
    rows = []
    for n in sizes:
        for name, law in laws.items():
            rng = stream(0, "findings", "coverage", name, n)
            low, high = ends(pd.DataFrame(law.rvs((n, ranges), random_state=rng)))
            held = pd.Series(law.cdf(high.to_numpy()) - law.cdf(low.to_numpy()))
            what = f"held by ranges of {n} {name} draws that state {carried(n):.0%}"
            rows.append(row("ranges", what, confidence_interval(held), ranges, "ranges"))
    return rows


def deprived(groups: dict[str, pd.DataFrame]) -> list[Row]:
    """Return what deprivation changes, in paired draws: with all sources, ``without``, rate 0."""
    each = {
        name: cells(table, table["account"].iloc[0], "visual").set_index(["replicate", "group"])
        for name, table in groups.items()
    }
    values = pd.DataFrame({name: table[HEADLINE] for name, table in each.items()}).dropna()
    pairs = {
        "--without being_imitated, minus intact": ("without", "intact"),
        f"--set {IMITATED}=0, minus intact": ("rate 0", "intact"),
        "the one way minus the other": ("without", "rate 0"),
    }
    rows = []
    for what, (one, two) in pairs.items():
        found = confidence_interval(values[one] - values[two])
        rows.append(row("deprivation of humans by sight", what, found, len(values), "groups"))
    return rows


def raised(options: dict[str, Any]) -> dict[str, pd.DataFrame]:
    """Return the groups of humans raised intact and deprived of being imitated in two ways."""
    ways: dict[str, dict[str, Any]] = {
        "intact": {},
        "without": {"without": "being_imitated"},
        "rate 0": {"settings": {IMITATED: 0}},
    }
    shared = options | {"account": "associative", "knockouts": 0, "progress": False}
    with tempfile.TemporaryDirectory() as folder:
        return {
            name: ma.run(HUMANS, out=folder, **shared, **more).table("groups")
            for name, more in ways.items()
        }


def speed_of_rules() -> list[Row]:
    """Return how far the rules differ in speed, and how strong a drive can be."""
    found = speeds(rules.names)
    half = found["half_life"][np.isfinite(found["half_life"])]
    drive = account_speeds(accounts.names)
    largest = drive[np.isfinite(drive["largest_drive"])]["largest_drive"]
    ceiling = describe()["drive_ceiling"].default
    assert isinstance(ceiling, float)
    return [
        row(
            "rules",
            "slowest half-life over the fastest",
            half.max() / half.min(),
            len(half),
            "rules",
        ),
        row("rules", "largest drive of an account", largest.max(), len(largest), "accounts"),
        row("rules", "largest response that is read out", ceiling, len(largest), "accounts"),
    ]


def drawn_constants() -> list[Row]:
    """Return how many constants that are no definition are drawn, and of those of learning."""
    told = {name: item.metadata for name, item in describe().items()}
    uncertain = [name for name, item in told.items() if item["basis"] != "definition"]
    decide = ("alpha", "beta_absent", "context_salience", "incidental_salience")
    rows = []
    for what, names in (
        ("constants drawn, of those that are no definition", uncertain),
        ("constants that decide, drawn", [*decide, "overlap_same", "overlap_other"]),
    ):
        count = sum(told[name]["low"] < told[name]["high"] for name in names)
        rows.append(row("drawn constants", what, float(count), len(names), "constants"))
    return rows


def time_lapse(table: pd.DataFrame) -> list[Row]:
    """Return the errors of time-lapse over species, from those of each."""
    rows = []
    for each in over_species(table).itertuples(index=False):
        what = f"{each.account}, s k alpha {each.salience:g}: error of {each.measure}"
        found = (each.error, each.error - 1.96 * each.se, each.error + 1.96 * each.se)
        rows.append(row("time-lapse", what, found, each.cells, "species x modality"))
    return rows


def simulated(replicates: int, life: dict[str, Any]) -> list[Row]:
    """Return all figures that rest on no run."""
    lapsed = time_lapse_errors(
        account=["associative", "hebbian"], replicates=max(2, replicates // 2)
    )
    found = [
        *coverage(),
        *deprived(raised({"replicates": replicates} | life)),
        *speed_of_rules(),
        *drawn_constants(),
        *time_lapse(lapsed),
    ]
    return [{"run": "", **each} for each in found]


# ------------------------------------------------------------------ the command
def in_words(table: pd.DataFrame) -> str:
    """Return figures as lines of text."""
    lines, before = [], None
    for each in table.itertuples(index=False):
        if each.run != before:
            lines += ["", f"run {each.run}" if each.run else "simulations"]
            before = each.run
        spread = "" if math.isnan(each.low) else f" [{each.low:.3g}, {each.high:.3g}]"
        lines.append(
            f"  {each.finding}: {each.figure}: {each.value:.3g}{spread} ({each.n} {each.unit})"
        )
    return "\n".join(lines[1:])


def compared(old: pd.DataFrame, new: pd.DataFrame) -> pd.DataFrame:
    """Return the figures of two reports side by side, run by run in the order they were named."""
    keys = ["place", "finding", "figure"]
    one, two = (
        table.assign(place=pd.factorize(table["run"].where(table["run"] != "", "~"))[0])
        for table in (old, new)
    )
    both = one.merge(two, on=keys, how="outer", suffixes=("_old", "_new"), sort=False)
    both["change"] = both["value_new"] - both["value_old"]
    return both[[*keys, "value_old", "value_new", "change", "n_old", "n_new"]]


def read(path: str) -> pd.DataFrame:
    """Return the figures that ``--json`` wrote."""
    found = pd.DataFrame(json.loads(Path(path).read_text(encoding="utf-8")), columns=COLUMNS)
    return found.astype(dict.fromkeys(("value", "low", "high"), float))


def arguments(words: list[str] | None = None) -> argparse.Namespace:
    """Return what was typed."""
    parser = argparse.ArgumentParser(description="The figures by which the model is judged.")
    parser.add_argument("runs", nargs="*", metavar="RUN", help="ids or folders of finished runs")
    parser.add_argument("--json", metavar="FILE", help="also write the figures here")
    parser.add_argument("--compare", nargs=2, metavar=("OLD", "NEW"), help="two such files")
    parser.add_argument("--tables-only", action="store_true", help="leave the simulations out")
    parser.add_argument("--replicates", type=int, default=20, help="draws of the simulations")
    parser.add_argument("--days", type=float, help="active days of the deprived humans")
    parser.add_argument("--age", help="or their age in days")
    return parser.parse_args(words)


def main(words: list[str] | None = None) -> int:
    """Print the figures, or compare two reports."""
    told = arguments(words)
    try:
        if told.compare:
            table = compared(*(read(path) for path in told.compare))
            print(table.to_string(index=False, float_format=lambda value: f"{value:.3g}"))
            return 0
        rows = [each for name in told.runs for each in of_run(ma.load_run(name))]
        if not told.tables_only:
            life = {name: getattr(told, name) for name in ("days", "age") if getattr(told, name)}
            rows += simulated(told.replicates, life)
    except (MirrorError, OSError, ValueError) as error:
        print(error, file=sys.stderr)
        return 2
    table = pd.DataFrame(rows, columns=COLUMNS)
    print(in_words(table))
    if told.json:
        text = table.to_json(orient="records", indent=1)
        Path(told.json).write_text(text + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
