"""The permuted world: each act looks and sounds like another one."""

from mirror_abm.experience.permuted import derangement


def test_no_act_looks_like_itself_and_each_looks_like_one():
    for count in range(2, 9):
        shown = derangement(["hand"] * count, ["visible"] * count)
        assert sorted(shown.tolist()) == list(range(count))
        assert all(act != look for act, look in enumerate(shown.tolist()))


def test_another_effector_and_the_same_kind_are_preferred():
    shown = derangement(
        ["hand", "mouth", "hand", "mouth"], ["visible", "visible", "opaque", "opaque"]
    )
    assert shown.tolist() == [1, 0, 3, 2]


def test_what_is_returned_may_be_changed_without_changing_the_world():
    first = derangement(["hand", "mouth"], ["visible", "visible"])
    first[:] = 0
    assert derangement(["hand", "mouth"], ["visible", "visible"]).tolist() == [1, 0]
