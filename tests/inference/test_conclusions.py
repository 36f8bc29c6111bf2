"""What a run concludes in each draw, and the numbers that it had there."""

from itertools import pairwise

import numpy as np
import pandas as pd
import pytest

from mirror_abm.animal.constants import describe
from mirror_abm.inference import conclusions as module
from mirror_abm.inference.conclusions import (
    GROUPS,
    KINDS,
    Conclusion,
    conclusions,
    group_of,
    numbers_for,
    numbers_of,
    stated_orders,
    varies,
)
from mirror_abm.inference.study import Study

from .drawn import MACAQUE, MOUSE, made
from .made import examples_run


def asked(run, **options):
    found = conclusions(run, Study(), ["associative"], [MACAQUE, MOUSE], **options)
    return {(one.kind, one.species, one.other): one for one in found}


def test_shares_chances_orders_and_main_sources_are_told_draw_by_draw():
    run = made(40, knockouts=True)
    found, groups = asked(run), run.table("groups")
    assert [key[0] for key in found] == sorted((key[0] for key in found), key=KINDS.index)
    share = {
        name: part.set_index("replicate")["own_minus_other"]
        for name, part in groups.groupby("species")
    }
    for kind in ("own", "net"):
        np.testing.assert_allclose(found[kind, MOUSE, ""].per_draw, share[MOUSE])
    order = found["order", MACAQUE, MOUSE]
    np.testing.assert_allclose(order.per_draw, share[MACAQUE] - share[MOUSE])
    assert order.about == (MACAQUE, MOUSE) and found["net", MOUSE, ""].about == (MOUSE,)
    lead = found["main_source", MACAQUE, "synchrony"].per_draw
    np.testing.assert_allclose(lead, 0.4 * share[MACAQUE])
    assert found["found", MACAQUE, ""].per_draw.between(0, 1).all()


def test_an_order_that_is_not_resolved_is_asked_about_only_when_somebody_asks():
    run = made(20, above=-0.2)
    assert stated_orders(run, [MACAQUE, MOUSE]) == []
    assert not [key for key in asked(run) if key[0] == "order"]
    asked_for = asked(run, pairs=[(MOUSE, MACAQUE)])["order", MOUSE, MACAQUE]
    there = asked(made(20, above=-0.2), pairs=[(MACAQUE, MOUSE)])["order", MACAQUE, MOUSE]
    np.testing.assert_allclose(asked_for.per_draw, -there.per_draw)
    alone = conclusions(run, Study(), ["associative"], [MACAQUE], [(MOUSE, MACAQUE)])
    assert [one.species for one in alone if one.kind == "order"] == [MOUSE]


def test_of_many_species_neighbours_in_the_longest_order_are_told(monkeypatch):
    run = made(20)
    monkeypatch.setattr(module, "FEW_SPECIES", 1)
    ranks = pd.DataFrame(
        {"account": "associative", "modality": "visual", "rank": [2, 1, 3], "species": list("bac")}
    )
    monkeypatch.setattr(module, "resolved_ranks", lambda table: ranks)
    told = stated_orders(run, list("abc"))
    assert [each[2:] for each in told] == list(pairwise("abc"))
    assert [each[2:] for each in stated_orders(run, list("bc"))] == [("b", "c")]


def test_numbers_are_those_that_vary_and_follow_from_no_other():
    numbers = numbers_of(made(20), ["associative"])
    table = numbers["associative", MOUSE]
    assert len(table) == 20 and not [name for name in table if "gaze" in name or "size" in name]
    assert "constants.panel" not in table
    assert table.attrs["limited"]["experience.mirrors.rate"] == 1.0
    assert table.attrs["limited"]["constants.tau"] == 0.0


def test_an_order_has_the_numbers_of_both_profiles_and_each_constant_once():
    run = made(20)
    numbers = numbers_of(run, ["associative"])
    table, names = numbers_for(asked(run)["order", MACAQUE, MOUSE], numbers)
    rate = "experience.synchrony.rate"
    assert [key for key in names if key[0] == rate] == [(rate, MACAQUE), (rate, MOUSE)]
    assert len([key for key in names if key[0] == "constants.tau"]) == 1
    assert table.shape == (20, len(names))
    groups = [GROUPS.index(group_of(name)) for name, _ in names]
    assert groups == sorted(groups)
    one = numbers["associative", MACAQUE]
    numbers["associative", MOUSE] = one.copy()
    numbers["associative", MOUSE].attrs = one.attrs
    shared = numbers_for(asked(run)["order", MACAQUE, MOUSE], numbers)[1]
    assert [key for key in shared if key[0] == rate] == [(rate, MACAQUE)]


@pytest.mark.parametrize("name", [name for name, each in describe().items()])
def test_every_constant_belongs_to_a_group(name):
    where = {"criterion": "recording", "alpha": "learning", "connectivity": "anatomy"}
    where |= {"latency": "behaviour", "tie_inequality": "behaviour", "tau": "learning"}
    found = group_of(f"constants.{name}")
    assert found == where.get(name, found) and found in GROUPS


def test_numbers_of_an_account_are_those_of_learning_and_of_a_profile_its_own():
    assert group_of("constants.genetic.weight.face") == "learning"
    assert group_of("acts.audible_rate") == group_of("experience.sound.rate") == "profile"


def test_what_moves_by_less_than_a_hundredth_does_not_vary():
    def one(*values):
        return Conclusion("net", "a", "visual", "s", "", pd.Series(values, dtype=float))

    assert varies(one(0.1, 0.2)) and not varies(one(0.999, 1.0)) and not varies(one())
    assert not varies(one(0.5))


def test_the_examples_in_the_docstrings_run():
    assert examples_run(module) > 0
