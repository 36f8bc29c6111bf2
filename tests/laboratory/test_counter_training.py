"""Counter-mirror training: its trials, and who cannot have it."""

import pytest

from mirror_abm.base.errors import InputError
from mirror_abm.laboratory.counter_training import (
    Training,
    checked_training,
    refuse_blind,
    sees_two,
)
from mirror_abm.simulation.plan import make_plan


def test_the_sight_of_each_act_is_answered_with_another():
    first, second = Training(7, 2).phases({"a": "b", "b": "a"})
    assert first == second and first.nights == 1
    assert [(each.times, each.see[0].action, each.actions) for each in first.trials] == [
        (7, "b", ("a",)),
        (7, "a", ("b",)),
    ]


def test_what_cannot_be_is_refused_before_anything_is_simulated():
    plan = make_plan(["mus_musculus", "heterocephalus_glaber"], account=["associative"])
    assert checked_training(plan, 150, 3) == Training() == (150, 3)
    for wrong in ((0, 3), (150, 0), (150, 2.5)):
        with pytest.raises(InputError, match=r"trials|days"):
            checked_training(plan, *wrong)
    assert sees_two(plan, "mus_musculus") and not sees_two(plan, "heterocephalus_glaber")
    with pytest.raises(InputError, match="heterocephalus_glaber: does not see two acts"):
        refuse_blind(plan, plan.species)
    for more, said in (
        ({"account": ["none", "motor_only"]}, "must hold an account"),
        ({"world": "permuted"}, "has no animals that grew up"),
        ({"without": ["sound"]}, "has no animals that grew up"),
    ):
        with pytest.raises(InputError, match=said):
            checked_training(make_plan(["mus_musculus"], **more), 150, 3)
