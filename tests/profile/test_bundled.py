"""Which species are shipped, and which of them a run has by default."""

from mirror_abm.field.plausibility import contradictions
from mirror_abm.profile.bundled import library, shipped, sketches, variants
from mirror_abm.profile.prior import pooled
from mirror_abm.profile.species import load_species
from mirror_abm.profile.tree import relatives, tree


def test_what_is_shipped_is_species_sketches_and_variants_each_once():
    assert shipped() == (*library(), *sketches(), *variants())
    assert len(set(shipped())) == len(shipped())
    assert len(sketches()) == 6
    assert set(tree().tips) == {*library(), *sketches()}


def test_a_folder_is_sorted_by_what_its_files_say(tmp_path):
    (tmp_path / "a_a.yaml").write_text("name: a_a\nstatus: sketch  # of a_b\n")
    (tmp_path / "a_b.yaml").write_text("name: a_b\nstatus: provisional\nstage: a sketch\n")
    (tmp_path / "a_c.yaml").write_text("name: a_c\ninherits: a_a\nstatus: sketch\n")
    (tmp_path / "a_d.yaml").write_text("name: a_d\nstatus: 'sketch'\n")
    assert library(tmp_path) == ("a_b",)
    assert sketches(tmp_path) == ("a_a", "a_d")
    assert variants(tmp_path) == ("a_c",)
    assert shipped(tmp_path) == ("a_b", "a_a", "a_d", "a_c")


def test_what_was_not_read_of_a_sketch_is_wider_than_its_relative_s():
    """Each guessed rate has the relative's median, and three times its range either way."""
    for name, like in (
        ("theropithecus_gelada", "macaca_mulatta"),
        ("pan_paniscus", "pan_troglodytes"),
    ):
        mine, other = load_species(name).quantities(), load_species(like).quantities()
        for rate in ("being_imitated", "mirrors", "self_observation", "synchrony", "sound"):
            key = f"experience.{rate}.rate"
            assert (mine[key].how, mine[key].source) == ("guess", "sketches_2026")
            assert f"taken over from {like}" in mine[key].reason
            assert mine[key].value == other[key].value
            assert mine[key].low < other[key].low and mine[key].high > other[key].high
        assert list(contradictions(load_species(name))) == []
        assert relatives(name)[0][0] == like


def test_sketches_are_part_of_nothing_that_is_pooled():
    """The widest range over the library is that of a species, not that of a sketch."""
    low, high = pooled()["experience.being_imitated.rate"][1:]
    rates = [load_species(name).experience.being_imitated.rate for name in library()]
    assert (low, high) == (min(each.low for each in rates), max(each.high for each in rates))
