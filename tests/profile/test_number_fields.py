"""Which fields are numbers is read from the models, so that a new one needs no list."""

from mirror_abm.profile import blocks
from mirror_abm.profile.number_fields import holders, holds_numbers, unit_of
from mirror_abm.profile.quantity import COINCIDENCES
from mirror_abm.profile.species import SpeciesProfile


def test_blocks_that_hold_numbers_are_known_at_any_depth():
    assert holds_numbers(SpeciesProfile)
    assert holds_numbers(blocks.Experience)
    assert holds_numbers(blocks.Complementary)
    assert not holds_numbers(blocks.Taxon)
    assert not holds_numbers(blocks.Pair)
    assert {blocks.Action, blocks.Stage, blocks.GroupProfile} <= set(holders(SpeciesProfile))
    assert blocks.Taxon not in set(holders(SpeciesProfile))


def test_every_number_has_a_unit_that_need_not_be_written():
    units = {}
    for model in {SpeciesProfile, *holders(SpeciesProfile)}:
        units |= {
            f"{model.__name__}.{key}": unit_of(field) for key, field in model.model_fields.items()
        }
    assert units["Synchrony.rate"] == COINCIDENCES
    assert units["Complementary.rate"] == "per hour"
    assert units["WatchingOthers.attention"] == "share"
    assert units["SpeciesProfile.active_hours"] == "hours per day"
    assert units["GroupProfile.layout"] is None
