"""One conclusion and the numbers that it follows, as rows of tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from ..base.brief import brief
from ..base.errors import InputError
from ..base.means import blocks, effective
from ..profile.quantity import Quantity
from .conclusions import (
    GROUPS,
    STATEMENTS,
    Conclusion,
    group_of,
    numbers_for,
    varies,
)
from .emulator import totals as emulated
from .rank_regression import LEVEL, Ranked, rank_regression
from .variance import ENOUGH, by_group, gains

KEYS = ["kind", "account", "modality", "species", "other"]
CELL = KEYS[:-1]  #: of what a measurement would narrow
COEFFICIENTS = [
    *(*KEYS, "number", "of", "side", "group", "how", "measure", "coefficient", "low", "high"),
    *("excludes_0", "stands_out", "apart", "p", "adjusted", "spearman", "srrc", "prcc"),
    *("limited", "draws", "unit_of_replication"),
]
VARIANCE = [*KEYS, "group", "share", "error", "low", "high", "total", "emulator_r2", "draws"]
MEASURED = [
    *(*CELL, "number", "how", "unit", "sd", "sd_after", "gain", "error", "low", "high"),
    *("adjusted", "limited", "draws", "unit_of_replication"),
]
SURE = 0.9  #: share of partings in which the same number comes first in both halves: settled
FEWEST = 10  #: draws below which nothing could stand out
SETTLED, OPEN, NOTHING = "settled", "not settled", "none stands out"
FLAT, FEW = "hardly varies", "too few draws"
PREDICTIVE = ("net", "found")  #: what a measurement would narrow
CHANCE = "chance"
BY_BLOCKS, BY_DRAWS = "over blocks", "over draws"


@dataclass(frozen=True)
class Followed:
    """One conclusion, the numbers of its draws, and what rank regression says of them.

    Attributes
    ----------
    conclusion : Conclusion
        The conclusion, in the draws that have a weight.
    numbers : pandas.DataFrame
        One row per draw, one column per number.
    names : list of tuple of str
        Each number, and the species whose it is.
    limited : list of float
        In which share of the draws the life lived did not keep each number.
    weight : numpy.ndarray
        Of each draw.
    block : numpy.ndarray or None
        The block of each draw; None if there are fewer than four.
    ranked : Ranked or None
        None where the conclusion hardly varies, or no number does, or draws are too few.
    """

    conclusion: Conclusion
    numbers: pd.DataFrame
    names: list[tuple[str, str]]
    limited: list[float]
    weight: np.ndarray
    block: np.ndarray | None
    ranked: Ranked | None

    __repr__ = brief

    @classmethod
    def of(
        cls,
        conclusion: Conclusion,
        numbers: dict[tuple[str, str], pd.DataFrame],
        weight: pd.Series | None,
    ) -> Followed:
        """Return a conclusion with what it follows.

        Parameters
        ----------
        conclusion : Conclusion
            The conclusion.
        numbers : dict
            The numbers of every account and species, by draw.
        weight : pandas.Series or None
            Weight of each draw, by the number of its replicate; None for equal weights.

        Returns
        -------
        Followed
            Draws of weight 0 are left out.

        Raises
        ------
        InputError
            If a draw has no weight or a negative one, or none has any.
        """
        each = _weights(conclusion.per_draw.index, weight)
        kept = conclusion.per_draw[each > 0]
        one = Conclusion(
            *(conclusion.kind, conclusion.account, conclusion.modality),
            *(conclusion.species, conclusion.other, kept),
        )
        table, names = numbers_for(one, numbers)
        whose = [species or one.species for _, species in names]
        limited = [
            numbers[(one.account, species)].attrs["limited"][name]
            for (name, _), species in zip(names, whose, strict=True)
        ]
        block, ranked = blocks(kept.index), None
        if varies(one) and names and effective(each) >= FEWEST:
            asked = table.to_numpy(float), kept.to_numpy(float), each[each > 0], block
            ranked = rank_regression(*asked)
        return cls(one, table, names, limited, each[each > 0], block, ranked)

    @property
    def keys(self) -> dict[str, str]:
        """What the conclusion is, in the order of ``KEYS``."""
        one = self.conclusion
        return dict(
            zip(KEYS, (one.kind, one.account, one.modality, one.species, one.other), strict=True)
        )

    def conclusion_row(self) -> dict[str, Any]:
        """Return the row of the table ``conclusions``."""
        values, share = self.conclusion.per_draw.to_numpy(float), self.weight / self.weight.sum()
        mean = float(share @ values)
        # both sums in one order: what is so in all draws is so with a chance of exactly 1
        above = float((self.weight * (np.sign(values) + 1) / 2).sum() / self.weight.sum())
        row = self.keys | {
            "mean": mean,
            "sd": float(np.sqrt(share @ (values - mean) ** 2 * len(values) / (len(values) - 1))),
            "probability": above if self.conclusion.kind in STATEMENTS else np.nan,
            "draws": len(values),
            "numbers": len(self.names),
            "measure": self.ranked.measure if self.ranked else "",
            "intervals": BY_DRAWS if self.block is None else BY_BLOCKS,
        }
        return row | self._first() | {"unit_of_replication": "draw"}

    def _enough(self) -> bool:
        """Return whether there are draws enough to ask."""
        return len(self.weight) > 0 and effective(self.weight) >= FEWEST

    def _first(self) -> dict[str, Any]:
        """Return which number comes first, and how sure that is."""
        found = self.ranked
        if found is None:
            words = dict.fromkeys(("first", "first_of", "tied"), "")
            numbers = ["coefficient", "low", "high", "r2", "r2_adjusted"]
            numbers += ["agreement", "same_first"]
            none = dict.fromkeys(("excludes_0", "by_chance", "stands_out"), 0)
            return (
                words
                | dict.fromkeys(numbers, np.nan)
                | none
                | {"status": FLAT if self._enough() else FEW}
            )
        at = int(np.abs(found.coefficient).argmax())
        sure = int((found.adjusted < 1 - LEVEL).sum())
        order = np.argsort(-np.abs(found.coefficient), kind="stable")
        tied = [self.names[each][0] for each in order if each != at and not found.apart[each]]
        settled = SETTLED if found.same_first >= SURE else OPEN
        return {
            "first": self.names[at][0],
            "first_of": self.names[at][1],
            "tied": ", ".join(tied[:5]) + f" and {len(tied) - 5} more" * (len(tied) > 5),
            "coefficient": found.coefficient[at],
            "low": found.low[at],
            "high": found.high[at],
            "r2": found.r2,
            "r2_adjusted": found.r2_adjusted,
            "agreement": found.agreement,
            "same_first": found.same_first,
            "excludes_0": int(((found.low > 0) | (found.high < 0)).sum()),
            "by_chance": len(self.names) * (1 - LEVEL),
            "stands_out": sure,
            "status": settled if sure else NOTHING,
        }

    def coefficient_rows(self, profiles: dict[str, dict[str, Quantity]]) -> pd.DataFrame:
        """Return the rows of the table ``coefficients``, the largest first."""
        found = self.ranked
        if found is None:
            return pd.DataFrame()
        table = pd.DataFrame(
            {
                "number": [name for name, _ in self.names],
                "of": [species for _, species in self.names],
                "side": [self._side(species) for _, species in self.names],
                "group": [group_of(name) for name, _ in self.names],
                "how": [_how(profiles, *each) for each in self.names],
                "measure": found.measure,
                "coefficient": found.coefficient,
                "low": found.low,
                "high": found.high,
                "excludes_0": (found.low > 0) | (found.high < 0),
                "stands_out": found.adjusted < 1 - LEVEL,
                "apart": found.apart,
                "p": found.p,
                "adjusted": found.adjusted,
                "spearman": found.spearman,
                "srrc": found.srrc,
                "prcc": found.prcc,
                "limited": self.limited,
                "draws": len(self.weight),
                "unit_of_replication": "draw",
            }
        )
        return _under(self.keys, table)

    def _side(self, species: str) -> str:
        """Return whether a number is that of the upper or the lower species of an order."""
        if self.conclusion.kind != "order" or not species:
            return ""
        return "upper" if species == self.conclusion.species else "lower"

    def variance_rows(self, totals: bool) -> pd.DataFrame:
        """Return the rows of the table ``variance``, none below 200 draws."""
        if self.ranked is None or len(self.weight) < ENOUGH:
            return pd.DataFrame()
        x, y = self.numbers.to_numpy(float), self.conclusion.per_draw.to_numpy(float)
        each = [group_of(name) for name, _ in self.names]
        there = [name for name in GROUPS if name in each]
        groups = np.array([[one == name for one in each] for name in there], float)
        found = by_group(x, y, self.weight, groups)
        r2, total = np.nan, np.full(len(there), np.nan)
        if totals and self.block is not None:
            r2, total = emulated(x, y, self.weight, self.block, groups)
        table = pd.DataFrame(
            {
                "group": [*there, CHANCE],
                "share": found.share,
                "error": found.error,
                "low": found.low,
                "high": found.high,
                "total": np.append(total, np.nan),
                "emulator_r2": r2,
                "draws": len(self.weight),
            }
        )
        return _under(self.keys, table)

    def measurement_rows(self, profiles: dict[str, dict[str, Quantity]]) -> pd.DataFrame:
        """Return the rows of the table ``measurements``: numbers of the profile, in any order."""
        measured = [at for at, (_, species) in enumerate(self.names) if species]
        if self.ranked is None or self.conclusion.kind not in PREDICTIVE or not measured:
            return pd.DataFrame()
        x, y = self.numbers.to_numpy(float), self.conclusion.per_draw.to_numpy(float)
        found = gains(x, y, self.weight, np.array(measured))
        sd = self.conclusion_row()["sd"]
        known = [_quantity(profiles, *self.names[at]) for at in measured]
        table = pd.DataFrame(
            {
                "number": [self.names[at][0] for at in measured],
                "how": [each.how if each else "" for each in known],
                "unit": [each.unit if each else "" for each in known],
                "sd": sd,
                "sd_after": sd * np.sqrt(1 - np.clip(found.gain, 0, 1)),
                "gain": found.gain,
                "error": found.error,
                "low": found.low,
                "high": found.high,
                "adjusted": found.adjusted,
                "limited": [self.limited[at] for at in measured],
                "draws": len(self.weight),
                "unit_of_replication": "draw",
            }
        )
        return _under({key: self.keys[key] for key in CELL}, table)


def _weights(draws: pd.Index, weight: pd.Series | None) -> np.ndarray:
    """Return the weight of each draw."""
    if weight is None:
        return np.ones(len(draws))
    each: np.ndarray = weight.reindex(draws).to_numpy(float)
    if not np.isfinite(each).all() or (each < 0).any() or not each.any():
        raise InputError(
            "weight: must give every draw of the run, by the number of its replicate, 0 or more, "
            "and one of them more than 0."
        )
    return each


def _under(keys: dict[str, str], table: pd.DataFrame) -> pd.DataFrame:
    """Return a table with what it is about in its first columns."""
    return pd.concat([pd.DataFrame(keys, index=table.index), table], axis=1)


def _quantity(profiles: dict[str, dict[str, Quantity]], name: str, species: str) -> Quantity | None:
    """Return a number of a profile; none for what is no number of one, as ``group.size`` solved."""
    return profiles.get(species, {}).get(name)


def _how(profiles: dict[str, dict[str, Quantity]], name: str, species: str) -> str:
    """Return how a number is known: as its profile says, or as a constant that is assumed."""
    from ..animal.constants import describe

    if species:
        quantity = _quantity(profiles, name, species)
        return quantity.how if quantity else ""
    constant = describe().get(name.rpartition(".")[2])
    return str(constant.metadata["basis"]) if constant else "assumed"
