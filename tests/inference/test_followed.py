"""One conclusion with its numbers, as rows: what is settled, and what is refused."""

import numpy as np
import pandas as pd
import pytest

from mirror_abm.base.errors import InputError
from mirror_abm.inference.conclusions import Conclusion, conclusions, numbers_of
from mirror_abm.inference.followed import (
    CELL,
    COEFFICIENTS,
    FEW,
    FLAT,
    KEYS,
    MEASURED,
    VARIANCE,
    Followed,
)
from mirror_abm.inference.study import Study

from .drawn import MACAQUE, MOUSE, made


def followed(run, kind="net", species=MACAQUE, weight=None):
    each = conclusions(run, Study(), ["associative"], [MACAQUE, MOUSE])
    one = next(one for one in each if one.kind == kind and one.species == species)
    return Followed.of(one, numbers_of(run, ["associative"]), weight)


def profiles(run):
    return {name: run.plan.profile(name).quantities() for name in run.plan.species}


def test_rows_hold_what_their_columns_say():
    run = made(200)
    one = followed(run)
    row, table = one.conclusion_row(), one.coefficient_rows(profiles(run))
    assert list(row)[: len(KEYS)] == KEYS and list(table.columns)[: len(KEYS)] == KEYS
    top = table.loc[table["coefficient"].abs().idxmax()]
    assert (row["first"], row["first_of"]) == (top["number"], top["of"])
    assert row["coefficient"] == top["coefficient"] and row["excludes_0"] == table.excludes_0.sum()
    assert row["stands_out"] == table["stands_out"].sum() == 2
    assert row["by_chance"] == pytest.approx(0.6) and row["intervals"] == "over blocks"
    assert row["mean"] == pytest.approx(one.conclusion.per_draw.mean())
    assert row["sd"] == pytest.approx(one.conclusion.per_draw.std())
    assert row["tied"] == "constants.criterion" and row["status"] == "not settled"
    variance, worth = one.variance_rows(totals=False), one.measurement_rows(profiles(run))
    assert list(table.columns) == COEFFICIENTS
    assert list(variance.columns) == VARIANCE and list(worth.columns) == MEASURED
    assert variance["share"].sum() == pytest.approx(1.0)
    assert set(worth["how"]) == {"guess"} and list(worth.columns)[: len(CELL)] == CELL


def test_one_number_that_does_all_is_settled():
    row = followed(made(200), species=MOUSE).conclusion_row()
    assert row["first"] == "constants.connectivity" and row["status"] == "settled"
    assert row["tied"] == "" and row["same_first"] == 1.0


def test_few_draws_have_plain_correlations_over_draws_and_no_shares_of_variance():
    one = followed(made(20))
    row = one.conclusion_row()
    assert row["measure"] == "spearman" and row["intervals"] == "over draws"
    assert np.isnan(row["r2"]) and one.variance_rows(totals=True).empty
    assert followed(made(26)).conclusion_row()["measure"] == "prcc"  # 6 numbers and 20
    assert followed(made(199)).variance_rows(totals=False).empty


def test_totals_are_the_emulators_and_come_only_when_asked_for():
    one = followed(made(200))
    assert one.variance_rows(totals=False)["total"].isna().all()
    table = one.variance_rows(totals=True).set_index("group")
    assert table["emulator_r2"].iloc[0] > 0.8 and np.isnan(table["total"]["chance"])
    assert table["total"]["recording"] == pytest.approx(table["share"]["recording"], abs=0.1)


def test_draws_without_weight_are_left_out_and_impossible_weights_refused():
    run = made(40)
    weight = pd.Series(1.0, range(40))
    weight.iloc[:10] = 0
    one = followed(run, weight=weight)
    assert len(one.weight) == 30 and one.conclusion.per_draw.index.min() == 10
    for wrong in (weight * 0, -weight, weight[:20]):
        with pytest.raises(InputError, match="weight: must give every draw"):
            followed(run, weight=wrong)


def test_what_hardly_varies_or_has_few_draws_is_told_so_and_nothing_else():
    run = made(40)
    numbers = numbers_of(run, ["associative"])
    flat = Conclusion("net", "associative", "visual", MOUSE, "", pd.Series(0.5, range(40)))
    few = followed(run).conclusion
    few = Conclusion("net", "associative", "visual", MACAQUE, "", few.per_draw[:9])
    for conclusion, status in ((flat, FLAT), (few, FEW)):
        one = Followed.of(conclusion, numbers, None)
        row = one.conclusion_row()
        assert row["status"] == status and row["first"] == "" and np.isnan(row["coefficient"])
        assert one.coefficient_rows({}).empty and one.measurement_rows({}).empty
