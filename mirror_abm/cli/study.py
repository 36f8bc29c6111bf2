"""The laboratory that a study is done in, as the commands about studies are told of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..inference.study import Lab


def told_range(option: str, text: str, most: float = 1) -> tuple[float, float]:
    """Return the ``LOW,HIGH`` of an option as two numbers, from 0 to ``most``."""
    from ..inference.study import between

    return between(f"--{option}", text.split(","), most)


def told_lab(sensitivity: str, false_positive: str) -> Lab:
    """Return the laboratory that two options describe."""
    from ..inference.study import Lab

    return Lab(told_range("sensitivity", sensitivity), told_range("false-positive", false_positive))
