"""The posterior over accounts that the record gives, with how far it can be believed.

P(a) = prior(a) L(a)^b M(a)^c over its sum: L(a) and M(a) are likelihoods, means over the draws of a
run under a mixture of three priors on rates (:mod:`.worlds`), and b and c temperatures fitted on
simulated worlds of the same design, with the draw that made a world left out
(:mod:`.temperature`). Accounts that predict the same in
every draw are one account: entered twice, it shares its mass, and nobody else's moves.

What is printed beside it: how often a posterior like this is right in simulated worlds; how many
draws carry it; which accounts it excludes; the classes that it cannot part, with their sums; how
far each record, species and clade moves it, at the same temperature; and the grid of three priors
on rates by three assumptions on publication. It is refused of a run under one prior, below 40
draws, where the first two accounts change over the grid, and where it is above .95 and fewer than
30 worlds reached that.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from ..base.brief import brief
from ..base.card import tables_card
from ..base.errors import InputError
from ..base.means import effective
from ..base.ranges import ends
from ..base.seeds import stream
from ..profile.prior import MIXTURE, PRIORS
from .drawn import Drawn
from .moves import moves_of
from .reliability import FEW_WORLDS, SURE, Said, classes, interval, pairs, scores
from .sums import sums_of, told_of_twins
from .tempered import PUBLICATION, Tempered, over_assumptions

#: draws below which there is no posterior, and below which it is called one of few
FEWEST, FEW = 40, 100
#: what makes a run that has one
COMMAND = (
    "mirror-abm run --prior mixture --replicates 120 --knockouts 0 --account associative --account "
    "hebbian --account genetic --account canalized --account epigenetic"
)
#: a posterior like another one lies so near its largest value
NEAR = 0.05
#: places in the order of accounts that may not change over priors and publication
FIRST = 2


class Posterior(NamedTuple):
    """A posterior over accounts, and what it rests on.

    Attributes
    ----------
    accounts : pandas.DataFrame
        One row per account: ``posterior`` with ``low`` and ``high`` (90 %, bootstrap over draws),
        none where it is refused; ``least`` and ``most`` over the grid; ``plug_in``; ``bits``, log2
        of its likelihood over that of associative; ``effective_draws``; ``excluded`` (below .05,
        here and in the whole grid); ``class``; ``draws``; ``unit_of_replication``.
    sums : pandas.DataFrame
        One row per class, and one for the accounts that suppose nothing inherited: ``posterior``,
        ``low``, ``high``, ``least``, ``most``, ``prior`` and ``told``: whether it lies on the same
        side of the prior in all of the grid.
    grid : pandas.DataFrame
        One row per prior on rates, range of publication and account: ``posterior``, ``rank``,
        ``b``, ``c``, ``power``, ``draws``.
    moves : pandas.DataFrame
        One row per ``left_out`` record, species or clade (``kind``) and account: ``without``, the
        posterior without it, and ``moved``, half the sum of all changes.
    calibration : pandas.DataFrame
        One row: temperatures ``b``, ``c`` and ``power``; ``worlds`` like this, ``right`` with
        ``low`` and ``high``, ``said``; ``sure``, worlds that reached .95; ``calibration_error``,
        ``log_score``, ``nothing``; ``excluded``, how often a true account is below .05.
    pairs : pandas.DataFrame
        How well worlds like the record part each pair, see
        :func:`mirror_abm.inference.reliability.pairs`.
    refused : str
        Why there is no posterior, or none of single accounts; empty if there is.
    """

    accounts: pd.DataFrame
    sums: pd.DataFrame
    grid: pd.DataFrame
    moves: pd.DataFrame
    calibration: pd.DataFrame
    pairs: pd.DataFrame
    refused: str = ""

    def __repr__(self) -> str:
        return brief(self)

    def _repr_html_(self) -> str:
        return tables_card(
            self,
            self.refused or "Posterior over accounts: a description, not a test",
            accounts=("Accounts", None),
            sums=("Sums", None),
            calibration=("How far to believe it", None),
            grid=("Over priors on rates and publication", None),
        )

    def __bool__(self) -> bool:
        """Whether there are tables at all."""
        return len(self.accounts) > 0


def none(why: str) -> Posterior:
    """Return the posterior that there is not.

    Parameters
    ----------
    why : str
        A sentence.

    Returns
    -------
    Posterior
        Empty tables.
    """
    empty = (pd.DataFrame(),) * 2
    return Posterior(*empty, *empty, *empty, why)


def enough(priors: np.ndarray, whose: str) -> None:
    """Refuse draws that carry no posterior.

    Parameters
    ----------
    priors : numpy.ndarray
        Prior on rates of each draw.
    whose : str
        What they are called in the sentence.

    Raises
    ------
    InputError
        If they are under one prior, or fewer than 40.
    """
    if set(priors) != set(PRIORS):
        only = ", ".join(dict.fromkeys(priors))
        raise InputError(
            f"{whose}: prior = {only}: a posterior over accounts rests on draws under all of "
            f"{', '.join(PRIORS)}; Bayes factors under one prior are a description. "
            f"`{COMMAND}` makes such a run ({MIXTURE})."
        )
    if len(priors) < FEWEST:
        raise InputError(
            f"{whose}: {len(priors)} draws: a posterior over accounts takes at least {FEWEST}, and "
            f"fewer than {FEW} are few: `{COMMAND}` makes 120."
        )


def posterior_of(
    drawn: Drawn,
    publication: tuple[float, float] = PUBLICATION,
    seed: int = 0,
    weights: np.ndarray | None = None,
) -> Posterior:
    """Return the posterior over accounts that the record gives.

    Parameters
    ----------
    drawn : Drawn
        The table of draws.
    publication : tuple of float
        Range of the chance that a negative study is published, relative to a positive one.
    seed : int
        Seed of the simulated worlds.
    weights : numpy.ndarray, optional
        Weights of the draws, shape (account, draw), as a calibration gives them; alike if None.

    Returns
    -------
    Posterior
        With tables; or why it is refused.

    Raises
    ------
    InputError
        If the draws are under one prior, or too few.
    """
    enough(drawn.priors, "the run")
    if not drawn.records:
        return none("no posterior: nothing that is weighed is on record.")
    once = drawn.distinct()
    if len(once.accounts) < FIRST:
        return none("no posterior: all accounts of the run predict the same in every draw.")
    if weights is not None:
        weights = weights[[drawn.accounts.index(name) for name in once.accounts]]
    whole = Tempered(once, once.records, publication, seed, weights)
    grid = over_assumptions(once, publication, seed, weights)
    parted = pairs(whole.said, once.accounts, stream(seed, "posterior", "parted"))
    of = classes(parted, once.accounts)
    calibration = _calibration(whole)
    refused = _refused(grid, whole)
    accounts = _accounts(whole, grid, of)
    sums = sums_of(whole, grid, of)
    if refused:
        accounts[["posterior", "low", "high"]] = np.nan
    moves = moves_of(whole)
    return Posterior(
        told_of_twins(accounts, drawn), sums, grid, moves, calibration, parted, refused
    )


def _calibration(whole: Tempered) -> pd.DataFrame:
    """Return how often a posterior like this one is right, as a table of one row."""
    rng = stream(whole.seed, "posterior", "calibration")
    said, largest = whole.said, float(whole.here.max())
    near: Said = said.where(np.abs(said.top - largest) <= NEAR)
    right, low, high = interval(near.right.astype(float), near.draw, rng)
    every = scores(said, rng)
    names = ("sure", "calibration_error", "log_score", "nothing", "excluded")
    told = {
        **whole.temperature._asdict(),
        "largest": largest,
        "worlds": len(near.truth),
        "right": right,
        "low": low,
        "high": high,
        "said": float(near.top.mean()) if len(near.truth) else np.nan,
        "worlds_in_all": len(said.truth),
    }
    told |= {name: every[name] for name in names}
    told |= {"draws": whole.drawn.draws, "few": whole.drawn.draws < FEW}
    return pd.DataFrame([told]).assign(unit_of_replication="draw")


def why_no_ranking(whole: Tempered) -> str:
    """Return why single accounts are not ranked by a posterior.

    Parameters
    ----------
    whole : Tempered
        The posterior of all records over all draws.

    Returns
    -------
    str
        A sentence; empty if they are ranked.
    """
    grid = over_assumptions(whole.drawn, whole.publication, whole.seed, whole.weights)
    return _refused(grid, whole)


def _refused(grid: pd.DataFrame, whole: Tempered) -> str:
    """Return why the posterior of single accounts is not told; empty if it is."""
    sure, worlds = int((whole.said.top >= SURE).sum()), len(whole.said.truth)
    if whole.here.max() >= SURE and sure < FEW_WORLDS:
        return (
            f"no posterior: one account comes out above {SURE:g}, and {sure} of {worlds:,} "
            "simulated worlds came as far: too few to say how often that is right."
        )
    top = grid[grid["rank"] <= FIRST].sort_values(["prior", "published", "rank"])
    orders = top.groupby(["prior", "published"])["account"].agg(tuple)
    names, order = whole.drawn.accounts, (-whole.here).argsort(kind="stable")
    main = tuple(names[at] for at in order[:FIRST])
    others = {" before ".join(each) for each in orders if each != main}
    if others:
        return (
            "no ranking of accounts: the first two change over three priors on rates and three "
            f"assumptions on publication ({' before '.join(main)} over all draws; also "
            f"{', '.join(sorted(others))})."
        )
    return ""


def _accounts(whole: Tempered, grid: pd.DataFrame, of: dict[str, str]) -> pd.DataFrame:
    """Return one row per account."""
    names, here = list(whole.drawn.accounts), whole.here
    each = whole.design.weights * whole.design.per_draw(whole.seen)[0]
    low, high = ends(pd.DataFrame(whole.resampled))
    over = grid.groupby("account", sort=False)["posterior"].agg(["min", "max"]).loc[names]
    return pd.DataFrame(
        {
            "account": names,
            "posterior": here,
            "low": low.to_numpy(),
            "high": high.to_numpy(),
            "least": over["min"].to_numpy(),
            "most": over["max"].to_numpy(),
            "plug_in": whole.plug_in,
            "bits": whole.bits,
            "effective_draws": effective(each),
            "excluded": (here < 1 - SURE) & (over["max"] < 1 - SURE).to_numpy(),
            "class": [of[name] for name in names],
            "draws": whole.drawn.draws,
            "unit_of_replication": "draw",
        }
    )
