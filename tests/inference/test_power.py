"""Detection power by the size of a study."""

import re

import pandas as pd
import pytest

from mirror_abm.inference.power import detection_power
from mirror_abm.inference.prediction import foreseen, predictions

from .made import printed, shares, study


def test_power_grows_with_the_study():
    small, large = (
        foreseen(shares(0.3, 0.25, expected=0.1), study(*size))["found"]
        for size in ((1, 10), (4, 40))
    )
    assert small + 0.3 < large > 0.95


@pytest.mark.parametrize("lab", [(), ("--sensitivity", "0.5,0.5", "--false-positive", "0.02,0.02")])
def test_power_and_predict_give_one_chance(run, lab):
    """The two commands, and the two functions, whatever the laboratory is."""
    power, predict = printed(run, "power", "--animals", "3", *lab), printed(run, "predict", *lab)
    chances = power[: power.index("Units that it will find")]
    found = {}
    for line in predict.splitlines():
        if match := re.match(
            r"(\w+ \w+) +(\w+) +(\d\.\d\d) +\d+ of .*?\] .*?\] +(?:(\d\.\d\d) |-)", line
        ):
            found[match[1], match[2], "visual"] = match[3]
            found |= {(match[1], match[2], "auditory"): match[4]} if match[4] else {}
    said = {
        (match[1], match[2], match[3]): match[4]
        for match in re.finditer(r"(?m)^(\w+ \w+) +(\w+) +(visual|auditory) +(\d\.\d\d)", chances)
    }
    assert len(said) == 5 * 4
    assert said == found


def test_every_size_of_study_is_the_prediction_for_it(run):
    sizes = detection_power(run, (1, 4), units=25, level=0.01)
    for animals, part in sizes.groupby("animals"):
        one = predictions(run, animals=animals, units=25, level=0.01)
        pd.testing.assert_frame_equal(part.reset_index(drop=True), one[list(part.columns)])
    assert set(sizes["unit_of_replication"]) == {"draw"}
    assert (sizes[sizes["account"] == "none"]["found"] < 0.02).all()
