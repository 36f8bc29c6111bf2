"""What a sweep varies: values as they are typed or given, and the sentences for those that fail."""

import numpy as np
import pandas as pd
import pytest

from mirror_abm.base.errors import InputError
from mirror_abm.profile.species import load_species
from mirror_abm.simulation.over import Axis, axes_of, parse_over, points, told

OCTOPUS = load_species("octopus_vulgaris")
TAU = "constants.tau"


def values(given, name=TAU):
    (axis,) = axes_of({name: given}, [OCTOPUS])
    return list(axis.values)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("0.5,1,2", [0.5, 1, 2]),
        (" 2 , 1 ", [2, 1]),
        ("1:30:5", [1, 8.25, 15.5, 22.75, 30]),
        ("1:100:5:log", [1, 3.16228, 10, 31.6228, 100]),
        ("0.5:2:3:log", [0.5, 1, 2]),
        ("0:1:3,5", [0, 0.5, 1, 5]),
        ([0.5, 1], [0.5, 1]),
        ((1, 2), [1, 2]),
        (range(1, 4), [1, 2, 3]),
        (np.array([1, 2]), [1, 2]),
        (np.linspace(0.5, 1, 2), [0.5, 1]),
        (pd.Series([3.0, 4.0]), [3, 4]),
        pytest.param((each for each in (1, 2)), [1, 2], id="generator"),
    ],
    ids=str,
)
def test_values_are_typed_or_given_in_many_ways(given, expected):
    found = values(given)
    assert found == expected
    assert {type(each) for each in found} == {float}


def test_what_is_printed_of_a_value_between_low_and_high_can_be_typed():
    """A point found in a table is the same run when its value is typed after --set."""
    for value in values("0.3:7:9:log"):
        assert float(f"{value:g}") == value


def test_options_take_whole_numbers_and_words():
    assert values("2,3", "cap") == [2, 3]
    assert {type(each) for each in values("10:60:6", "cap")} == {int}
    assert values("hebbian,oja", "rule") == ["hebbian", "oja"]
    assert values([0.5, 1], "days") == [0.5, 1]


@pytest.mark.parametrize(
    ("given", "piece"),
    [
        ("", "has no values"),
        ([], "has no values"),
        ("1", "is one value"),
        ([2], "is one value"),
        (3, "must be values"),
        (None, "must be values"),
        ({1: 2}, "must be values"),
        ("1,x", "'x' is no finite number"),
        ("1,,2", "'' is no finite number"),
        ("1,nan", "'nan' is no finite number"),
        ("1,inf", "'inf' is no finite number"),
        ([1, True], "True: must be a finite number"),
        ([1, None], "None: must be a finite number"),
        ([1, float("nan")], "nan: must be a finite number"),
        ("1,1.0", "the value 1 is given twice"),
        ("1:3:3,2", "the value 2 is given twice"),
        ("1:2", "must be low:high:number of values"),
        ("1:2:3:lin", "must be low:high:number of values"),
        ("1:2:3:log:4", "must be low:high:number of values"),
        ("1:2:1", "'1', must be a whole number from 2"),
        ("1:2:2.5", "'2.5', must be a whole number from 2"),
        ("1:2:99999", "must be a whole number from 2 to 400"),
        ("5:1:3", "Did you mean 1:5:3?"),
        ("5:1:3:log", "Did you mean 1:5:3:log?"),
        ("2:2:3", "low must lie below high."),
        ("0:1:3:log", "low must lie above 0"),
        (":1:3", "'' is no finite number"),
    ],
    ids=str,
)
def test_values_that_cannot_be_varied_are_told_in_one_sentence(given, piece):
    with pytest.raises(InputError) as caught:
        values(given)
    said = str(caught.value)
    assert piece in said
    assert said.startswith(f"over {TAU}")
    assert said.endswith((".", "?"))
    assert "\n" not in said


@pytest.mark.parametrize(
    ("name", "piece"),
    [
        ("tau", "Did you mean constants.tau?"),
        ("constants.tua", "Did you mean constants.tau?"),
        ("dys", "Did you mean days?"),
        ("experience.synchrony.rat", "Did you mean experience.synchrony.rate?"),
        ("account", "compared at every point"),
        ("seed", "must be a number of a profile"),
        ("replicates", "must be a number of a profile"),
    ],
)
def test_what_cannot_be_varied_is_told_with_the_nearest_name(name, piece):
    with pytest.raises(InputError, match=rf"^over {name}: ") as caught:
        values([1, 2], name)
    assert piece in str(caught.value)


def test_a_number_that_only_one_species_lacks_names_the_species():
    macaque = load_species("macaca_mulatta")
    alone = "actions.coo.share"
    assert alone in macaque.quantities()
    assert axes_of({alone: [0.1, 0.2]}, [macaque]) == (Axis(alone, (0.1, 0.2)),)
    with pytest.raises(InputError, match=rf"^over {alone}: octopus_vulgaris has no such number:"):
        axes_of({alone: [0.1, 0.2]}, [macaque, OCTOPUS])


def test_words_are_no_numbers_and_numbers_no_words():
    with pytest.raises(InputError, match=r"^over rule = 1: must be a word\.$"):
        values([1, 2], "rule")
    with pytest.raises(InputError, match=r"^over rule = '': must be a word\.$"):
        values("oja,,hebbian", "rule")


@pytest.mark.parametrize("over", [None, {}, [], "constants.tau=1", {5: [1, 2]}])
def test_what_is_no_mapping_of_names_is_refused(over):
    with pytest.raises(InputError, match=r"^over = .*must map names to values"):
        axes_of(over, [OCTOPUS])


def test_typed_names_and_values_are_taken_apart():
    assert parse_over(["constants.tau=1,2", " rule = oja,hebbian "]) == {
        "constants.tau": "1,2",
        "rule": "oja,hebbian",
    }
    for wrong, piece in (
        ([], "say what to vary"),
        (["constants.tau"], "must be NAME=VALUES"),
        (["=1,2"], "must be NAME=VALUES"),
        (["days=1,2", "days=3,4"], "is given twice"),
    ):
        with pytest.raises(InputError, match=piece):
            parse_over(wrong)


def test_points_are_all_combinations_and_the_last_axis_is_the_fastest():
    found = points([Axis("days", (1.0, 2.0)), Axis("rule", ("oja", "hebbian"))])
    assert [told(point) for point in found] == [
        "days = 1, rule = oja",
        "days = 1, rule = hebbian",
        "days = 2, rule = oja",
        "days = 2, rule = hebbian",
    ]
