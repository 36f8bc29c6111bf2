"""Programmes: what they hold, where they end, what is refused, and what a real table gives."""

import numpy as np
import pandas as pd
import pytest

import mirror_abm as ma
from mirror_abm.base.errors import InputError
from mirror_abm.inference.drawn_file import keep
from mirror_abm.inference.greedy import Price
from mirror_abm.inference.programme import next_studies, programme_of, studies_of
from mirror_abm.inference.study import Study

from .studies import crossed, future, key, known, likely, sure
from .tables import made, priors, with_account

FOUR = ("associative", "hebbian", "genetic", "epigenetic")


def chosen(made_up, accounts=FOUR, studies=3, cost=1.0, worth=None):
    lots = future(made_up, accounts, each=6)
    price = Price(dict.fromkeys(made_up, cost), worth)
    return programme_of(lots, known(accounts), priors(30), studies, price)


@pytest.fixture(scope="module")
def settled():
    made_up = {key("a"): sure(FOUR[:2], FOUR), key("b"): sure(FOUR[::2], FOUR)}
    return made_up, chosen(made_up)


def test_a_programme_ends_where_the_next_study_adds_no_more_than_its_error(settled):
    _, found = settled
    assert found.kept == 2
    assert found.steps["adds"].tolist() == pytest.approx([1, 1, 0], abs=0.01)
    assert found.steps["kept"].tolist() == [True, True, False]
    assert found.steps["ends"].tolist() == ["", "", "noise"]
    assert found.stopped.startswith("No further study of this kind is seen to add anything")
    assert found.steps["bits"].tolist() == pytest.approx(found.steps["ideal"].tolist(), abs=0.01)
    alone = found.singles.set_index("species")["bits"]
    assert alone.to_dict() == pytest.approx({"a": 1, "b": 1}, abs=0.01)
    row = found.exhaustive.iloc[0]
    assert row["best"] == row["greedy"] == "a visual intact + b visual intact"
    assert row["difference"] == 0 and row["agree"] == 1 and row["pairs"] == 3


def test_a_programme_ends_where_a_study_costs_more_than_what_it_adds_is_worth(settled):
    made_up, _ = settled
    little = made_up | {key("c"): likely([0.1, 0.2, 0.1, 0.3])}
    for worth, holds in ((0.9, 0), (1.2, 2), (1000.0, 2)):
        found = chosen(little, studies=3, worth=worth)
        assert found.kept == holds, worth
    cheap = chosen({key("a"): likely([0.2, 0.7, 0.2, 0.7])}, studies=3, cost=0.3, worth=2.0)
    assert cheap.kept == 1
    both = little | {key("d"): likely([0.1, 0.9, 0.1, 0.9])}
    order = chosen(both, studies=1).singles["species"].tolist()
    assert order[-2:] == ["d", "c"]  # what tells most comes first
    first, second = cheap.steps["worth"][:2]
    assert first > 0.3 > second > 0
    np.testing.assert_allclose(cheap.steps["worth"], 2 * cheap.steps["adds"])
    assert cheap.stopped.startswith("No further study of this kind is worth its cost: the best")
    assert f"worth {second:.3g}, and costs 0.3." in cheap.stopped
    assert chosen(little, worth=0.9).stopped.startswith("No study of this kind is worth its cost")


def test_where_nothing_is_told_no_study_is_chosen():
    found = chosen({key("a"): likely([0.4] * 4)}, studies=2, worth=100.0)
    assert found.kept == 0 and found.steps["bits"].tolist() == [0.0, 0.0]
    assert found.stopped.startswith("No study of this kind is seen to add anything")


def test_what_greed_misses_is_told_by_all_pairs():
    made_up, accounts = crossed()
    found = chosen(made_up, accounts, studies=2)
    row = found.exhaustive.iloc[0]
    assert row["best"] == "either visual intact + of_draw visual intact"
    assert row["difference_low"] > 0.5 and row["agree"] < 0.1
    assert found.pairs["bits"].is_monotonic_decreasing and found.pairs["best"][0]


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    path = tmp_path_factory.mktemp("drawn") / "draws.parquet"
    keep(made(draws=42, cells=4, apart=1.5), path)
    return path


def test_a_table_of_draws_is_asked_and_gives_the_same_again(file):
    told = []
    options = {"animals": 2, "units": 10, "cost": {"mus_musculus": 2.0}}
    one = next_studies(file, 2, **options, progress=lambda *given: told.append(given))
    two = next_studies(str(file), 2, **options)
    for name in ("steps", "singles", "ways", "pairs", "exhaustive", "weights"):
        pd.testing.assert_frame_equal(getattr(one, name), getattr(two, name))
    assert [done for done, _ in told] == list(range(1, told[-1][1] + 1))
    assert one.weights["weight_is"].unique().tolist() == ["posterior"]
    assert (one.singles["bits"] / one.singles["cost"]).is_monotonic_decreasing
    costs = dict(zip(one.steps["species"], one.steps["cost"], strict=True))
    assert all(cost == (4.0 if name == "mus_musculus" else 2.0) for name, cost in costs.items())
    given = next_studies(file, 1, prior={"genetic": 3}, units=5, progress=False)
    assert given.weights.set_index("account")["weight"]["genetic"] == pytest.approx(0.5)
    assert repr(one).startswith("Programme(steps=table of 2 rows")
    assert one.stopped in one._repr_html_()


def test_an_account_entered_twice_moves_no_programme(file, tmp_path):
    twice = tmp_path / "twice.parquet"
    keep(with_account(made(draws=42, cells=4, apart=1.5), "hebbian_again", 1), twice)
    one, two = (next_studies(path, 2, animals=1, units=10) for path in (file, twice))
    pd.testing.assert_frame_equal(one.steps, two.steps)
    shared = two.weights.set_index("account")["weight"]
    assert shared["hebbian"] == shared["hebbian_again"]


def test_a_run_without_a_posterior_has_a_programme_and_says_so(run):
    found = ma.next_studies(run, 1, animals=1, units=10)
    assert found.weights["weight_is"].unique().tolist() == ["alike"]
    assert set(found.steps["species"]) <= set(run.plan.species)


def test_rearing_contrasts_are_studies_of_two_arms():
    drawn = made(draws=12, cells=2)
    cells = dict(drawn.cells)
    for cell, each in drawn.cells.items():
        cells[(*cell[:2], "without all")] = each * 0.5
    both = studies_of(type(drawn)(drawn.accounts, drawn.priors, cells, ()), Study(1, 4), "own")
    assert len(both) == 6
    contrast = both["macaca_mulatta", "visual", "intact and without all"]
    assert contrast.shape == (4, 12, 25)
    np.testing.assert_allclose(contrast.sum(axis=-1), 1)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"studies": 9}, "studies = 9"),
        ({"studies": 0}, "studies = 0"),
        ({"worth": 0}, "worth = 0: must be a number above 0"),
        ({"worth": float("nan")}, "worth = nan: must be a number above 0"),
        ({"worth": True}, "worth = True"),
        ({"outcome": "k"}, "must be one of"),
        ({"animals": 0}, "animals"),
        ({"cost": {"mus_muscolus": 1}}, "is no species here.*Did you mean mus_musculus"),
        ({"cost": {"mus_musculus": -1}}, "above 0"),
        ({"prior": {"genetik": 1}}, "Did you mean genetic"),
        ({"evidence": pd.DataFrame()}, "holds its own record"),
        ({"progress": "yes"}, "progress = 'yes'"),
    ],
)
def test_nonsense_is_refused_in_a_sentence(file, options, said):
    with pytest.raises(InputError, match=said):
        next_studies(file, **options)
