"""Rates per focal hour."""

import pandas as pd

from mirror_abm.field.rates import rates
from mirror_abm.field.reading import parse_log

from .logs import made


def test_focal_hours_are_those_of_the_observations_an_animal_was_in():
    head = "observation,time,subject,behaviour,target,observation_duration\n"
    log = parse_log(head + "o1,1,A,x,B,3600\no2,1,C,x,,7200\n", "day.csv")
    hours = (
        rates(log, shifts=0)
        .query("measure == 'acts' and behaviour == 'all'")
        .set_index("subject")["focal_hours"]
    )
    assert hours.to_dict() == {"all": 3.0, "A": 1.0, "C": 2.0}


def test_the_same_seed_gives_the_same_table():
    log = made(hours=0.2)
    pd.testing.assert_frame_equal(rates(log, shifts=19), rates(log, shifts=19))
    assert not rates(log, shifts=19, seed=1)["p_chance"].equals(rates(log, shifts=19)["p_chance"])
