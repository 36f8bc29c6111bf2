"""Sources: what share of the matched experience each source brought, for sights and for sounds.

A matched pairing is a percept and the animal's own act of the same action within the window,
weighted by contiguity k(dt). Numbers at the right are matched pairings per active hour, all sources
together. Of several accounts one is shown, and named: ``associative`` if it is among them; most
accounts live through the same events. This figure does not show which source *causes* the result;
knock-outs do.
"""

from __future__ import annotations

import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from .contract import (
    MANY,
    PAGE,
    SOURCE,
    Tables,
    account_words,
    groups_of,
    legend_below,
    readable,
    row_height,
)

NEEDS = {
    "ledger": (
        "label",
        "account",
        "arm",
        "replicate",
        "group",
        "source",
        "population",
        "matched",
        "hours",
    )
}
HATCH = {
    "synchrony": "////",
    "mirrors": "||||",
    "sound": "....",
    "complementary": "xxxx",
    "watching_others": "\\\\\\\\",
}
LACK = {"sights": "blind", "sounds": "silent"}  #: what a species is called without them
SENSES = {"sights": ("visual_other", "visual_self"), "sounds": ("auditory", "auditory_self")}


def size(tables: Tables) -> tuple[float, float]:
    """Return a page's width, and a height that grows with the species."""
    count = tables["ledger"]["label"].nunique()
    return PAGE, 1.4 + row_height(count, 0.32) * count


def caption(tables: Tables) -> str:
    """Say what bars and numbers are."""
    return (
        "Numbers: matched pairings of a percept with the animal's own act per active hour, mean of "
        f"animals; {groups_of(tables['ledger'])}."
        + (" Silent: the species has no audible act." if _all(tables, "silent") else "")
        + (" Blind: the species has no sights." if _all(tables, "blind") else "")
    )


def draw(tables: Tables, figure: Figure) -> None:
    """Draw stacked bars, one panel per sense."""
    table = tables["ledger"]
    accounts = list(dict.fromkeys(table["account"]))
    account = "associative" if "associative" in accounts else accounts[0]
    names = list(dict.fromkeys(table["label"]))
    table = table[table["account"] == account]
    brought = [source for source in SOURCE if source in set(table["source"])]
    panels = figure.subplots(1, len(SENSES), sharey=True, squeeze=False)[0]
    for axes, (sense, populations) in zip(panels, SENSES.items(), strict=True):
        rate = _rates(table[table["population"].isin(populations)])
        _bars(
            axes,
            rate.reindex(index=names, columns=brought).fillna(0.0),
            _all(tables, LACK[sense]),
            LACK[sense],
        )
        axes.set(
            xlim=(0, 1),
            xlabel=f"share of matched {sense}",
            title=f"{sense} matched by the animal's own act"
            + (f"\n(account {account_words(account)})" if len(accounts) > 1 else ""),
        )
        axes.tick_params(axis="y", length=0)
        axes.grid(False)
        for text in axes.get_yticklabels():
            text.set_style("italic")
    panels[0].set_ylim(len(names) - 0.5, -0.5)
    sns.despine(figure, left=True)
    handles = [
        Patch(facecolor=SOURCE[source], edgecolor="white", linewidth=0, hatch=HATCH.get(source))
        for source in brought
    ]
    legend_below(figure, handles, [readable(source) for source in brought], 4)


def _rates(part: pd.DataFrame) -> pd.DataFrame:
    """Return matched pairings per active hour, species by source, the mean over animals."""
    rates = part.assign(rate=part["matched"] / part["hours"])
    animals = ["label", "replicate", "group", "animal", "source"]
    each = rates.groupby(animals, observed=True)["rate"].sum()
    return each.groupby(["label", "source"], observed=True).mean().unstack(fill_value=0.0)


def _all(tables: Tables, lack: str) -> set[str]:
    """Return the species that are silent, or blind: of which no sound, or sight, is sought."""
    table = tables["ledger"]
    return set(table.loc[table[lack], "label"]) if lack in table else set()


def _bars(axes: Axes, rate: pd.DataFrame, lacking: set[str], lack: str) -> None:
    """Draw the share of each source as part of a bar, and the sum of all beside it."""
    total = rate.sum(axis=1)
    left = pd.Series(0.0, index=rate.index)
    for source in rate.columns:
        width = (rate[source] / total).where(total > 0, 0.0)
        axes.barh(
            list(rate.index),
            width,
            left=left,
            color=SOURCE[source],
            height=0.62,
            edgecolor="white",
            linewidth=0.4,
            hatch=HATCH.get(source),
        )
        left = left + width
    size = 6 if len(rate) > MANY else 7
    for row, (name, value) in enumerate(total.items()):
        said = lack if name in lacking else _rate(value)
        axes.text(1.02, row, said, va="center", fontsize=size, color="k" if value > 0 else "0.5")


def _rate(total: float) -> str:
    """Return matched pairings per hour to three digits, without powers of ten."""
    return "none" if total <= 0 else f"{total:.0f} per h" if total >= 100 else f"{total:.3g} per h"


def example() -> Tables:
    """Return two species with two sources."""
    rows = [
        (label, "associative", "intact", replicate, 0, 0, source, population, matched * scale, 10.0)
        for label, scale in (("Macaca mulatta", 1.0), ("Octopus vulgaris", 0.5))
        for replicate in range(2)
        for source, population, matched in (
            ("self_observation", "visual_self", 20.0),
            ("synchrony", "visual_other", 8.0),
            ("self_observation", "auditory", 5.0),
        )
    ]
    return {
        "ledger": pd.DataFrame(
            rows,
            columns=[
                "label",
                "account",
                "arm",
                "replicate",
                "group",
                "animal",
                "source",
                "population",
                "matched",
                "hours",
            ],
        )
    }
