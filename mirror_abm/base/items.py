"""What a file on each shelf supplies, name by name, with types: the shelves ask for exactly these.

``shelf.rules.load(name)`` returns a :class:`Rule`, and so on: a type checker knows what may be
asked of it. What a name means stands in the shelf's ``contract``; what an item leaves out is what
the contract defines of that name.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd
    from matplotlib.figure import FigureBase

    from ..accounts.contract import Newborn, Open
    from ..experiments.contract import Claim
    from ..sources.contract import Acts, Percepts, Setting, Supply

Numbers = Any  #: a number or an array of numbers: rules are written for both


class Item(Protocol):
    """What every file on every shelf has: a name, and a docstring that says what it is."""

    __name__: str
    __doc__: str | None


class Rule(Item, Protocol):
    """A learning rule."""

    PLASTIC: bool
    CONTEXT: bool
    ABSENT: bool
    BOUNDED: bool
    ASSOCIABILITY: float | None
    AVERAGE: float | None
    QUIET: str
    ORACLES: Mapping[str, str]
    ABSENCES: tuple[str, ...]
    COURSES: Mapping[str, tuple[Sequence[Any], Callable[[Any, float, float, float], Any]]]

    def error(
        self, V: Numbers, r: Numbers, beta_present: Numbers, beta_absent: Numbers, m: Numbers
    ) -> Numbers:
        """Return what all cues of a trial share."""

    def change(
        self,
        w: Numbers,
        x: Numbers,
        alpha: Numbers,
        V: Numbers,
        r: Numbers,
        shared: Numbers,
        a: Numbers,
        beta_present: Numbers,
        beta_absent: Numbers,
    ) -> Numbers:
        """Return the change of a weight."""

    def associability(
        self,
        a: Numbers,
        w: Numbers,
        x: Numbers,
        alpha: Numbers,
        V: Numbers,
        r: Numbers,
        shared: Numbers,
    ) -> Numbers:
        """Return the associability after a trial."""

    def average(self, m: Numbers, V: Numbers, r: Numbers) -> Numbers:
        """Return the average activity after a trial."""


class Source(Item, Protocol):
    """A source of experience."""

    EXPLAINED: str
    FACTORS: tuple[str, ...]

    def originate(self, setting: Setting, acts: Acts) -> tuple[Acts, Percepts]:
        """Return the acts that the source brings about, and who perceives them."""

    def observe(self, setting: Setting, acts: Acts) -> Percepts:
        """Return what of all acts reaches whom."""

    def expected(self, supply: Supply) -> tuple[float, float]:
        """Return percepts per active hour, with and without a match."""


class Layout(Item, Protocol):
    """A social layout; one that defines ``NETWORK`` is also given an observed network."""

    graph: Callable[..., nx.Graph]


class Account(Item, Protocol):
    """An account of where mirror neurons come from."""

    RULE: str
    REFUTED_BY: str
    INHERITED: bool
    SUPPLY: bool
    WITHOUT: tuple[str, ...]
    ASSUMES: Mapping[str, str]
    FIRST: str
    NUMBERS: Mapping[str, Open]
    CONSTANTS: Mapping[str, Open]
    SENSITIVE: bool

    def matched_weight(self, newborn: Newborn) -> float:
        """Return the weight of a matching synapse at birth."""

    def nonmatched(self, newborn: Newborn) -> float:
        """Return how fast non-matching synapses learn, relative to matching ones."""

    def plasticity(self, supply: Supply, drawn: Mapping[str, float]) -> float:
        """Return how fast all synapses learn, relative to other accounts."""

    def supply(self, supply: Supply, drawn: Mapping[str, float]) -> Supply:
        """Return the supply of experience under the account."""


class Measure(Item, Protocol):
    """A measure of recorded units."""

    NEEDS: tuple[str, ...]

    def measure(self, table: pd.DataFrame, criterion: float) -> pd.DataFrame:
        """Return one row per unit and modality."""


class Drawing(Item, Protocol):
    """A figure."""

    NEEDS: Mapping[str, tuple[str, ...]]

    def size(self, tables: dict[str, Any]) -> tuple[float, float]:
        """Return width and height in inches."""

    def draw(self, tables: dict[str, Any], figure: FigureBase) -> None:
        """Draw the tables into the figure."""

    def example(self) -> dict[str, Any]:
        """Return small tables that the figure can draw."""


class Experiment(Item, Protocol):
    """A published experiment."""

    CITATION: str
    CONFIDENCE: str
    SPECIES: str
    EFFECTOR: str
    ACTIONS: Mapping[str, str]
    CONDITIONS: Mapping[str, Any]
    MEASURE: str
    READOUTS: tuple[str, ...]
    PATTERN: tuple[Claim, ...]
    SPEAKS: tuple[Claim, ...]
    SUBJECTS: tuple[str, ...]
    CONSTANTS: Mapping[str, float]
    CONTRARY: bool
    CALIBRATES: bool
    NOTE: str
    NEGLIGIBLE: float

    def measure(self, subject: Any) -> Any:
        """Return a number, or a mapping of numbers if there are several readouts."""


def names(item: type) -> tuple[str, ...]:
    """Return the names that an item of this kind supplies, in the order above."""
    found = (*inspect.get_annotations(item), *vars(item))
    return tuple(name for name in dict.fromkeys(found) if not name.startswith("_"))
