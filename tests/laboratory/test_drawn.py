"""What the figures of experiments draw: names of studies, verdicts in words, and intervals."""

import math

import pandas as pd
import pytest

from mirror_abm.laboratory import drawn
from mirror_abm.laboratory.experiment import load

VERDICTS = ["experiment", "account", "rule", "subjects", "draw", "speaks", "found", "against"]


def values(name, draws, animals, account="associative"):
    """Return values of an experiment: the number of the animal, plus ten times that of the draw."""
    return pd.DataFrame(
        [
            (name, account, "rescorla_wagner", "preset", draw, condition, one, one + 10.0 * draw)
            for draw in draws
            for condition in load(name).columns
            for one in range(animals)
        ],
        columns=[*VERDICTS[:5], "condition", "replicate", "value"],
    )


def judgements(name, draws, found, against):
    return pd.DataFrame(
        [
            (name, "associative", "rescorla_wagner", "preset", d, True, d in found, d in against)
            for d in draws
        ],
        columns=VERDICTS,
    )


@pytest.mark.parametrize(
    ("name", "called"),
    [
        ("cook_2010", "Cook et al. 2010"),
        ("barchiesi_2013", "Barchiesi & Cattaneo 2013"),
        ("de_klerk_2019", "de Klerk et al. 2019"),
        ("repair", "repair"),
    ],
)
def test_studies_are_called_as_papers_call_them(name, called):
    assert drawn.study(load(name)) == called


@pytest.mark.parametrize(
    ("draws", "found", "against", "said"),
    [
        ([0, 1, 2, 3], {0, 1, 2}, {3}, "reproduced in 3 of 4"),
        ([0, 1, 2, 3], {0}, {1, 2, 3}, "contradicted in 3 of 4"),
        ([0, 1, 2, 3], {0}, {1}, "undecided, 1 of 4 found"),
        ([-1], {-1}, set(), "reproduced"),
        ([-1], set(), set(), "undecided"),
    ],
)
def test_a_panel_says_what_the_board_says_and_never_found_of_what_is_undecided(
    draws, found, against, said
):
    table = drawn.for_figure(
        values("cook_2010", draws, 3),
        judgements("cook_2010", draws, found, against),
        load("cook_2010"),
    )
    assert set(table["said"]) == {said}


def test_an_interval_is_students_over_animals_of_one_draw_and_over_draws_of_several():
    """Means 0, 1, 2 have a standard error of 1 / sqrt 3; t of two degrees of freedom is 4.303."""
    one = values("cook_2010", [-1], 3).assign(who="associative")
    assert one["value"].min() == -10
    row = drawn.intervals(one).iloc[0]
    assert row["mean"] == pytest.approx(-9)
    assert row["high"] - row["mean"] == pytest.approx(4.303 / math.sqrt(3), abs=1e-3)
    several = values("cook_2010", [0, 1, 2], 5).assign(who="associative")
    row = drawn.intervals(several).iloc[0]
    assert row["mean"] == pytest.approx(12)
    assert row["mean"] - row["low"] == pytest.approx(43.03 / math.sqrt(3), abs=1e-2)


def test_two_draws_or_two_animals_give_no_interval():
    for table in (values("cook_2010", [0, 1], 9), values("cook_2010", [-1], 2)):
        means = drawn.intervals(table.assign(who="associative"))
        assert means[["low", "high"]].isna().all(axis=None)
        assert means["mean"].notna().all()


def test_the_scoreboard_has_the_order_of_the_table_that_is_printed():
    scored = pd.DataFrame(
        [
            (name, "associative", "rescorla_wagner", "preset", 1.0, "reproduced", 1, 1, 0.0)
            for name in ("yang_2023", "cook_2010")
        ],
        columns=[*VERDICTS[:4], "rate", "verdict", "draws", "spoke", "against"],
    )
    each = {name: load(name) for name in ("cook_2010", "yang_2023")}
    table = drawn.for_scoreboard(scored, each)
    assert list(table["study"]) == ["Cook et al. 2010", "Yang et al. 2023"]
    assert list(table["contrary"]) == [False, True]
    assert list(table["confidence"]) == ["A", "A"]
