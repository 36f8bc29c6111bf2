"""How likely each fact is, against cases whose answer is known."""

from __future__ import annotations

import pandas as pd
import pytest

from mirror_abm.laboratory.facts import DOSES, dosed
from mirror_abm.laboratory.likelihoods import (
    LIKELIHOOD,
    found_festante,
    found_gallese,
    found_heyes,
    logit,
    phi,
)


def values(**by_condition: list[float]) -> pd.DataFrame:
    """Return values of animals, by condition."""
    return pd.DataFrame(
        [
            (name, number, value)
            for name, each in by_condition.items()
            for number, value in enumerate(each)
        ],
        columns=["condition", "replicate", "value"],
    )


def trained(untrained: float, compatible: float, incompatible: float) -> pd.DataFrame:
    """Return people that are all alike, at every dose."""
    means = {"untrained": untrained}
    for dose in DOSES:
        means[dosed("compatible", dose)] = compatible
        means[dosed("incompatible", dose)] = incompatible
    return values(**{name: [mean, mean] for name, mean in means.items()})


def units(broad: float, strict: float, other: float, count: int = 100) -> pd.DataFrame:
    """Return two macaques with shares of units of each kind."""
    shares = {"broad": broad, "strict": strict, "non_congruent": other}
    shares["none"] = 1 - sum(shares.values())
    told = {f"monkeys_{kind}": [share, share] for kind, share in shares.items()}
    return values(**told, monkeys_units=[count, count])


def test_the_normal_distribution_is_the_textbooks() -> None:
    assert phi(0) == 0.5
    assert phi(1.959964) == pytest.approx(0.975, abs=1e-7)
    assert logit(0.5) == 0
    assert logit(0.2) == pytest.approx(-logit(0.8))


def test_abolished_is_likelier_than_reversed_or_left_as_it_was() -> None:
    gone, left, turned = (found_heyes(trained(10, 15, effect)) for effect in (0, 10, -12))
    assert gone > 0.75
    assert left < 0.05  # the effect is found in untrained people, too
    assert turned < 0.05
    assert found_heyes(trained(0, 5, 0)) == found_heyes(trained(-3, 5, 0)) == 0.0


def test_abolished_does_not_depend_on_the_unit() -> None:
    assert found_heyes(trained(10, 15, 1)) == pytest.approx(found_heyes(trained(40, 60, 4)))


def test_nothing_but_chance_gives_abolished_in_one_of_forty_without_any_training() -> None:
    """The groups differ by chance alone with probability .025 in each direction."""
    assert found_heyes(trained(10, 10, 10)) == pytest.approx(
        sum(
            (phi(1.959964 - z) - phi(-1.959964 - z)) * phi(z - 1.959964) * 0.025
            for z in (0.95 * n**0.5 for n in (8, 12, 16, 24))
        )
        / 4,
        rel=1e-4,
    )


def test_a_minority_in_the_published_order_is_likeliest() -> None:
    as_published = found_gallese(units(0.15, 0.08, 0.02))
    assert as_published > found_gallese(units(0.5, 0.3, 0.1)) > 0
    assert as_published > found_gallese(units(0.01, 0.005, 0.0)) * 2
    assert as_published > 2 * found_gallese(units(0.08, 0.15, 0.02))  # more strictly than broadly
    assert found_gallese(units(0, 0, 0)) < 0.05
    assert 0 < as_published < 1


def test_few_units_leave_the_order_open() -> None:
    many = found_gallese(units(0.15, 0.08, 0.02, 2000))
    few = found_gallese(units(0.15, 0.08, 0.02, 20))
    assert few < many


def test_growth_is_found_where_there_is_growth() -> None:
    grown = found_festante(values(week_1=[0.1, 0.12, 0.08], week_2=[0.3, 0.33, 0.27]))
    same = found_festante(values(week_1=[0.1, 0.12, 0.08], week_2=[0.1, 0.12, 0.08]))
    less = found_festante(values(week_1=[0.3, 0.33, 0.27], week_2=[0.1, 0.12, 0.08]))
    assert grown > 0.99
    assert same == pytest.approx(0.05, abs=1e-4)  # the level of the test
    assert less < 1e-3


def test_every_fact_has_a_likelihood() -> None:
    assert set(LIKELIHOOD) == {"heyes_2005", "gallese_1996", "festante_2018"}
