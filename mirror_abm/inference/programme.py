"""Several studies chosen together: a programme, and when one more study is not worth it.

What studies add together is not the sum of what they add alone: they share the constants and rates
that are not known, and what one has told the next need not tell again. A programme is worth the
expected fall of the log loss of the calibrated posterior (:mod:`.gain`) when all of its outcomes
are known, over simulated worlds of what is known now (:mod:`.known`, :mod:`.future`). It is chosen
greedily (:mod:`.greedy`) and ends where the best next study

* adds no more than its Monte-Carlo error, 1.645 standard errors over draws; or
* where it is said what a bit is worth, adds bits that are worth less than the study costs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from ..base.brief import brief
from ..base.card import tables_card
from ..base.checks import whole
from ..base.errors import InputError, did_you_mean, unknown
from ..base.progress import SHORT, bar, checked
from .candidates import joint
from .chances import OUTCOMES
from .drawn import Drawn
from .folds import FOLDS
from .future import Future, Key
from .greedy import MOST_PAIRED, RANDOM, Price, all_pairs, greedily, ways
from .known import Known, known_of
from .programme_tables import exhaustive_of, pairs_of, singles_of, steps_of, ways_of
from .recovery import given
from .study import ANIMALS, LEVEL, UNITS, Lab, Study

if TYPE_CHECKING:
    from ..simulation.archive import Run

#: studies of a programme, and the most that may be asked for
STUDIES, MOST = 4, 8
#: draws from which one world of each account and draw is enough; two of fewer
MANY_DRAWS = 100


class Programme(NamedTuple):
    """Studies chosen together.

    Attributes
    ----------
    steps : pandas.DataFrame
        One row per study, in the order chosen: ``step``, ``species``, ``modality``, ``design``;
        ``bits`` of the programme up to it, with ``low`` and ``high`` (90 %, over draws), and what
        it ``adds``, with ``adds_low`` and ``adds_high``, both judged on draws that were not chosen
        on; ``in_hindsight``, bits judged on the draws chosen on; ``ideal``, the mutual information;
        ``cost``; ``kept``, and why the programme ``ends`` before it; temperatures ``b``, ``c`` and
        ``power``; ``draws``, ``unit_of_replication``.
    singles : pandas.DataFrame
        One row per study that can be made, in the order in which they are preferred by themselves:
        ``bits`` with ``low`` and ``high``, ``ideal``, ``cost``.
    ways : pandas.DataFrame
        One row per way of choosing (``greedy``, ``best single``, ``random``) and number of
        ``studies``: ``bits``, ``low``, ``high``, and ``greedy_less`` with its low and high: bits of
        the greedy programme less these.
    pairs : pandas.DataFrame
        One row per pair of studies, the best first: ``bits``, ``mc_error``, ``best``, ``greedy``.
    exhaustive : pandas.DataFrame
        One row: the best pair and the greedy one, their bits, the ``difference`` with its ``low``
        and ``high``, each chosen on other draws than it is judged on; ``agree``, how often the two
        are the same; how many ``designs`` were paired of how many (``of``).
    weights : pandas.DataFrame
        What accounts and draws weigh, see :attr:`mirror_abm.inference.known.Known.table`.
    kept : int
        Studies of the programme.
    stopped : str
        Why there are no more, in a sentence.
    """

    steps: pd.DataFrame
    singles: pd.DataFrame
    ways: pd.DataFrame
    pairs: pd.DataFrame
    exhaustive: pd.DataFrame
    weights: pd.DataFrame
    kept: int
    stopped: str

    def __repr__(self) -> str:
        return brief(self)

    def _repr_html_(self) -> str:
        return tables_card(
            self,
            self.stopped,
            steps=("Studies, each chosen for what it adds to those before", None),
            singles=("What each study adds by itself", None),
            ways=("Ways of choosing", None),
            exhaustive=("The greedy pair against all pairs", None),
            weights=("What is known", None),
        )


def next_studies(
    run: Run | str | Path,
    studies: int = STUDIES,
    *,
    also: Iterable[Run | str | Path] = (),
    animals: int = ANIMALS,
    units: int = UNITS,
    outcome: str = "own_minus_other",
    lab: Lab | None = None,
    prior: Mapping[str, float] | None = None,
    cost: Mapping[str, float] | None = None,
    worth: float | None = None,
    evidence: pd.DataFrame | None = None,
    progress: Callable[[int, int], None] | bool | None = None,
) -> Programme:
    """Choose several studies together, and say where one more is not worth it.

    Parameters
    ----------
    run : Run, str or pathlib.Path
        A run of ``associative`` and a rival, with 4 draws or more; or a table of draws that was
        kept of one.
    studies : int
        Studies that are chosen at most, 1 to 8.
    also : iterable of Run, str or pathlib.Path
        More of them, of other species or rearings, with the same draws: studies are chosen from
        all.
    animals : int
        Animals of each study; in a contrast, of each of its two arms.
    units : int
        Units recorded in each animal.
    outcome : {"own_minus_other", "own", "found"}
        What each reports, see :func:`mirror_abm.record_next`.
    lab : Lab, optional
        How well laboratories call units; the default ranges if None.
    prior : mapping of str to float, optional
        Weight of each account, relative to 1; else that of the posterior, where there is one.
    cost : mapping of str to float, optional
        Cost of an animal by species, relative to 1; studies are then chosen by bits per cost.
    worth : float, optional
        What one bit is worth, in units of cost: an animal costs 1 where nothing else is said. The
        programme then ends where a study costs more than what it adds is worth.
    evidence : pandas.DataFrame, optional
        The record that is taken as known, as :func:`mirror_abm.load_evidence` returns it; that of
        the library if None. A table of draws holds its own.
    progress : bool or callable, optional
        Whether a progress bar is shown; a function is called with (steps done, steps in all).

    Returns
    -------
    Programme
        Tables, how many studies are kept, and why no more.

    Raises
    ------
    InputError
        If the run cannot compare accounts, or if a number, a prior, a cost or an outcome is not
        allowed.

    Examples
    --------
    >>> import mirror_abm as ma
    >>> draws = "tests/data/draws_of_contrasts.parquet"
    >>> found = ma.next_studies(draws, studies=1)  # doctest: +SKIP
    >>> found.steps[["species", "modality", "bits", "adds"]]  # doctest: +SKIP
    """
    check_size(studies, worth)
    if outcome not in OUTCOMES:
        raise unknown("outcome", outcome, OUTCOMES)
    checked(progress, "(done, total)")
    study = Study(animals, units, lab or Lab(), LEVEL)
    drawn = given(run, evidence, None, also)
    seed, whose = (0, "the draws") if isinstance(run, (str, Path)) else (run.plan.seed, run.id)
    known = known_of(drawn, seed, whose, ranked=False).given(prior or {})
    made = studies_of(drawn.distinct(), study, outcome)
    price = Price(_costs(made, cost, animals), worth)
    each = 1 if drawn.draws >= MANY_DRAWS else 2
    return programme_of(
        Future(made, known.prior, known.weights, seed, each),
        known,
        drawn.priors,
        studies,
        price,
        progress,
    )


def programme_of(
    future: Future,
    known: Known,
    priors: np.ndarray,
    studies: int,
    price: Price,
    progress: Callable[[int, int], None] | bool | None = False,
) -> Programme:
    """Choose studies of some worlds together.

    Parameters
    ----------
    future : Future
        The studies that can be made.
    known : Known
        What is known before.
    priors : numpy.ndarray
        Prior on rates of each draw.
    studies : int
        Studies that are chosen at most.
    price : Price
        What they cost.
    progress : bool or callable, optional
        See :func:`next_studies`.

    Returns
    -------
    Programme
        See there.
    """
    paired = min(len(future.keys), MOST_PAIRED)
    total, done = (1 + FOLDS) * studies + RANDOM + paired, [0]

    def told(number: int, what: str) -> None:
        if callable(progress):
            progress(number, total)

    shown = told if callable(progress) else progress
    with bar(shown, total, "steps", delay=SHORT) as advance:

        def tell() -> None:
            done[0] += 1
            advance(min(done[0], total), "steps")

        path = greedily(future, studies, price, tell=tell)
        judged = ways(future, studies, price, priors, future.seed, tell)
        pairs = all_pairs(future, future.seed, tell)
    steps, kept, stopped = steps_of(future, path, judged, price)
    return Programme(
        steps,
        singles_of(future, price),
        ways_of(judged, future.draws),
        pairs_of(pairs, future.draws),
        exhaustive_of(pairs, future),
        known.table,
        kept,
        stopped,
    )


def studies_of(drawn: Drawn, study: Study, outcome: str) -> dict[Key, np.ndarray]:
    """Return the studies that a table of draws can tell of: of each cell, and rearing contrasts.

    Parameters
    ----------
    drawn : Drawn
        The table of draws.
    study : Study
        Size and laboratory of each; in a contrast, of each of its two arms.
    outcome : str
        What they report.

    Returns
    -------
    dict
        (species, modality, design) -> P(outcome | account, draw), shape (account, draw, outcome).
    """
    made = {cell: drawn.chances(cell, study, outcome) for cell in drawn.cells}
    arms = list(dict.fromkeys(cell[2] for cell in made))
    first = "intact" if "intact" in arms else arms[0]
    both = [cell for cell in made if cell[2] != first and (*cell[:2], first) in made]
    return made | {
        (*cell[:2], f"{first} and {cell[2]}"): joint(made[(*cell[:2], first)], made[cell])
        for cell in both
    }


def check_size(studies: int, worth: float | None) -> None:
    """Refuse numbers of studies that are not chosen together, and what no bit can be worth.

    Parameters
    ----------
    studies : int
        Studies that are chosen at most.
    worth : float or None
        What one bit is worth, in units of cost; None if it is not said.

    Raises
    ------
    InputError
        If there are none or more than 8, or if the worth is no number above 0.
    """
    whole("studies", studies, 1, MOST)
    if worth is None:
        return
    if isinstance(worth, bool) or not (isinstance(worth, (int, float)) and 0 < worth < np.inf):
        raise InputError(
            f"worth = {worth!r}: must be a number above 0: what one bit is worth, in units of "
            "cost, of which an animal costs 1 where nothing else is said."
        )


def _costs(
    made: dict[Key, np.ndarray], cost: Mapping[str, float] | None, animals: int
) -> dict[Key, float]:
    """Return what each study costs: its animals, of one arm or of two."""
    known = list(dict.fromkeys(key[0] for key in made))
    for name, price in (cost or {}).items():
        if name not in known:
            raise InputError(f"cost {name}: is no species here.{did_you_mean(name, known)}")
        if isinstance(price, bool) or not (isinstance(price, (int, float)) and 0 < price < np.inf):
            raise InputError(f"cost {name} = {price!r}: must be a number above 0.")
    given = dict(cost or {})
    return {
        key: float(given.get(key[0], 1.0)) * animals * (2 if " and " in key[2] else 1)
        for key in made
    }
