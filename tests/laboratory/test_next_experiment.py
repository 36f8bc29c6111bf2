"""Which experiment to do next, as it is asked."""

import pytest

from mirror_abm.accounts.contract import BASELINES
from mirror_abm.base.errors import InputError
from mirror_abm.base.shelf import accounts
from mirror_abm.laboratory.experiment import load, names
from mirror_abm.laboratory.next_experiment import DEFAULT, next_experiment, rival_accounts
from mirror_abm.laboratory.variants import PUBLISHED


@pytest.fixture(scope="module")
def found():
    told = []
    made = next_experiment(
        ["tombaz_2020", "repair"],
        ["genetic", "associative"],
        draws=4,
        replicates=2,
        varied=1,
        progress=lambda done, total: told.append((done, total)),
    )
    assert told[0] == (0, told[-1][1])
    assert told[-1][0] == told[-1][1] == 4 * 2 * 2 + 4 * 2
    return made


def test_what_is_built_in_is_found_where_nothing_was_learned(found):
    row = found.pairs.iloc[0]
    assert (row["first"], row["second"], row["experiment"]) == ("associative", "genetic", "repair")
    assert row["higher_under"] == "genetic"
    assert 0.5 < row["low"] <= row["bits"] <= row["high"] <= 1
    assert found.hurting["rival"].tolist()[0] == "genetic"
    assert (found.studies["bits"] <= 1).all()
    assert found.studies.query("experiment == 'tombaz_2020'")["change"].tolist() == [PUBLISHED]
    left = found.left_out.set_index("experiment")["why"]
    assert left["tombaz_2020"] == "its variants"
    assert set(left.drop("tombaz_2020")) == {"it was not named"}


def test_accounts_come_from_the_shelf_without_baselines():
    assert rival_accounts()[0] == "associative"
    assert set(rival_accounts()) == set(accounts.names) - set(BASELINES)
    for wrong in (["genetic"], "associative", []):
        with pytest.raises(InputError, match="must hold associative and a rival"):
            rival_accounts(wrong)
    with pytest.raises(InputError, match="Did you mean hebbian"):
        rival_accounts(["associative", "hebian"])


def test_nonsense_is_refused_before_anything_is_simulated():
    for wrong, said in (
        ({"draws": 3}, "draws = 3"),
        ({"animals": 0}, "animals = 0"),
        ({"replicates": 1}, "replicates = 1"),
        ({"varied": -1}, "varied = -1"),
        ({"name": "cook_2011"}, "Did you mean cook_2010"),
        ({"name": []}, "experiments = none"),
        ({"progress": 3}, "progress = 3"),
    ):
        with pytest.raises(InputError, match=said):
            next_experiment(**wrong)


def test_the_experiments_of_the_default_are_on_the_shelf_and_raise_their_animals():
    assert set(DEFAULT) <= set(names())
    assert all("developed" in load(name).subjects for name in DEFAULT)
