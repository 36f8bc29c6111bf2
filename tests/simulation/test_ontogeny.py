"""Recordings at one age after another: the same measure as at the end, with noise of their own."""

import numpy as np
import pandas as pd
import pytest

import mirror_abm as ma
from mirror_abm.engine.population import Population
from mirror_abm.simulation import ontogeny, task
from mirror_abm.simulation.plan import make_plan
from mirror_abm.simulation.recordings import noise_of_a_mean, panel, responses

from ..clock import FAST_SETTINGS, STEADY_SETTINGS
from .tiny import OCTOPUS, SPARROW

KEYS = ["species", "account", "modality", "replicate", "group", "animal"]


@pytest.fixture(scope="module")
def done(tmp_path_factory):
    """A run of learners and of animals that inherit, with knock-outs."""
    return ma.run(
        [SPARROW, OCTOPUS],
        account=["associative", "genetic", "none"],
        settings=STEADY_SETTINGS | {"constants.trial_noise": 0.6},
        days=0.5,
        replicates=4,
        knockouts=1,
        out=tmp_path_factory.mktemp("aged"),
    )


def at_the_end(table):
    """Return the rows of the last knot of each animal."""
    return table[table["age"] == table.groupby(KEYS)["age"].transform("max")]


def test_with_the_noise_of_the_last_recording_a_knot_is_what_the_units_say(monkeypatch):
    """Act by act, to the last bit: one definition of own and other, computed without a frame."""
    monkeypatch.setattr(
        ontogeny, "responses", lambda *given: responses(*given[:4], "recording", *given[6:])
    )
    plan = make_plan([SPARROW], days=0.2, replicates=1, knockouts=0, settings=FAST_SETTINGS)
    made = task.simulate(plan, SPARROW, 0)
    units = made["units"][made["units"]["perceptible"]]
    by = [*KEYS, "best_executed"]
    there = units.groupby(by)["own"].agg(["mean", "size"])
    there["other"] = units.groupby(by)["other"].mean()
    there["compared"] = units.groupby(by)["other"].count()
    kept = at_the_end(made["ontogeny"]).set_index([*KEYS, "act"]).loc[list(there.index)]
    assert len(kept) == len(at_the_end(made["ontogeny"]))
    assert kept["own"].max() > 0
    assert kept["own"].tolist() == there["mean"].tolist()
    assert kept["units"].tolist() == there["size"].tolist()
    assert kept["compared"].tolist() == there["compared"].tolist()
    assert np.allclose(kept["other"], there["other"], atol=1e-12, equal_nan=True)


def test_each_knot_has_noise_of_its_own_which_is_not_that_of_the_last_recording():
    population = Population(OCTOPUS, point=True, collect=False, learners=1, size=1)
    animal, actions = population.learners[0], panel(population.repertoire, 8)
    spread = noise_of_a_mean(population)

    def executed(*purpose):
        return responses(population, animal, actions, spread, *purpose)[1]

    kinds = [("recording",), ("recording at", "1 hours"), ("recording at", "2 hours")]
    drawn = [executed(*purpose) for purpose in kinds]
    assert all(np.array_equal(one, executed(*kind)) for one, kind in zip(drawn, kinds, strict=True))
    assert all(np.abs(drawn[one] - drawn[two]).min() > 0 for one, two in ((0, 1), (0, 2), (1, 2)))
    assert np.std(drawn[1] - drawn[2]) == pytest.approx(spread * 2**0.5, rel=0.3)


def test_the_last_knot_agrees_with_the_recorded_units_though_its_noise_is_another(done):
    units = done.table("units")
    units = units[(units["arm"] == "intact") & units["perceptible"]]
    kept = at_the_end(done.table("ontogeny"))
    for name, count in (("own", "units"), ("other", "compared")):
        ended = (kept[name].fillna(0) * kept[count]).groupby([kept["account"], kept["modality"]])
        ended = ended.sum() / kept.groupby(["account", "modality"])[count].sum()
        recorded = units.groupby(["account", "modality"])[name].mean()
        assert not ended.equals(recorded)
        assert np.allclose(ended, recorded.loc[ended.index], atol=0.06), name


def test_what_learns_has_a_knot_at_each_age_of_its_curve_and_what_does_not_has_one(done):
    kept, curves = done.table("ontogeny"), done.table("curves")
    ages = kept.groupby(["account", "species", "modality"])["age"].unique().map(sorted)
    assert all(each == [0.0] for each in ages.loc["genetic"])
    assert all(each == [0.0] for each in ages.loc["none"])
    drawn = curves[curves["account"] == "associative"]
    there = drawn.groupby(["species", "modality"])["age"].unique().map(sorted)
    assert there.to_dict() == ages.loc["associative"].to_dict()
    assert len(there) == 3  # an octopus hears nothing
    own = kept[kept["account"] == "associative"].groupby("age")["own"].mean()
    assert own.iloc[-1] > own.iloc[0] + 0.1


def test_knock_outs_are_not_recorded_age_by_age_and_the_arms_of_a_contrast_are(done, tmp_path):
    assert set(done.table("ontogeny")["arm"]) == {"intact"}
    assert len(set(done.table("curves")["arm"])) > 5
    options = {"days": 0.02, "replicates": 2, "out": tmp_path}
    without = ma.run(OCTOPUS, without="synchrony", **options)
    assert set(without.table("ontogeny")["arm"]) == {"without synchrony"}
    both = ma.run(OCTOPUS, without="synchrony", contrast=True, **options)
    assert set(both.table("ontogeny")["arm"]) == {"intact", "without synchrony"}


def test_what_is_kept_age_by_age_moves_no_other_number(monkeypatch):
    plan = make_plan([SPARROW], days=0.1, replicates=1, knockouts=1)
    kept = task.simulate(plan, SPARROW, 0)
    monkeypatch.setattr(task, "knot", lambda *given: [])
    bare = task.simulate(plan, SPARROW, 0)
    assert len(bare["ontogeny"]) == 0 < len(kept["ontogeny"])
    for name in ("units", "ledger", "curves", "draws"):
        pd.testing.assert_frame_equal(kept[name], bare[name], check_exact=True)


def test_a_knot_stands_for_the_age_that_it_is_told():
    population = Population(OCTOPUS, point=True, collect=False, learners=1, size=1)
    rows = ontogeny.knot(population, 3.0)
    active = population.profile.active_hours.value
    assert {row[ontogeny.COLUMNS.index("age")] for row in rows} == {3.0 / active}
