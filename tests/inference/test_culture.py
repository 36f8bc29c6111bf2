"""Culture as it is asked for from Python."""

import numpy as np
import pandas as pd
import pytest

import mirror_abm as ma
from mirror_abm.base.errors import InputError
from mirror_abm.inference.culture import PARTS, ask, rates_typed

FEW = {"generations": 1, "draws": 2, "rates": [30.0, 120.0], "cap": 3}


@pytest.fixture(scope="module")
def found():
    return ma.culture("tiliqua_rugosa", settings={"group.size": 3}, **FEW)


def test_the_tables_are_tidy_and_populations_are_the_unit(found):
    assert len(found.summary) == 6
    assert set(found.summary["unit_of_replication"]) == {"population"}
    assert set(found.summary["populations"]) == {2}
    assert len(found.branches) == 2 * 2 * 2
    assert len(found.phases) == 2 * 6
    assert len(found.courses) == 2 * 6 * 10
    assert found.thresholds["draw"].tolist() == [0, 1]
    assert "2 populations" in repr(found)
    for table in (found.courses, found.branches, found.phases):
        assert table["ready"].between(0, 1).all()


def test_processes_and_the_order_of_the_work_change_nothing(found):
    other = ma.culture("tiliqua_rugosa", settings={"group.size": 3}, workers=2, **FEW)
    for name in ("courses", "phases", "summary", "branches", "thresholds"):
        pd.testing.assert_frame_equal(getattr(found, name), getattr(other, name), rtol=1e-9)


def test_a_draw_does_not_depend_on_how_many_there_are(found):
    fewer = ma.culture("tiliqua_rugosa", settings={"group.size": 3}, **(FEW | {"draws": 1}))
    first = found.courses[found.courses["draw"] == 0].reset_index(drop=True)
    pd.testing.assert_frame_equal(fewer.courses, first)


def test_its_progress_is_told_to_whoever_asks():
    told = []
    ma.culture(
        "tiliqua_rugosa",
        point=True,
        **(FEW | {"draws": 1, "rates": [50.0]}),
        progress=lambda done, what: told.append((done, what)),
    )
    assert [done for done, _ in told] == [1, 2, 3]
    assert len(ask("tiliqua_rugosa", "associative", {"draws": 2}, {}).tasks) == 2 * (2 + len(PARTS))


def test_rates_are_typed_as_those_of_a_sweep():
    profile = ma.load_species("tiliqua_rugosa")
    assert rates_typed("60", profile) == [60.0]
    assert rates_typed("10,50", profile) == [10.0, 50.0]
    assert rates_typed("1:100:3:log", profile) == pytest.approx([1, 10, 100])
    with pytest.raises(InputError, match="--rates"):
        rates_typed("many", profile)


@pytest.mark.parametrize(
    ("species", "options", "said"),
    [
        ("octopus_vulgaris", {}, "octopus_vulgaris group: the animal lives alone"),
        ("tiliqua_rugosa", {"without": "being_imitated"}, "leave that source on"),
        ("tiliqua_rugosa", {"rates": [1e6]}, r"rates = 1e\+06: must lie in \(0, 200\]"),
        ("tiliqua_rugosa", {"rate": -1}, r"rate = -1: must lie in \(0, 200\]"),
        ("tiliqua_rugosa", {"models": 0}, r"models = 0: must lie in \(0, 1\]"),
        ("tiliqua_rugosa", {"generations": 0}, "generations"),
        ("tiliqua_rugosa", {"draws": 0}, "draws"),
        ("tiliqua_rugosa", {"endogenous": 2}, "endogenous = 2"),
        ("tiliqua_rugosa", {"learners": 1}, "learners: must be left out"),
        ("tiliqua_rugosa", {"account": "epigenetic"}, "has a sensitive period"),
        ("tiliqua_rugosa", {"account": "nobody"}, "account"),
        ("tiliqua_rugosa", {"colour": 1}, "colour"),
        ("tiliqua_rugosa", {"settings": {"nothing": 1}}, "nothing"),
    ],
)
def test_what_cannot_be_asked_is_refused_in_one_sentence(species, options, said):
    with pytest.raises(InputError, match=said) as caught:
        ma.culture(species, **({"draws": 1, "generations": 1} | options))
    assert "\n" not in str(caught.value)


def test_an_account_without_a_mean_field_has_no_closed_form_and_says_so():
    found = ma.culture("tiliqua_rugosa", "hebbian", **(FEW | {"draws": 1}))
    assert "mean field" in found.why
    assert found.thresholds["expected_low"].isna().all()
    assert np.isnan(found.branches["expected_ready"]).all()
