"""A programme as tables: its studies, ways of choosing, all pairs; and where it ends."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from ..base.numerals import in_figures
from .future import Future, Key
from .greedy import CHANCE, GREEDY, SINGLE, Paired, Price, Ways
from .information import standard_error
from .ranking import Z

NOISE, COST = "noise", "cost"


def _interval(name: str, values: np.ndarray, more: float = 0.0) -> dict[str, float]:
    """Return a mean over draws with its 90 % interval, and perhaps more error."""
    mean, error = float(values.mean()), float(np.hypot(standard_error(values), more))
    prefix = "" if name == "bits" else f"{name}_"
    return {name: mean, f"{prefix}low": mean - Z * error, f"{prefix}high": mean + Z * error}


def steps_of(
    future: Future, path: list[Key], judged: Ways, price: Price
) -> tuple[pd.DataFrame, int, str]:
    """Return the studies of a programme.

    Parameters
    ----------
    future : Future
        The studies that can be made.
    path : list of tuple of str
        Those that were chosen, in their order.
    judged : Ways
        What the greedy way brings on draws that it was not chosen on.
    price : Price
        What studies cost.

    Returns
    -------
    pandas.DataFrame
        One row per study, see :class:`mirror_abm.inference.programme.Programme`.
    int
        How many are kept.
    str
        Why there are no more, in a sentence.
    """
    rows: list[dict[str, Any]] = []
    greedy, stopped, ended = judged.per_draw[GREEDY], "", False
    for at, key in enumerate(path):
        gain = future.gain(path[: at + 1])
        row: dict[str, Any] = {"step": at + 1}
        row |= dict(zip(("species", "modality", "design"), key, strict=True))
        row |= _interval("bits", greedy[at])
        row |= _interval("adds", greedy[at] - (greedy[at - 1] if at else 0.0))
        row |= {"in_hindsight": gain.bits, "ideal": future.ideal(path[: at + 1])}
        row |= {"cost": price.cost[key], "worth": np.nan}
        if price.worth is not None:
            row["worth"] = price.worth * row["adds"]
        ends = "" if ended else _ends(row, price)
        if ends:
            ended, stopped = True, _sentence(row, ends)
        rows.append(row | {"kept": not ended, "ends": ends, **gain.temperature._asdict()})
    table = pd.DataFrame(rows).assign(draws=future.draws, unit_of_replication="draw")
    if not stopped:
        stopped = f"Each of the {len(path)} adds more than its Monte-Carlo error" + (
            "." if price.worth is None else ", worth more than it costs."
        )
    return table, int(table["kept"].sum()), stopped


def _ends(row: dict[str, Any], price: Price) -> str:
    """Return why a programme ends before a study; empty if it does not."""
    if not row["adds_low"] > 0:
        return NOISE
    return COST if price.worth is not None and row["worth"] < row["cost"] else ""


def _sentence(row: dict[str, Any], ends: str) -> str:
    """Return why a programme ends before a study, in a sentence."""
    which = "No study" if row["step"] == 1 else "No further study"
    adds, low, high = (in_figures(row[name], 3) for name in ("adds", "adds_low", "adds_high"))
    adds = f"{adds} bits [{low}, {high}]"
    if ends == NOISE:
        return (
            f"{which} of this kind is seen to add anything: the best next adds {adds}, no more "
            "than its Monte-Carlo error; more draws may tell."
        )
    return (
        f"{which} of this kind is worth its cost: the best next adds {adds}, worth "
        f"{in_figures(row['worth'], '.3g')}, and costs {in_figures(row['cost'], '.3g')}."
    )


def singles_of(future: Future, price: Price) -> pd.DataFrame:
    """Return what each study adds by itself.

    Parameters
    ----------
    future : Future
        The studies that can be made.
    price : Price
        What they cost.

    Returns
    -------
    pandas.DataFrame
        One row per study, in the order in which they are preferred by themselves: by bits per cost,
        or by what their bits are worth less their cost.
    """
    rows: list[dict[str, Any]] = []
    for key in future.keys:
        gain = future.exact(key)
        row: dict[str, Any] = dict(zip(("species", "modality", "design"), key, strict=True))
        row |= _interval("bits", gain.per_draw) | {"ideal": future.ideal([key])}
        rows.append(row | {"cost": price.cost[key], "preferred": price.of(gain.bits, key)})
    table = pd.DataFrame(rows).sort_values("preferred", ascending=False, kind="stable")
    table = table.drop(columns="preferred").reset_index(drop=True)
    return table.assign(draws=future.draws, unit_of_replication="draw")


def ways_of(judged: Ways, draws: int) -> pd.DataFrame:
    """Return what ways of choosing bring.

    Parameters
    ----------
    judged : Ways
        By way, number of studies and draw.
    draws : int
        How many draws there are.

    Returns
    -------
    pandas.DataFrame
        One row per way and number of studies.
    """
    rows = []
    for way in (GREEDY, SINGLE, CHANCE):
        for at, values in enumerate(judged.per_draw[way]):
            more = float(judged.chance_error[at]) if way == CHANCE else 0.0
            row: dict[str, Any] = {"way": way, "studies": at + 1} | _interval("bits", values, more)
            rows.append(row | _interval("greedy_less", judged.per_draw[GREEDY][at] - values, more))
    return pd.DataFrame(rows).assign(draws=draws, unit_of_replication="draw")


def pairs_of(found: Paired, draws: int) -> pd.DataFrame:
    """Return what all pairs of studies bring.

    Parameters
    ----------
    found : Paired
        The pairs.
    draws : int
        How many draws there are.

    Returns
    -------
    pandas.DataFrame
        One row per pair, the best first.
    """
    rows = []
    for at, (one, other) in enumerate(found.pairs):
        row: dict[str, Any] = {}
        for which, key in (("first", one), ("second", other)):
            row |= {which: key[0], f"{which}_modality": key[1], f"{which}_design": key[2]}
        bits, error = float(found.per_draw[at].mean()), standard_error(found.per_draw[at])
        chosen = {"best": at == found.best, "greedy": at == found.greedy}
        rows.append(row | {"bits": bits, "mc_error": error} | chosen)
    table = pd.DataFrame(rows).assign(draws=draws, unit_of_replication="draw")
    return table.sort_values("bits", ascending=False, kind="stable").reset_index(drop=True)


def exhaustive_of(found: Paired, future: Future) -> pd.DataFrame:
    """Return how the greedy pair compares with the best of all.

    Parameters
    ----------
    found : Paired
        The pairs.
    future : Future
        The studies that can be made.

    Returns
    -------
    pandas.DataFrame
        One row.
    """
    row: dict[str, Any] = {}
    for name, at in (("best", found.best), ("greedy", found.greedy)):
        row[name] = " + ".join(" ".join(key) for key in found.pairs[at])
        row[f"{name}_bits"] = float(found.per_draw[at].mean())
    row |= _interval("difference", found.less)
    designs = len({key for pair in found.pairs for key in pair})
    row |= {"agree": found.agree, "designs": designs, "of": len(future.keys)}
    row |= {"pairs": len(found.pairs), "draws": future.draws, "unit_of_replication": "draw"}
    return pd.DataFrame([row])
