"""A number with its range and its source: how it is written, checked and drawn."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Annotated, Any, Literal, get_args

from pydantic import AfterValidator, Field, field_validator, model_validator

from ..base.errors import slipped
from ..base.strict import Finite, Strict, Text, for_editors
from .citations import CITATION_KEY
from .faults import tell

COINCIDENCES = "coincidences per hour"  #: the unit of synchrony
BOUTS = "per hour"  #: the unit of synchrony in the first edition

How = Literal["measured", "derived", "guess"]  #: how a number is known
HOW = get_args(How)


def draw_between(
    u: float,
    value: float,
    low: float,
    high: float,
    unit: str = "",
    *,
    logarithmic: bool | None = None,
) -> float:
    """Return the draw at a quantile of the distribution that an uncertain number stands for.

    Parameters
    ----------
    u : float
        The quantile, in [0, 1).
    value : float
        The median.
    low, high : float
        The range.
    unit : str
        Shares are drawn on another scale than the rest.
    logarithmic : bool, optional
        On which scale, whatever the unit is.

    Returns
    -------
    float
        A number in [low, high].

    Notes
    -----
    Half of the draws lie between ``low`` and ``value``, half between ``value`` and ``high``. Each
    half is uniform: on the logarithm for rates, counts and times, whose ranges span orders of
    magnitude; on the number itself for shares and for ranges that begin at 0::

        x(u) = f^-1( f(low)   + 2 u       (f(value) - f(low)) )     u <  1/2
        x(u) = f^-1( f(value) + (2 u - 1) (f(high) - f(value)) )    u >= 1/2

    Examples
    --------
    >>> [round(draw_between(u, 10, 1, 1000, "per hour"), 2) for u in (0, 0.25, 0.5, 0.75)]
    [1.0, 3.16, 10.0, 100.0]
    """
    if logarithmic is None:
        logarithmic = unit != "share" and low > 0
    forward = math.log if logarithmic else float
    start, middle, end = forward(low), forward(value), forward(high)
    at = start + 2 * u * (middle - start) if u < 0.5 else middle + (2 * u - 1) * (end - middle)
    drawn = math.exp(at) if logarithmic else at
    return min(max(drawn, low), high)


class Quantity(Strict):
    """A number, its range, and where it comes from."""

    model_config = for_editors(
        "A number, its range, and where it comes from.\n\n"
        "``value`` is the median; half of all draws lie on either side of it, none outside "
        "``[low, high]``.\n"
        "``how`` is ``measured`` (in the source named; where the source was recalled and not "
        "re-read, the reason says so),\n"
        "``derived`` (computed from one; the reason says how) or ``guess``."
    )

    value: Finite
    low: Finite
    high: Finite
    unit: Literal[
        "per hour",
        "coincidences per hour",
        "hours per day",
        "years",
        "days",
        "share",
        "animals",
        "seconds",
        "log units",
    ]
    source: Annotated[
        str, Field(pattern=CITATION_KEY, description="a key of species/references.bib")
    ]
    how: How
    reason: Text

    @field_validator("value", "low", "high", mode="before")
    @classmethod
    def _number(cls, value: Any) -> Any:
        if isinstance(value, (bool, str)):
            raise ValueError("must be a number")
        return value

    @model_validator(mode="after")
    def _in_range(self) -> Quantity:
        if not self.low <= self.high:
            raise ValueError(
                f"low = {self.low:g}: must not lie above high, {self.high:g}.{_swapped(self)}"
            )
        if not self.low <= self.value <= self.high:
            raise ValueError(
                f"value = {self.value:g}: must lie in [low, high] = [{self.low:g}, {self.high:g}]."
                f"{slipped(self.value, self.low, self.high)}"
            )
        return self

    @model_validator(mode="after")
    def _not_negative(self) -> Quantity:
        tell(
            f"{name} = {number:g}: must not be negative. Did you mean {-number:g}?"
            for name in ("low", "value", "high")
            if (number := getattr(self, name)) < 0
        )
        return self

    @model_validator(mode="after")
    def _a_share(self) -> Quantity:
        if self.unit == "share":
            tell(
                f"{name} = {number:g}: a share must lie in [0, 1].{slipped(number, 0, 1)}"
                for name in ("low", "value", "high")
                if (number := getattr(self, name)) > 1
            )
        return self

    def __repr__(self) -> str:
        return f"Quantity({self}, {self.how}, {self.source})"

    def __str__(self) -> str:
        return f"{self.value:g} [{self.low:g}, {self.high:g}] {self.unit}"

    def draw(self, u: float) -> float:
        """Return the value at a quantile (see :func:`draw_between`).

        Parameters
        ----------
        u : float
            The quantile, in [0, 1).

        Returns
        -------
        float
            A number in [low, high].
        """
        return draw_between(u, self.value, self.low, self.high, self.unit)


class Attention(Quantity):
    """A share whose range is a factor either way: drawn on the logarithm, as rates are."""

    model_config = for_editors(
        "A share whose range is a factor either way: drawn on the logarithm, as rates are. "
        "Otherwise a number like any other."
    )

    def draw(self, u: float) -> float:
        """Return the value at a quantile (see :func:`draw_between`).

        Parameters
        ----------
        u : float
            The quantile, in [0, 1).

        Returns
        -------
        float
            A share in [low, high]; half of the draws lie on either side of ``value``, each half
            uniform on the logarithm unless the range begins at 0.

        Examples
        --------
        >>> seen = Attention(value=0.3, low=0.1, high=0.9, unit="share", source="smith_2024",
        ...                  how="guess", reason="an example")
        >>> [round(seen.draw(u), 3) for u in (0, 0.25, 0.5, 0.75)]
        [0.1, 0.173, 0.3, 0.52]
        """
        return draw_between(u, self.value, self.low, self.high, "a factor")


def _swapped(item: Quantity) -> str:
    """Return the hint for a range that is written the wrong way round."""
    return (
        f" Did you mean low: {item.high:g}, high: {item.low:g}?"
        if item.high <= item.value <= item.low
        else ""
    )


@dataclass(frozen=True)
class Unit:
    """The unit of a number that says none.

    Attributes
    ----------
    name : str
        The only one that the field allows; of synchrony, coincidences.
    """

    name: str


def _in(unit: str) -> AfterValidator:
    """Return the check that a quantity is given in ``unit``."""

    def right_unit(given: Quantity) -> Quantity:
        if given.unit != unit:
            raise ValueError(f"unit = {given.unit!r}: must be {unit!r}")
        return given

    return AfterValidator(right_unit)


def _counted(given: Quantity) -> Quantity:
    """Check that synchrony is given in coincidences, or in the bouts of the first edition."""
    if given.unit not in (COINCIDENCES, BOUTS):
        raise ValueError(
            f"unit = {given.unit!r}: must be {COINCIDENCES!r} (or {BOUTS!r}, which are bouts, as "
            "in the first edition)"
        )
    return given


Coincidences = Annotated[Quantity, Unit(COINCIDENCES), AfterValidator(_counted)]
PerHour = Annotated[Quantity, Unit("per hour"), _in("per hour")]
Share = Annotated[Quantity, Unit("share"), _in("share")]
Seen = Annotated[Attention, Unit("share"), _in("share")]
Years = Annotated[Quantity, Unit("years"), _in("years")]
Days = Annotated[Quantity, Unit("days"), _in("days")]
Seconds = Annotated[Quantity, Unit("seconds"), _in("seconds")]
Animals = Annotated[Quantity, Unit("animals"), _in("animals")]
HoursPerDay = Annotated[Quantity, Unit("hours per day"), _in("hours per day")]
LogUnits = Annotated[Quantity, Unit("log units"), _in("log units")]
