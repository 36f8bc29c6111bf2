"""Who follows whom, against counts by hand."""

import numpy as np
import pandas as pd
import pytest

from mirror_abm.field.log import FieldLog
from mirror_abm.field.rates import rates
from mirror_abm.field.reading import parse_log
from mirror_abm.field.sequence import ActSequence

from .logs import PLAIN, made


def by_hand(log, act, answer, first=0.2, last=5.0, seen="target"):
    """Count acts that an other follows, one pair after the other."""
    rows = list(log.events.itertuples(index=False))
    return sum(
        any(
            two.behaviour == answer
            and two.observation == one.observation
            and two.subject != one.subject
            and first < two.start - one.start <= last
            and (seen == "all" or two.target in ("", one.subject))
            for two in rows
        )
        for one in rows
        if one.behaviour == act
    )


@pytest.mark.parametrize("seen", ["target", "all"])
def test_followed_acts_are_those_counted_by_hand(seen):
    log = made(observations=2, hours=0.5)
    table = rates(log, seen=seen, shifts=0).set_index(
        ["measure", "subject", "behaviour", "answer"]
    )["count"]
    for behaviour in ("groom", "threat", "submit"):
        assert table["being_imitated", "all", behaviour, ""] == by_hand(
            log, behaviour, behaviour, seen=seen
        )
    assert table["complementary", "all", "threat", "submit"] == by_hand(
        log, "threat", "submit", seen=seen
    )
    assert table["complementary", "all", "submit", "threat"] == by_hand(
        log, "submit", "threat", seen=seen
    )
    assert table["acts", "all", "all", ""] == len(log.events)
    each = sum(table["being_imitated", animal, "all", ""] for animal in "ABCD")
    assert each == table["being_imitated", "all", "all", ""]


def test_synchrony_is_counted_in_coincidences_once_however_many_fellows_there_are():
    rows = [
        ("o", animal, "bob", time + late, np.nan, "")
        for time in (10, 11, 12, 40, 41)
        for animal, late in (("A", 0), ("B", 0.1))
    ]
    rows.append(("o", "C", "bob", 10.15, np.nan, ""))
    rows.append(("o", "C", "bob", 100.0, np.nan, ""))
    log = FieldLog(
        pd.DataFrame(
            rows, columns=["observation", "subject", "behaviour", "start", "stop", "target"]
        ),
        {"o": 3600.0},
        "plain",
    )
    table = (
        rates(log, shifts=19)
        .query("measure == 'synchrony' and behaviour == 'bob'")
        .set_index("subject")
    )
    assert table.loc["A", "count"] == table.loc["B", "count"] == 5
    assert table.loc["C", "count"] == 1
    assert table.loc["all", "count"] == 11
    assert table.loc["all", "expected"] < 1


def test_coincidences_of_one_bout_are_one_bunch_and_widen_the_interval():
    """Two bouts, of 3 beats and of 2, by two animals: 6 and 4 acts; sum m^2 / sum m = 5.2."""
    rows = [
        ("o", animal, "bob", time + late, np.nan, "")
        for time in (10, 11, 12, 40, 41)
        for animal, late in (("A", 0), ("B", 0.1))
    ]
    columns = ["observation", "subject", "behaviour", "start", "stop", "target"]
    log = FieldLog(pd.DataFrame(rows, columns=columns), {"o": 3600.0}, "plain")
    table = rates(log, shifts=0).set_index(["measure", "subject", "behaviour"])["dispersion"]
    assert table["synchrony", "all", "bob"].item() == pytest.approx(5.2)
    assert table["synchrony", "all", "all"].item() == pytest.approx(5.2)
    assert table["synchrony", "A", "bob"].item() == pytest.approx(2.6)
    assert np.isnan(table["being_imitated", "all", "bob"].item())


def test_a_log_in_which_every_act_is_addressed_is_read():
    """All targets known: no gap turns the column into floats."""
    log = parse_log(PLAIN.replace("63,5", "4,5"), "day.csv").observed(1.0)
    table = rates(log, seen="target", shifts=0).set_index(["measure", "subject", "behaviour"])
    assert table.loc[("being_imitated", "Ada", "wave"), "count"].item() == 1
    assert ActSequence(log, "target").whom.tolist() == [1, 0]
