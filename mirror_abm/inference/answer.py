"""The answer of a run: what a stated study should find, which order holds, and what carries it.

Every number that the sentences say (:mod:`.sentences`) stands in one of these tables, and nothing
here knows what was found in any species.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from ..accounts.contract import BASELINES
from ..simulation.confidence import confidence_interval
from ..simulation.main_source import COLUMNS as MAIN_SOURCE
from ..simulation.naming import in_tree_order
from ..simulation.orders import orders, resolved_ranks
from ..simulation.summary import intact
from .chances import finds
from .findings import Findings
from .sentences import sentences
from .shares import PREDICTED, shares_by_cell
from .study import ANIMALS, UNITS, Lab, Study

if TYPE_CHECKING:
    from ..simulation.archive import Run
    from ..simulation.plan import Plan


@dataclass(frozen=True)
class Answer:
    """What a run says, in sentences, and the tables from which each of them is computed.

    Attributes
    ----------
    sentences : tuple of str
        Three to six sentences.
    chances : pandas.DataFrame
        One row per species (in the order of the tree), account and modality: ``found``, the chance
        that the study finds mirror units, with its 95 % interval over draws (``found_low``,
        ``found_high``); ``verdict``, *found* or *missed* where the interval lies above or below one
        half, else *undecided*; ``own``, ``other``, ``mean``, ``low``, ``high``, ``level``, ``kind``
        and the main source with its fall, error and runner-up, as in the run's summary;
        ``animals``, ``units``, ``draws``, ``unit_of_replication``, the draw. In a permuted world,
        where no study is made, the chances are not a number, and the verdict is empty.
    orders : pandas.DataFrame
        One row per account, modality and pair of species: what :func:`mirror_abm.orders` returns.
    ranks : pandas.DataFrame
        The longest order of which every two species are resolved: what
        :func:`mirror_abm.resolved_ranks` returns.
    sources : pandas.DataFrame
        One row per account, modality and source of experience: ``species``, how many have it as
        their main source; ``drop``, the mean fall of their share without it. An empty source stands
        for those in which no single removal lowers own minus other by 0.01, ``?`` for those in
        which the source with the largest fall is not told apart from another.
    """

    sentences: tuple[str, ...]
    chances: pd.DataFrame
    orders: pd.DataFrame
    ranks: pd.DataFrame
    sources: pd.DataFrame

    def __str__(self) -> str:
        return "\n".join(self.sentences)

    def __repr__(self) -> str:
        return f"<Answer: {len(self.sentences)} sentences, {len(self.chances)} rows>"

    def _repr_html_(self) -> str:
        from html import escape

        return "".join(f"<p>{escape(each)}</p>" for each in self.sentences)


def answer(
    run: Run, *, animals: int = ANIMALS, units: int = UNITS, lab: Lab | None = None
) -> Answer:
    """Return what a run says about which animals should have mirror units, in words and tables.

    Parameters
    ----------
    run : Run
        The run.
    animals : int
        Animals of the study that is asked about.
    units : int
        Motor units recorded in each animal.
    lab : Lab, optional
        How well the laboratory calls units; the default ranges if None.

    Returns
    -------
    Answer
        Its ``sentences``, and the tables ``chances``, ``orders``, ``ranks`` and ``sources`` behind
        them.

    Raises
    ------
    InputError
        If no study can have this size.

    Examples
    --------
    >>> import tempfile
    >>> import mirror_abm as ma
    >>> run = ma.run("octopus_vulgaris", days=0.01, replicates=4, out=tempfile.mkdtemp())
    >>> said = ma.answer(run, animals=2, units=30)
    >>> said.sentences[0].startswith("Under the account associative, a study of 2 animals")
    True
    >>> said.chances["modality"].tolist()  # an octopus makes no sounds
    ['visual', 'visual']
    """
    study = Study(animals, units, lab or Lab())
    plan = run.plan
    pairs = orders(run)
    tables = chances(run, study), pairs, resolved_ranks(pairs), sources(run)
    return Answer(sentences(Findings(plan, study, *tables, _differences(run))), *tables)


def _differences(run: Run) -> pd.DataFrame | None:
    """Return the differences between the arms of a rearing contrast; None in other runs."""
    from ..simulation.plan import arm_name
    from ..simulation.summary import differences

    plan = run.plan
    return differences(run.table("groups"), arm_name(plan.arms[-1])) if plan.contrasts else None


def reported(plan: Plan) -> list[str]:
    """Return the accounts that are reported: all but the chance baselines, if there is another.

    Parameters
    ----------
    plan : Plan
        The plan of a run.

    Returns
    -------
    list of str
        Names of accounts, in the order of the plan.
    """
    rivals = [name for name in plan.accounts if name not in BASELINES]
    return rivals or list(plan.accounts)


def chances(run: Run, study: Study) -> pd.DataFrame:
    """Return the chance that a study finds mirror units, with its interval over draws.

    Parameters
    ----------
    run : Run
        The run.
    study : Study
        Its size and its laboratory.

    Returns
    -------
    pandas.DataFrame
        As :class:`Answer` describes it.
    """
    columns = [
        "own",
        "other",
        "mean",
        "low",
        "high",
        "level",
        "mc_error",
        "mc_error_is",
        "n",
        "kind",
    ]
    columns += MAIN_SOURCE
    facts = intact(run.table("summary"))[[*PREDICTED, *columns]]
    cells = shares_by_cell(run) if run.plan.world == "normal" else {}
    rows = [_chance(facts.iloc[at], cells, study) for at in range(len(facts))]
    table = pd.DataFrame(rows).assign(
        animals=study.animals,
        units=study.units,
        draws=run.plan.replicates,
        unit_of_replication="draw",
    )
    places = [in_tree_order(run.plan), list(run.plan.accounts), ["visual", "auditory"]]
    return table.sort_values(
        PREDICTED,
        key=lambda column: column.map(places[PREDICTED.index(str(column.name))].index),
        ignore_index=True,
    )


def _chance(fact: Any, cells: dict[tuple[str, str, str], Any], study: Study) -> dict[str, Any]:
    """Return the row of one species, account and modality."""
    key = tuple(fact[name] for name in PREDICTED)
    if key not in cells:
        return {**fact, "found": np.nan, "found_low": np.nan, "found_high": np.nan, "verdict": ""}
    each = finds(cells[key][1], study)
    mean, low, high = confidence_interval(pd.Series(each), range(len(each)))
    low, high = max(low, 0.0), min(high, 1.0)
    verdict = "found" if low > 0.5 else "missed" if high < 0.5 else "undecided"
    return {**fact, "found": mean, "found_low": low, "found_high": high, "verdict": verdict}


def sources(run: Run) -> pd.DataFrame:
    """Return which source of experience is the main one in how many species.

    Parameters
    ----------
    run : Run
        The run.

    Returns
    -------
    pandas.DataFrame
        As :class:`Answer` describes it; empty where no source was removed alone.
    """
    columns = ["account", "modality", "source", "species", "drop"]
    if not len(run.table("knockouts")):
        return pd.DataFrame(columns=columns)
    facts = intact(run.table("summary")).rename(columns={"main_source": "source"})
    facts = facts[facts["mean"].notna()]  # without another act there is nothing that could fall
    found = facts.groupby(["account", "modality", "source"], observed=True).agg(
        species=("species", "nunique"), drop=("main_drop", "mean")
    )
    return found.reset_index().sort_values(
        ["account", "modality", "species"], ascending=[True, False, False], ignore_index=True
    )[columns]
