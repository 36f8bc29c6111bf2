"""What there is to tell of a run: the tables of its answer, and how they are looked up."""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd

from ..accounts.contract import BASELINES
from ..base.brief import brief
from ..simulation.naming import common_names
from ..simulation.plan import Plan
from .study import Study

#: what a study of a modality looks for, and what it goes by
SOUGHT = {"visual": "to the sight of what they do", "auditory": "to the sound of what they do"}
BY = {"visual": "by sight", "auditory": "by sound"}


class Findings(NamedTuple):
    """What there is to tell of a run.

    Attributes
    ----------
    plan : Plan
        What was run.
    study : Study
        The study that is asked about.
    chances, orders, ranks, sources : pandas.DataFrame
        As :class:`mirror_abm.inference.answer.Answer` holds them.
    differences : pandas.DataFrame, optional
        Between the arms of a rearing contrast.
    """

    plan: Plan
    study: Study
    chances: pd.DataFrame
    orders: pd.DataFrame
    ranks: pd.DataFrame
    sources: pd.DataFrame
    differences: pd.DataFrame | None = None

    def __repr__(self) -> str:
        return brief(self)

    @property
    def accounts(self) -> list[str]:
        """All accounts but the chance baselines, if there is another."""
        rivals = [name for name in self.plan.accounts if name not in BASELINES]
        return rivals or list(self.plan.accounts)

    @property
    def names(self) -> dict[str, str]:
        """The common names of the species."""
        return common_names(self.plan)

    def rows(self, account: str, modality: str, verdict: str = "") -> pd.DataFrame:
        """Return the chances of one account in one modality, or those with a verdict."""
        table = self.chances
        table = table[(table["account"] == account) & (table["modality"] == modality)]
        return table[table["verdict"] == verdict] if verdict else table

    @property
    def modalities(self) -> list[str]:
        """The modalities that were recorded in any species, sight first."""
        return [name for name in BY if name in set(self.chances["modality"])]
