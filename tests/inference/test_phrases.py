"""Numbers and lists as they stand within a sentence."""

import pytest

from mirror_abm.inference import phrases
from mirror_abm.inference.study import Study
from mirror_abm.simulation.plan import make_plan


@pytest.mark.parametrize(
    ("chance", "words"),
    [
        (0.0, "0%"),
        (0.001, "under 1%"),
        (0.005, "under 1%"),
        (0.42, "42%"),
        (0.994, "99%"),
        (0.996, "over 99%"),
        (1.0, "100%"),
    ],
)
def test_no_chance_is_rounded_to_none_or_all(chance, words):
    assert phrases.percent(chance) == words


def test_lists_and_counts_read_as_people_write_them():
    assert phrases.listed(["a"]) == "a"
    assert phrases.listed(["a", "b"]) == "a and b"
    assert phrases.listed(["a", "b", "c"]) == "a, b and c"
    assert phrases.counted(1, "draw") == "1 draw"
    assert phrases.counted(1200, "draw") == "1,200 draws"
    assert phrases.of_species(0, 3) == "none of 3 species"
    assert phrases.of_species(3, 3, "auditory") == "all 3 species that make sounds"
    assert phrases.known("guess", 1) == "a guess"
    plan = make_plan(["octopus_vulgaris"], days=1)
    assert phrases.days_of_life(plan) == "1 active (waking) day of life"
    plan = make_plan(["octopus_vulgaris"], age=30)
    assert phrases.days_of_life(plan) == "a life to 30 days of age"
    assert phrases.study_in_words(Study(1, 1)) == "a study of 1 animal with 1 motor unit"


def test_no_difference_is_said_to_be_minus_nothing():
    assert phrases.signed(-0.0001) == "0.000"
    assert phrases.signed(-0.0123) == "-0.012"
    assert phrases.signed(0.5) == "+0.500"


@pytest.mark.parametrize(
    ("arm", "words"),
    [
        ("intact", "intact"),
        ("re-trained", "re-trained"),
        ("without all", "without all"),
        ("without being_imitated", "without being imitated"),
        ("without a_b+c+d", "without a b, c and d"),
    ],
)
def test_how_animals_were_reared_is_said_in_words(arm, words):
    assert phrases.reared(arm) == words
