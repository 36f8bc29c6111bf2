"""One replicate: what its tables must hold."""

import pandas as pd
import pytest

import mirror_abm as ma
from mirror_abm.base.shelf import sources
from mirror_abm.simulation.archive import load_run
from mirror_abm.simulation.plan import make_plan
from mirror_abm.simulation.task import simulate

from ..clock import FAST_SETTINGS
from .tiny import OCTOPUS, OCTOPUS_FILE, SPARROW, TINY


@pytest.mark.parametrize("replicate", [0, 1])
def test_a_replicate_alone_equals_the_same_one_of_more(run, replicate):
    more = make_plan([SPARROW], days=TINY["days"], replicates=5)
    for name, alone in simulate(more, SPARROW, replicate).items():
        table = run.table(name)
        there = table[
            (table["species"] == SPARROW) & (table["replicate"] == replicate)
        ].reset_index(drop=True)
        assert len(there) > 0
        pd.testing.assert_frame_equal(there, alone, check_exact=True, check_dtype=False)


def test_the_arms_of_a_contrast_are_the_same_animals(tmp_path):
    done = ma.run(SPARROW, without="sound", contrast=True, out=tmp_path, **TINY)
    assert set(done.table("groups")["arm"]) == {"intact", "without sound"}
    for name in ("units", "groups", "animals"):
        whole = done.table(name)
        keys = [
            key
            for key in ("account", "modality", "view", "replicate", "group", "animal", "unit")
            if key in whole
        ]
        arms = {
            arm: table[keys].sort_values(keys).reset_index(drop=True)
            for arm, table in whole.groupby("arm")
        }
        pd.testing.assert_frame_equal(arms["intact"], arms["without sound"])
    draws = {
        arm: table.drop(columns="arm").reset_index(drop=True)
        for arm, table in done.table("draws").groupby("arm")
    }
    pd.testing.assert_frame_equal(draws["intact"], draws["without sound"])
    curves = done.table("curves")
    born = {
        arm: table["mirror_index"].tolist()
        for arm, table in curves[curves["hours"] == 0].groupby("arm")
    }
    assert born["intact"] == born["without sound"]
    assert len(set(born["intact"])) > 1
    met = done.table("ledger").groupby("arm")["source"].agg(set)
    assert "sound" in met["intact"]
    assert met["without sound"] == met["intact"] - {"sound"}
    learned = curves.query("account == 'associative'")
    lived = {arm: table["mirror_index"].tolist() for arm, table in learned.groupby("arm")}
    assert lived["intact"] != lived["without sound"]


def test_every_source_is_knocked_out_in_the_first_replicates(tmp_path):
    done = ma.run(SPARROW, days=0.02, replicates=2, knockouts=1, out=tmp_path)
    found = (
        done.table("knockouts").groupby(["account", "modality", "replicate"])["source"].agg(sorted)
    )
    every = sorted(sources.names)
    assert found.to_dict() == {
        ("associative", "visual", 0): every,
        ("associative", "auditory", 0): every,
    }
    ledger = done.table("ledger")
    for source in sources.names:
        assert source not in set(ledger.loc[ledger["arm"] == f"without {source}", "source"])


def test_knock_outs_beside_a_contrast_hold_every_animal_once(tmp_path):
    done = ma.run(
        OCTOPUS, without="self_observation", contrast=True, knockouts=2, out=tmp_path, **TINY
    )
    groups = done.table("groups")
    assert set(groups["arm"]) == {"intact", *(f"without {source}" for source in sources.names)}
    keys = ["account", "arm", "modality", "replicate", "group"]
    assert not groups.duplicated(keys).any()
    assert len(set(groups["animals"])) == len(set(groups["units"])) == 1


def test_a_run_without_a_source_has_no_knockouts(tmp_path):
    done = ma.run(OCTOPUS, without="all", out=tmp_path, **TINY)
    assert len(done.table("knockouts")) == 0
    assert set(done.table("summary")["arm"]) == {"without all"}
    assert len(done.table("ledger")) == 0 or done.table("ledger")["source"].isna().all()


def test_the_account_none_never_changes_and_the_associative_does(tmp_path):
    run = ma.run([OCTOPUS, SPARROW], settings=FAST_SETTINGS, out=tmp_path, **TINY)
    curves = run.table("curves").query("arm == 'intact'")
    lives = curves.groupby(["species", "account", "modality", "replicate", "group", "animal"])[
        "mirror_index"
    ]
    spread = (lives.max() - lives.min()).groupby(["species", "account"]).max()
    assert spread[SPARROW, "none"] == spread[OCTOPUS, "none"] == 0.0
    assert spread[SPARROW, "associative"] > 0.01
    assert spread[OCTOPUS, "associative"] > 0


def test_a_species_file_of_the_users_own_runs_beside_a_bundled_one(tmp_path):
    own = tmp_path / "mine.yaml"
    own.write_text(OCTOPUS_FILE.replace(f"name: {OCTOPUS}", "name: my_octopus"))
    done = ma.run([str(own), OCTOPUS], out=tmp_path / "runs", **TINY)
    assert done.plan.species == ("my_octopus", OCTOPUS)
    draws = (
        done.table("draws")
        .query("name == 'experience.self_observation.rate'")
        .groupby("species")["value"]
        .agg(set)
    )
    assert set(draws.index) == {"my_octopus", OCTOPUS}
    assert draws["my_octopus"].isdisjoint(draws[OCTOPUS])  # another name, other draws
    own.write_text("gone")
    assert load_run(done.path).plan.profile("my_octopus").taxon.scientific == "Octopus vulgaris"
