"""How fast the communities of a question live, and what they are made of."""

import pytest

from mirror_abm.inference.lineage import DAYS, RATE, SALIENT, Lineage, pace
from mirror_abm.profile.species import load_species


def lineage(species="tiliqua_rugosa", **options):
    given = {"cap": 4, "seed": 0, "point": True} | options
    return Lineage(load_species(species), "associative", given, 1.0, None, 1, None, 0.5)


def test_a_generation_is_a_lifespan_or_as_much_as_time_lapse_can_bear():
    long, short = lineage("pan_troglodytes").setup(0), lineage("poecilia_reticulata").setup(0)
    slow = long.constants.alpha * long.constants.incidental_salience
    assert pace(long) * slow == pytest.approx(SALIENT)
    assert pace(short) * DAYS == pytest.approx(5.0 * 365.25)
    assert pace(lineage("apis_mellifera").setup(0)) >= 1


def test_the_rate_is_that_of_full_readiness_and_founders_die_one_after_the_other():
    asked = lineage(settings={"group.size": 4})
    community = asked.community(0, 50.0)
    assert community.supply.copied * community.supply.own_rate == pytest.approx(50.0)
    assert community.size == 4
    assert community.steepness == 4.0
    ages = [community.age_of(each) / community.lifespan for each in community.learners]
    assert ages == pytest.approx([0, 0.25, 0.5, 0.75])
    assert community.drawn[RATE] == 50.0


def test_uncertain_numbers_and_the_steepness_are_drawn_draw_by_draw():
    asked = lineage(point=False)
    assert asked.given_steepness is None
    one, other = (asked.community(draw, None) for draw in (0, 1))
    assert one.steepness != other.steepness
    assert one.constants.criterion != other.constants.criterion
