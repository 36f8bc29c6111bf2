"""What carries an answer and what it rests on, of tables that a test makes up."""

from mirror_abm.inference.grounds import experience, grounds

from .test_sentences import told


def test_every_source_that_is_the_main_one_somewhere_is_named_and_those_without_are_counted():
    sources = [("synchrony", 2, 0.25), ("mirrors", 1, 0.1), ("", 1, float("nan"))]
    assert experience(told(["found"] * 4, sources=sources)) == (
        "By sight the share fell most when synchrony was removed in 2 of 4 species (mean fall "
        "0.25) and mirrors in 1 (0.10), while in 1 no removal lowered it by 0.01; each source was "
        "removed alone, in 20 draws."
    )


def test_of_one_species_the_fall_alone_is_told():
    said = experience(told(["found"], sources=[("self_observation", 1, 0.2)], replicates=1))
    assert said.startswith("By sight the share fell most when self observation was removed (mean")
    assert said.endswith("removed alone, in 1 draw.")


def test_the_numbers_of_experience_are_counted_by_how_they_are_known():
    said = grounds(told(["found"] * 2))
    assert said.startswith(
        "All this rests on a life to maturity (2 years at most), 20 draws of all"
    )
    assert said.endswith("12 numbers of experience (10 guesses, 2 derived and none measured).")
