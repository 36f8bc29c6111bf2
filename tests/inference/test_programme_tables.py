"""The tables of a programme, from numbers that are known."""

import numpy as np
import pytest

from mirror_abm.inference.greedy import CHANCE, GREEDY, SINGLE, Paired, Price, Ways
from mirror_abm.inference.programme_tables import exhaustive_of, pairs_of, steps_of, ways_of

from .studies import crossed, future, key

SPREAD = np.where(np.arange(30) % 2, 0.1, -0.1)


def judged(*means):
    values = np.stack([mean + SPREAD for mean in means])
    return Ways({GREEDY: values, SINGLE: values - 0.1, CHANCE: 0 * values}, np.full(len(means), 1))


def steps(means, worth=None, cost=1.0):
    made, accounts = crossed()
    lots = future(made, accounts, each=1)
    path = [key("a_little")] * len(means)
    return steps_of(lots, path, judged(*means), Price(dict.fromkeys(made, cost), worth))


def test_studies_are_kept_up_to_the_first_that_is_not_worth_it():
    table, kept, said = steps([0.3, 0.5, 0.501, 0.9], worth=10.0)
    assert table["adds"].tolist() == pytest.approx([0.3, 0.2, 0.001, 0.399])
    assert kept == 2 and table["ends"].tolist() == ["", "", "cost", ""]
    assert "worth 0.01, and costs 1." in said
    assert steps([0.3, 0.3])[1:] == (
        1,
        "No further study of this kind is seen to add anything: the best next adds 0.000 bits "
        "[0.000, 0.000], no more than its Monte-Carlo error; more draws may tell.",
    )
    assert steps([0.01])[1] == 0  # 1.645 x 0.1 / sqrt(30) is more
    assert steps([0.3, 0.5])[1:] == (2, "Each of the 2 adds more than its Monte-Carlo error.")
    assert steps([0.3, 0.5], worth=10.0)[2].endswith("error, worth more than it costs.")


def test_intervals_are_over_draws_and_of_chance_also_over_programmes():
    table = ways_of(judged(0.3, 0.5), 30).set_index(["way", "studies"])
    half = 1.645 * SPREAD.std(ddof=1) / np.sqrt(30)
    row = table.loc[GREEDY, 1]
    assert row["high"] - row["bits"] == pytest.approx(half)
    assert table.loc[GREEDY, 2]["greedy_less"] == 0
    assert table.loc[SINGLE, 2]["greedy_less_low"] == pytest.approx(0.1)  # in pairs: no error
    assert table.loc[CHANCE, 1]["high"] == pytest.approx(1.645)


def test_pairs_are_told_the_best_first():
    made, accounts = crossed()
    lots = future(made, accounts, each=1)
    one, two = key("either"), key("of_draw")
    values = np.stack([0.2 + SPREAD, 0.7 + SPREAD])
    found = Paired([(one, one), (one, two)], values, 1, 0, 0.5 + SPREAD, 0.25)
    table = pairs_of(found, 30)
    assert table["bits"].tolist() == pytest.approx([0.7, 0.2])
    assert table["best"].tolist() == [True, False] == (~table["greedy"]).tolist()
    row = exhaustive_of(found, lots).iloc[0]
    assert row["best"] == "either visual intact + of_draw visual intact"
    assert row["difference"] == pytest.approx(0.5) and row["agree"] == 0.25
    assert (row["designs"], row["of"], row["pairs"]) == (2, 3, 2)
