"""What was published, as claims that can be judged; part of the contract of experiments."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Claim:
    """One published relation between condition means: made by :func:`higher`, :func:`near`, ...

    Attributes
    ----------
    kind : str
        The relation.
    first, second, than : str
        The conditions that are compared, and the yardstick.
    share : float
        Share of the yardstick.
    """

    kind: str
    first: str
    second: str = ""
    than: str = ""
    share: float = 0.5

    def __str__(self) -> str:
        yard, limit = self.than or self.first, f"{self.share:.0%}"
        words = {
            "not_higher": f"{self.first} not > {self.second}",
            "higher": f"{self.first} > {self.second}",
            "positive": f"{self.first} > 0",
            "reversed": f"{self.first} < 0",
            "about": f"{self.first} = {self.second} (nearer than to {self.than})",
            "near": f"{self.first} = {self.second} (within {limit} of {yard})",
            "absent": f"{self.first} = 0 (below {limit} of {self.than or 'the largest mean'})",
        }
        return words[self.kind]


def higher(first: str, second: str) -> Claim:
    """Claim that one exceeds another: the interval excludes 0, the mean is not negligible."""
    return Claim("higher", first, second)


def not_higher(first: str, second: str) -> Claim:
    """Claim that ``first`` does not exceed ``second`` by more than is negligible."""
    return Claim("not_higher", first, second)


def positive(first: str) -> Claim:
    """Claim that a condition lies above 0, by the standard of :func:`higher`."""
    return Claim("positive", first)


def reversed_sign(first: str) -> Claim:
    """Claim that a condition lies below 0, by the standard of :func:`higher`."""
    return Claim("reversed", first)


def about(first: str, second: str, than: str, share: float = 0.5) -> Claim:
    """Claim that two conditions are alike, compared with how far both are from a third.

    They differ by less than ``share`` of what each differs from ``than``.
    """
    return Claim("about", first, second, than, share)


def near(first: str, second: str, than: str = "", share: float = 0.25) -> Claim:
    """Claim that two conditions are alike, compared with the size of a mean.

    They differ by less than ``share`` of the mean of ``than``, or of ``first`` if that is empty.
    """
    return Claim("near", first, second, than, share)


def absent(first: str, than: str = "", share: float = 0.25) -> Claim:
    """Claim that there is nothing to be found in a condition, compared with the size of a mean.

    It lies within ``share`` of the mean of ``than``, or of the largest mean if that is empty.
    """
    return Claim("absent", first, "", than, share)
