"""What chance gives, against many rotations and against logs whose maker is known."""

import numpy as np
import pandas as pd

from mirror_abm.field.chance import doubts
from mirror_abm.field.log import FieldLog
from mirror_abm.field.rates import rates

from .logs import made


def test_what_was_put_in_is_found_and_nothing_else():
    table = rates(made()).set_index(["measure", "subject", "behaviour", "answer"])
    assert table.loc[("being_imitated", "all", "groom", ""), "p_chance"] <= 0.01
    assert table.loc[("complementary", "all", "threat", "submit"), "p_chance"] <= 0.01
    assert table.loc[("complementary", "all", "threat", "submit"), "net_low"] > 0
    assert table.loc[("complementary", "all", "groom", "submit"), "p_chance"] > 0.01
    assert table.loc[("being_imitated", "all", "threat", ""), "p_chance"] > 0.01


def test_without_copying_chance_is_rarely_beaten():
    asked = "measure == 'being_imitated' and subject == 'all' and behaviour == 'all'"
    small = [
        rates(made(seed, 0.3, 2, 0.0, 0.0), shifts=39).query(asked)["p_chance"].item()
        for seed in range(30)
    ]
    assert np.mean(np.array(small) <= 0.1) <= 0.3
    assert np.std(small) > 0.1


def doubtful(rows, hours=1.0):
    events = pd.DataFrame(rows, columns=["observation", "subject", "behaviour", "start"])
    events = events.sort_values(["observation", "start"]).assign(stop=np.nan, target="")
    names = events["observation"].unique()
    return FieldLog(events.reset_index(drop=True), dict.fromkeys(names, hours * 3600), "plain")


def test_a_shared_rhythm_is_told_and_not_taken_for_copying():
    rng = np.random.default_rng(7)
    begin = rng.uniform(0, 3000, 10)
    rows = [
        (f"o{o}", animal, "call", time)
        for o in range(10)
        for animal in "AB"
        for time in begin[o] + rng.uniform(0, 600, 100)
    ]
    table = rates(doubtful(rows), shifts=39)
    row = table[(table["measure"] == "being_imitated") & (table["subject"] == "all")].iloc[0]
    assert (row["p_rotation"], row["net_low"], row["agree"]) == (1 / 40, 0, False)
    assert row["p_chance"] > 0.05
    assert abs(row["net"]) < 8 < row["count"] / row["focal_hours"] - row["expected_rotation"] / 20
    said = [each for each in doubts(table) if each.startswith("being imitated of call")]
    assert len(said) == 1
    assert not any(each.startswith("being imitated of all") for each in doubts(table))
    assert "depends on how acts are moved (whole records turned p 0.025, by 10-30 s p" in said[0]


def test_what_chance_hides_is_not_told():
    rng = np.random.default_rng(8)
    rows = [("o", animal, "peck", time) for animal in "AB" for time in rng.uniform(0, 3600, 2200)]
    table = rates(doubtful(rows), shifts=19)
    rows = table[table["measure"] == "being_imitated"]
    assert (rows["chance"] > 0.8).all()
    assert rows[["net", "net_low", "net_high"]].isna().all(axis=None)
    assert any("of the acts are followed within 5 s by chance alone" in x for x in doubts(table))


def test_acts_written_down_at_one_moment_are_act_and_answer():
    """A chase and its flight: 17 pairs, of which one flight was coded after the chase."""
    rng = np.random.default_rng(9)
    chases = np.round(rng.uniform(0, 3500, 17), 2)
    late = np.where(np.arange(17) == 3, 1.0, np.where(np.arange(17) < 9, 0.0, -0.4))
    rows = [("o", "A", "chase", time) for time in chases]
    rows += [("o", "B", "flee", time) for time in chases + late]
    table = rates(doubtful(rows), shifts=39).set_index(["measure", "behaviour", "answer"])
    pair = table.loc[("complementary", "chase", "flee")]
    assert pair["count"].item() == 17
    assert pair["p_chance"].item() == 1 / 40


def test_whole_seconds_are_moved_by_whole_seconds():
    rng = np.random.default_rng(10)
    rows = [
        (f"o{o}", animal, "peck", float(time))
        for o in range(20)
        for animal in "AB"
        for time in rng.choice(600, 60, replace=False)
    ]
    table = rates(doubtful(rows, 1 / 6), shifts=39)
    row = table[(table["measure"] == "synchrony") & (table["subject"] == "all")].iloc[0]
    assert row["grid"] == 1
    ways = row[["expected_rotation", "expected_10_30", "expected_20_120"]].to_numpy(float)
    assert np.abs(ways / row["count"] - 1).max() < 0.15, "each acts in every tenth second"
    assert row["net_low"] == 0


def test_what_stands_on_one_beat_is_hidden_by_chance_and_not_told():
    """Two animals that act every minute, on the minute, coincide however they are moved."""
    rows = [("o", animal, "flash", 60.0 * minute) for minute in range(60) for animal in "AB"]
    table = rates(doubtful(rows), shifts=19)
    rows = table[(table["measure"] == "synchrony") & (table["subject"] == "all")]
    assert (rows["chance"] == 1).all()
    assert rows[["net", "net_low", "net_high"]].isna().all(axis=None)
    assert any("100% of the acts are met at once by chance alone" in x for x in doubts(table))
