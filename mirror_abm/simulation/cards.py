"""What a prompt and a notebook show of runs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import pandas as pd

from ..accounts.contract import BASELINES
from ..base.brief import line, some
from ..base.card import card, facts, note, pictures, table
from ..base.errors import MirrorError
from ..base.files import shown
from ..base.ranges import level_in_words
from ..profile.senses import perceives
from .conditions import command, in_words
from .main_source import UNDECIDED
from .naming import in_tree_order
from .summary import HEADLINE_WORDS

if TYPE_CHECKING:
    from .archive import Run
    from .plan import Plan


def run_line(run: Run) -> str:
    """Return what was run, in one line; also of a folder that is no run any more."""
    try:
        return line(f"Run {run.id}", *run.plan.in_brief, in_words(run.plan))
    except (MirrorError, TypeError, ValueError, KeyError, AttributeError):
        return line(f"Run {run.id}", f"{shown(run.path)} holds no plan that can be read")


def run_card(run: Run, tables: Iterable[str]) -> str:
    """Return a run as a page: what was run, what was found, its figures, its tables' names."""
    try:
        plan, found = run.plan, run.table("summary")
    except (MirrorError, TypeError, ValueError, KeyError, AttributeError):
        return card(f"Run {run.id}", note(run_line(run)))
    arm = "intact" if "intact" in set(found["arm"]) else str(found["arm"].iloc[0])
    species, accounts, groups, days = plan.in_brief
    return card(
        f"Run {run.id}",
        facts(
            {
                "species": species if len(plan.species) < 4 else f"{species}: {_names(plan)}",
                "accounts": accounts,
                "animals": f"{groups}, {days}",
                "with": in_words(plan),
                "seed": str(plan.seed),
                "folder": shown(run.path),
                "again": command(plan, run.path),
            }
        ),
        table(
            comparison(plan, found[found["arm"] == arm]),
            f"{HEADLINE_WORDS}; mean and {level_in_words(found['n'], 'group')} (own, other)"
            f"{'' if arm == 'intact' else ', ' + arm}",
            rows=500,
        ),
        note(baseline_sentence(found[found["arm"] == arm])),
        pictures(run.figures),
        note("" if run.figures else f"No figures yet: mirror-abm plot {shown(run.path)}"),
        note("Tables: run.table(name), of " + ", ".join(tables) + "."),
    )


def _names(plan: Plan) -> str:
    """Return the names of species for readers, or the first of many."""
    return some([plan.labels[name] for name in in_tree_order(plan)], 100)


def comparison(plan: Plan, found: pd.DataFrame) -> pd.DataFrame:
    """Return what was found, a row for each species and account, in the order of the tree.

    Parameters
    ----------
    plan : Plan
        The run.
    found : pandas.DataFrame
        Rows of its table ``summary``, of one arm.

    Returns
    -------
    pandas.DataFrame
        Species, account, share by modality as text, kind of units, and the main source. Baselines
        stand in it only where nothing else was run.
    """
    shown_accounts = [name for name in plan.accounts if name not in BASELINES] or plan.accounts
    by_row = {
        key: rows.set_index("modality") for key, rows in found.groupby(["species", "account"])
    }
    rows = []
    for species in in_tree_order(plan):
        for account in shown_accounts:
            cells = by_row[species, account]
            can = perceives(plan.profiles[species])
            cells = cells.loc[[name for name in cells.index if name in can]]
            best = cells.loc[cells["mean"].fillna(-1.0).idxmax()]
            source = _source(best)
            rows.append(
                (
                    plan.labels[species],
                    account,
                    *(
                        _share(cells.loc[name]) if name in cells.index else f"nothing {nothing}"
                        for name, nothing in (("visual", "seen"), ("auditory", "heard"))
                    ),
                    "none" if best["kind"] == "none" else f"{best.name}, {best['kind']}",
                    source or "-",
                )
            )
    names = ["species", "account", "visual", "auditory", "kind", "main_source"]
    return pd.DataFrame(rows, columns=names)


def _source(row: pd.Series) -> str:
    """Return the main source, or ? and the one with the largest fall; runs before had no more."""
    if row["main_source"] == UNDECIDED:
        return f"? {row['main_first']}".replace("_", " ")
    return str(row["main_source"]).replace("_", " ")


def _share(row: pd.Series) -> str:
    """Return own minus other with its range, and both, never as -0.00."""
    mean, low, high, own, other = (
        f"{round(row[name], 2) + 0.0:.2f}" for name in ("mean", "low", "high", "own", "other")
    )
    if row["mean"] != row["mean"]:
        return f"- (own {own})"
    return f"{mean} [{low}, {high}] ({own}, {other})"


def baseline_sentence(found: pd.DataFrame) -> str:
    """Return how far the chance baselines are from what they should be, in a sentence."""
    chance = found[found["account"].isin(BASELINES)]
    if chance.empty or len(chance) == len(found):
        return ""
    names = " and ".join(dict.fromkeys(chance["account"]))
    low, high = (round(value, 3) + 0.0 for value in (chance["mean"].min(), chance["mean"].max()))
    return f"Baseline {names}: means from {low:.3f} to {high:.3f} over species and modalities."
