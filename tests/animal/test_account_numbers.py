"""What accounts leave open is drawn, set by hand, and never moves the draws of anything else."""

import numpy as np
import pytest

import mirror_abm as ma
from mirror_abm.animal.account_numbers import check_number, numbers_of, own_constants
from mirror_abm.animal.declared import declared
from mirror_abm.base.shelf import accounts
from mirror_abm.engine.setup import Setup


def drawn(name, replicate, region="", fixed=None, point=False):
    """Return the numbers of an account in a replicate."""
    account = accounts.load(name)
    return numbers_of(name, account, 0, replicate, fixed or {}, point, True, region)


def test_draws_fill_the_range_and_half_lie_on_either_side_of_the_median():
    item = accounts.load("canalized").NUMBERS["preference"]
    found = np.array([drawn("canalized", each)["preference"] for each in range(200)])
    assert item.low <= found.min() < item.low + 0.1 and item.high - 0.1 < found.max() <= item.high
    assert abs((found < item.default).mean() - 0.5) < 0.03


def test_each_region_has_its_own_draw_where_the_account_says_so():
    by_region = [drawn("genetic", 3, part)["weight"] for part in ("face", "forelimb", "voice")]
    assert len({*by_region}) == 3
    same = {drawn("genetic_facilitated", 3, part)["cap"] for part in ("", "face", "voice")}
    assert len(same) == 1


def test_what_is_set_by_hand_stands_in_all_regions():
    found = Setup.of("macaca_mulatta", "genetic", settings={"constants.genetic.weight": 0.4})
    assert {each["weight"] for each in found.own.values()} == {0.4}
    assert drawn("genetic", 5, "face", point=True)["weight"] == 0.5
    weights = Setup.of("macaca_mulatta", "genetic", carrier=True, point=True).birth
    assert (weights.visual, weights.auditory) == (0.5, 0.5)


def test_a_range_of_its_own_is_drawn_at_the_common_quantile():
    account = accounts.load("hebbian")
    found = [own_constants(account, 0, each, {}, False, True) for each in range(40)]
    assert all(0 <= each["backward_efficacy"] <= 0.6 for each in found)
    assert max(each["backward_efficacy"] for each in found) > 0.5
    assert own_constants(account, 0, 0, {"backward_efficacy": 0.2}, False, True) == {}
    plain = Setup.of("macaca_mulatta", "associative", replicate=2).constants
    other = Setup.of("macaca_mulatta", "hebbian", replicate=2).constants
    moved = {name for name in vars(plain) if getattr(plain, name) != getattr(other, name)}
    assert moved == {"backward_efficacy"}


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("genetic.wieght", 0.5, "genetic.weight"),
        ("genetic.weight", -0.1, "0 or more"),
        ("canalized.gaze", 1.2, r"\[0, 1\]"),
        ("canalized.gaze", "much", "finite number"),
        ("nobody.weight", 0.1, "constants"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(name, value, words):
    with pytest.raises(ma.MirrorError, match=words):
        check_number(name, value)
    if not isinstance(value, str):
        with pytest.raises(ma.MirrorError, match=words):
            ma.Population("macaca_mulatta", settings={f"constants.{name}": value})


def test_they_can_be_swept_and_stand_in_the_draws(tmp_path):
    over = {"constants.genetic_facilitated.cap": [0.0, 0.5]}
    options = {"days": 0.01, "replicates": 1, "out": tmp_path, "account": "genetic_facilitated"}
    found = ma.sweep("octopus_vulgaris", over=over, carrier=True, **options)
    assert set(found.table()["constants.genetic_facilitated.cap"]) == {0.0, 0.5}
    run = ma.run("octopus_vulgaris", **options)
    draws = run.table("draws").query("arm == 'intact'").set_index("name")["value"]
    assert 0.0 <= draws["constants.genetic_facilitated.cap"] <= 0.5
    assert 0.05 <= draws["constants.genetic_facilitated.weight.arm"] <= 0.25
    assert set(declared()) >= {"genetic.weight", "epigenetic.half", "face_canalized.gaze"}
