"""What to record next: which study of which species tells most about which account is right.

The information of a design (:mod:`.candidates`) is the mutual information, in bits, between the
account, under a stated prior, and the study's outcome, integrated exactly over outcomes and over
the draws of the run (:mod:`.chances`, :mod:`.information`): for each rival against ``associative``
at even odds, and over all accounts. The unit is the draw. What was found in any species is used for
two things only: to mark the species that were recorded, and for the choice by relationship that the
ranking is compared with (:mod:`.choice`).

A run that carries a posterior over accounts (:mod:`.posterior`) takes what is on record as known:
accounts and draws weigh what it leaves to them (:mod:`.known`), and a design is worth what it adds
to the calibrated posterior (:mod:`.calibrated_ranking`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, NamedTuple

import networkx as nx
import numpy as np
import pandas as pd

from ..base.brief import brief
from ..base.card import tables_card
from ..base.errors import InputError, did_you_mean, unknown
from ..base.progress import SHORT, bar, checked
from ..simulation.plan import arm_name
from .calibrated_ranking import gains_of
from .candidates import candidates
from .chances import OUTCOMES
from .choice import choices
from .drawn import of_run, priors_of
from .evidence import load_evidence, records_of_cells
from .information import BIT_DIGITS
from .information import LEAST as LEAST
from .known import Known, known_of, weighed
from .posterior import enough
from .ranking import bits_of, ranked
from .rivals import rivals
from .study import ANIMALS, LEVEL, UNITS, Lab, Study

if TYPE_CHECKING:
    from ..simulation.archive import Run


class Recommendation(NamedTuple):
    """Which study to do next.

    Attributes
    ----------
    designs : pandas.DataFrame
        One row per ``species``, ``modality``, ``design`` (rearing) and ``comparison`` (a rival,
        against associative, or ``all accounts``): ``bits`` (bias-corrected), ``low``, ``high`` (90
        % interval over draws), ``mc_error``, ``mc_error_is``, ``floor`` (bits that an account has
        about itself), ``above_floor``, ``bits_found`` (of whether mirror units are found, and no
        more), ``cost``, ``tested`` (verdicts on record, empty if there are none), ``value`` (bits
        per cost), ``rank``, ``tied`` (with the first), ``animals``, ``units``, ``draws``,
        ``unit_of_replication``, the draw.
    choices : pandas.DataFrame
        Ways of choosing among what was not tested: ``comparison``, ``among`` (both modalities, or
        one), ``choice`` (ranked, random, nearest_relative), ``bits``, ``low``, ``high``,
        ``over_random`` and ``over_nearest`` with their low and high, ``designs``,
        ``unit_of_replication``.
    classes : pandas.DataFrame
        ``account``, its ``class`` (accounts that no design parts), the ``nearest`` account,
        ``most_bits`` (of the design that parts these two best), ``least`` (bits that part two).
    known : Known or None
        What the record makes known; None of a run that carries no posterior. ``designs`` then hold
        the expected fall of the log loss of the calibrated posterior as ``bits``, ``ideal`` beside
        it, the mutual information, and as ``floor`` 1.645 standard errors.
    """

    designs: pd.DataFrame
    choices: pd.DataFrame
    classes: pd.DataFrame
    known: Known | None = None

    def __repr__(self) -> str:
        return brief(self)

    def _repr_html_(self) -> str:
        return tables_card(
            self,
            "Which study to do next",
            designs=(
                "Designs, by expected bits",
                [
                    "comparison",
                    "rank",
                    "species",
                    "modality",
                    "design",
                    "bits",
                    "low",
                    "high",
                    "above_floor",
                    "tied",
                    "cost",
                    "tested",
                ],
            ),
            choices=("Ways of choosing among what was not tested", None),
            classes=("Accounts that no design parts", None),
        )


def record_next(
    run: Run,
    *,
    animals: int = ANIMALS,
    units: int = UNITS,
    outcome: str = "own_minus_other",
    lab: Lab | None = None,
    prior: Mapping[str, float] | None = None,
    cost: Mapping[str, float] | None = None,
    evidence: pd.DataFrame | None = None,
    progress: Callable[[int, int], None] | bool | None = None,
) -> Recommendation:
    """Rank studies by the bits that each is expected to give about which account is right.

    Parameters
    ----------
    run : Run
        A run of ``associative`` and a rival, with 4 draws or more.
    animals : int
        Animals of the study; in a contrast, of each of its two arms.
    units : int
        Units recorded in each animal.
    outcome : {"own_minus_other", "own", "found"}
        ``"own_minus_other"``: units that respond to their own act beyond those that would to any
        other; ``"own"``: their number; ``"found"``: whether the study finds mirror units.
    lab : Lab, optional
        How well the laboratory calls units; the default ranges if None.
    prior : mapping of str to float, optional
        Weight of each account, relative to 1; of a run that carries a posterior, in its place.
    cost : mapping of str to float, optional
        Cost of an animal by species, relative to 1; the ranking is then by bits per cost.
    evidence : pandas.DataFrame, optional
        For marks and for the choice by relationship, as :func:`mirror_abm.load_evidence` returns
        it; that of the library if None.
    progress : bool or callable, optional
        Whether a progress bar is shown; if left out, in notebooks and at the Python prompt, not in
        scripts. A function is called with (designs done, designs in all) instead.

    Returns
    -------
    Recommendation
        The tables ``designs``, ``choices`` and ``classes``.

    Raises
    ------
    InputError
        If the run cannot compare accounts, or if a prior, a cost, a size or an outcome is not
        allowed.

    Examples
    --------
    >>> import tempfile
    >>> import mirror_abm as ma
    >>> run = ma.run("octopus_vulgaris", account=["associative", "genetic"], days=0.01,
    ...              replicates=4, knockouts=0, out=tempfile.mkdtemp())
    >>> found = ma.record_next(run, animals=2, units=10)
    >>> found.designs[["species", "modality", "comparison", "rank"]].to_string(index=False).split()
    ... # doctest: +NORMALIZE_WHITESPACE
    ['species', 'modality', 'comparison', 'rank',
     'octopus_vulgaris', 'visual', 'all', 'accounts', '1',
     'octopus_vulgaris', 'visual', 'genetic', '1']
    """
    accounts = rivals(run)
    if outcome not in OUTCOMES:
        raise unknown("outcome", outcome, OUTCOMES)
    weights, costs = weighed(accounts, prior), _costs(run, cost)
    study = Study(animals, units, lab or Lab(), LEVEL)
    checked(progress, "(done, total)")
    shown = progress if isinstance(progress, bool) or progress is None else False
    made, whether = (candidates(run, accounts, study, each, shown) for each in (outcome, "found"))

    def tell(done: int, what: str) -> None:
        if callable(progress):
            progress(done, len(made))

    told = tell if callable(progress) else shown
    known = _known(run, accounts, evidence)
    with bar(told, len(made), "designs", delay=SHORT) as advance:
        bits = bits_of(made, whether, accounts, weights, run.plan.seed, None if known else advance)
        if known:
            known = known.given(prior or {})
            bits = gains_of(made, whether, accounts, known, bits, advance)
    records = records_of_cells(load_evidence() if evidence is None else evidence)
    table = ranked(bits, costs, records).assign(animals=animals, units=units)
    return Recommendation(
        table.assign(draws=run.plan.replicates, unit_of_replication="draw"),
        choices(table, bits.per_draw, records, arm_name(run.plan.arms[0]), run.plan.seed),
        _classes(accounts, bits.apart, max(LEAST, bits.noise)),
        known,
    )


def _known(run: Run, accounts: list[str], evidence: pd.DataFrame | None) -> Known | None:
    """Return what the record makes known in a run; None if the run carries no posterior."""
    whose = f"run {run.id}"
    try:
        enough(priors_of(run), whose)
    except InputError:
        return None
    known = known_of(of_run(run, evidence), run.plan.seed, whose)
    return known if known.carried else None


def _costs(run: Run, cost: Mapping[str, float] | None) -> dict[str, float]:
    """Return the cost of an animal of each species; 1 where none is given."""
    given = dict(cost or {})
    for name, price in given.items():
        if name not in run.plan.species:
            raise InputError(
                f"cost {name}: is no species of run {run.id}.{did_you_mean(name, run.plan.species)}"
            )
        if isinstance(price, bool) or not (isinstance(price, (int, float)) and 0 < price < np.inf):
            raise InputError(f"cost {name} = {price!r}: must be a number above 0.")
    return {name: float(given.get(name, 1.0)) for name in run.plan.species}


def _classes(accounts: list[str], apart: np.ndarray, least: float) -> pd.DataFrame:
    """Return the classes of accounts that no design parts by more than ``least`` bits.

    The best of many designs is compared with the largest of their noise floors, because with many
    designs some one always seems to part two accounts.
    """
    count = range(len(accounts))
    graph = nx.Graph([(i, j) for i in count for j in count if i == j or apart[i, j] <= least])
    member = {i: sorted(part) for part in nx.connected_components(graph) for i in part}
    rows = []
    for i, account in enumerate(accounts):
        others = (j for j in count if j != i)
        near = min(others, key=lambda j: round(apart[i, j], BIT_DIGITS))
        named = " = ".join(accounts[j] for j in member[i])
        rows.append((account, named, accounts[near], apart[i, near], least))
    return pd.DataFrame(rows, columns=["account", "class", "nearest", "most_bits", "least"])
