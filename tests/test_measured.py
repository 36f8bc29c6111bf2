"""Measured rates: the table, what profiles made of it, and the log that can be counted."""

import importlib.util
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from mirror_abm.engine.population import Population
from mirror_abm.experience.attention import nonmatching_share
from mirror_abm.field.rates import rates
from mirror_abm.field.reading import read_log
from mirror_abm.profile.citations import references
from mirror_abm.profile.species import load_species, shipped

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "docs" / "measured"


def script(name):
    found = importlib.util.spec_from_file_location(name, ROOT / "scripts" / f"{name}.py")
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module


LISTED = script("list_measured")
TABLE = LISTED.rates()
ROWS = [pytest.param(row, id=f"{at}-{row['species']}") for at, row in TABLE.iterrows()]
REPLACED = [each for each, how in zip(ROWS, TABLE["entered"], strict=True) if how == "replaced"]
KNOWN = set(shipped())


def test_the_page_is_what_the_table_and_the_profiles_say():
    written = (ROOT / "docs" / "measured_rates.md").read_text(encoding="utf-8")
    assert written == LISTED.page(), "run: python scripts/list_measured.py"


@pytest.mark.parametrize("row", ROWS)
def test_a_row_says_what_was_counted_where_and_what_became_of_it(row):
    assert row["species"] in KNOWN
    assert row["source"] in references()
    assert row["status"] in ("measured", "partial")
    assert row["entered"] in LISTED.ENTERED
    for name in ("unit", "because", "definition", "where", "licence", "caveat"):
        assert len(row[name]) > 3, name
    numbers = [float(row[name]) for name in ("low", "value", "high") if row[name]]
    assert numbers == sorted(numbers)
    assert numbers
    assert (row["status"], row["entered"]) != ("partial", "replaced")
    if row["entered"] in ("replaced", "range"):
        held = load_species(row["species"]).quantities()[row["number"]]
        assert held.how == ("measured" if row["entered"] == "replaced" else "derived")


@pytest.mark.parametrize("row", REPLACED)
def test_a_measured_rate_is_the_profile_s_and_its_interval_is_in_the_range(row):
    held = load_species(row["species"]).quantities()[row["number"]]
    assert held.source == row["source"]
    assert held.value == pytest.approx(float(row["value"]), rel=0.01)
    for name in ("low", "high"):
        if row[name]:
            assert held.low * 0.99 <= float(row[name]) <= held.high * 1.01


def test_what_is_measured_in_a_profile_s_rates_is_in_the_table():
    listed = set(zip(TABLE["species"], TABLE["number"], strict=True))
    for name in KNOWN:
        profile = load_species(name)
        for number, held in profile.quantities().items():
            rate = number.startswith(("acts.", "experience.")) and ".stage." not in number
            if rate and held.how == "measured":
                assert (name, number) in listed or (profile.inherits, number) in listed, number


def test_the_log_of_mice_gives_the_rates_that_the_table_has():
    """Counted by the product, and by a few lines of pandas that know nothing of it."""
    acts = pd.read_csv(FOLDER / "abode_acts.csv")
    present = pd.read_csv(FOLDER / "abode_present.csv")
    hours = present["active (s)"].sum() / 3600
    pairs = acts.merge(acts, on=["observation", "behaviour"], suffixes=("", "_other"))
    pairs = pairs[pairs["subject"] != pairs["subject_other"]]
    later = pairs["time_other"] - pairs["time"]
    keys = ["observation", "subject", "time", "behaviour"]
    copied = pairs[(later >= 0.2) & (later <= 5)].drop_duplicates(keys)
    at_once = pairs[later.abs() <= 0.2].drop_duplicates(keys)

    log = read_log(FOLDER / "abode_acts.csv")
    log = log.observed(present=FOLDER / "abode_present.csv")
    found = rates(log, seen="all", shifts=199, seed=0)
    found = found[(found["subject"] == "all") & (found["behaviour"] == "all")].set_index("measure")
    assert found["focal_hours"].iloc[0] == pytest.approx(hours)
    assert found.loc["acts", "count"] == len(acts) == 879
    assert found.loc["being_imitated", "count"] == len(copied)
    assert found.loc["synchrony", "count"] == len(at_once)

    mice = TABLE[TABLE["species"] == "mus_musculus_captive"].set_index("number")
    for measure, number in (
        ("being_imitated", "experience.being_imitated.rate"),
        ("synchrony", "experience.synchrony.rate"),
    ):
        row = mice.loc[[number]].iloc[0]
        low, high = found.loc[measure, ["net_low", "net_high"]]
        assert low < float(row["value"]) < high
    assert len(acts) / hours == pytest.approx(float(mice.loc["acts.rate", "value"]), rel=0.01)


def test_the_attention_of_captive_mice_agrees_with_the_share_of_sights_that_match_nothing():
    row = TABLE[TABLE["number"].str.endswith("nonmatching_share")].iloc[0]
    assert row["entered"] == "check"
    found = nonmatching_share(Population(row["species"], point=True, collect=False).supply)
    assert float(row["low"]) - 0.05 < found < float(row["high"]) + 0.05  # the guess gave 0.98


def test_acts_are_runs_of_a_label_that_do_not_begin_the_clip():
    acts = script("abode_log").acts
    labels = ["Feed", "Feed", "Imm", "Feed", "N/Obs", "Feed", "N/Adm", "Loco", "Other", "Loco"]
    assert acts(labels) == [(3, "feed"), (7, "walk"), (9, "walk")]
    assert script("abode_log").active(labels) == 7


def test_the_log_of_mice_is_made_from_the_labels(tmp_path, monkeypatch):
    module = script("abode_log")
    index = pd.MultiIndex.from_product(
        [["A"], [1], [2], range(module.SECONDS)], names=["CageID", "Segment", "Snippet", "BTI"]
    )
    columns = pd.MultiIndex.from_product([["R", "G", "B"], ["GT.Behaviour"]])
    labels = pd.DataFrame(np.full((module.SECONDS, 3), "Imm"), index, columns)
    labels.iloc[5:9, 1] = "Drink"
    labels.to_pickle(tmp_path / "labels.df", compression="bz2")
    monkeypatch.setattr("sys.argv", ["abode_log.py", str(tmp_path / "labels.df"), str(tmp_path)])
    module.main()
    assert (tmp_path / "abode_acts.csv").read_text().split() == [
        "observation,subject,time,behaviour", "A_1_2,A_G,5,drink"
    ]  # fmt: skip
    assert "A_1_2,A_G,120,4" in (tmp_path / "abode_present.csv").read_text()
