"""Variants: what is changed, what is left out, and that each can be carried out."""

import pytest

from mirror_abm.base.errors import InputError
from mirror_abm.laboratory.experiment import load, names
from mirror_abm.laboratory.protocol import checked_conditions
from mirror_abm.laboratory.variants import LATER, PUBLISHED, variant, variants
from mirror_abm.profile.species import load_species


def trials(experiment, condition):
    return [trial for phase in experiment.conditions[condition][1] for trial in phase.trials]


def test_doses_delays_and_contingencies_are_what_they_are_called():
    made = variants(load("catmur_2007"))
    whole = trials(made[PUBLISHED], "mirror")
    assert [t.times for t in trials(made["a quarter of the trials"], "mirror")] == [38, 38]
    assert [t.times for t in trials(made["four times the trials"], "mirror")] == [600, 600]
    assert [t.delay for t in trials(made["acts 2 s later"], "mirror")] == [
        t.delay + LATER for t in whole
    ]
    alone = trials(made["each stimulus as often without the act"], "mirror")
    assert alone[:2] == whole
    assert [(t.see, t.do, t.times) for t in alone[2:]] == [(t.see, (), t.times) for t in whole]
    for experiment in made.values():  # nothing is done to those who are not trained
        assert trials(experiment, "untrained") == []


def test_acts_that_come_first_come_earlier_still():
    made = variants(load("rayson_2017"))
    delays = {t.delay for t in trials(made["acts 2 s later"], "smile_mirrored") if t.see and t.do}
    assert delays == {-1.0 - LATER}


def test_acts_are_exchanged_only_where_no_group_learns_that_already():
    assert "the acts exchanged" not in variants(load("catmur_2007"))  # its counter_mirror group
    made = variants(load("kohler_2002"))
    assert "the acts exchanged" in made
    before, after = (
        [(t.see, t.do) for t in trials(made[what], "trained") if t.do]
        if "trained" in made[what].conditions
        else []
        for what in (PUBLISHED, "the acts exchanged")
    )
    assert not before or before != after


@pytest.mark.parametrize("name", names())
def test_every_variant_can_be_carried_out_and_differs_from_all_others(name):
    made = variants(load(name))
    assert next(iter(made)) == PUBLISHED
    assert made[PUBLISHED] is load(name)
    seen = []
    for words, each in made.items():
        acts = {action.name for action in load_species(each.species).actions}
        assert set(each.actions.values()) <= acts
        checked_conditions(words, dict(each.conditions), {*acts, *each.actions})
        assert (each.species, each.conditions) not in seen
        seen.append((each.species, each.conditions))


def test_nobody_rears_people_and_what_was_reared_without_all_stays_so():
    assert not [what for what in variants(load("rayson_2017")) if what.startswith("raised")]
    made = variants(load("repair"))
    rearing, _ = made["raised alone"].conditions["deprived_0"]
    assert rearing.without == ("all",)
    assert "being_imitated" in made["raised alone"].conditions["lesioned_0"][0].without


def test_a_variant_that_there_is_not_is_refused():
    assert variant(load("cook_2010"), PUBLISHED) is load("cook_2010")
    with pytest.raises(InputError, match="Did you mean acts 2 s later"):
        variant(load("cook_2010"), "acts 3 s later")
