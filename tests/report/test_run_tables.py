"""The tables of a run, as figures need them."""

import pytest

import mirror_abm as ma
from mirror_abm.base.errors import InputError
from mirror_abm.base.shelf import figures
from mirror_abm.report.run_tables import needed

LABELS = {"octopus_vulgaris": "Octopus vulgaris", "macaca_mulatta": "Macaca mulatta"}


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    names = ["octopus_vulgaris", "macaca_mulatta"]
    return ma.run(names, days=0.02, replicates=2, out=tmp_path_factory.mktemp("runs"))


def test_rows_are_of_the_intact_arm_in_the_order_of_the_tree_and_nothing_unheard_is_there(run):
    for name in ("species_forest", "learning_curves", "sources"):
        for table in needed(run, figures.load(name), name, LABELS).values():
            assert set(table["arm"]) == {"intact"}
            assert table["label"].drop_duplicates().tolist() == [
                "Macaca mulatta",
                "Octopus vulgaris",
            ]
            if "modality" in table:
                octopus = table[table["species"] == "octopus_vulgaris"]
                assert set(octopus["modality"]) == {"visual"}


def test_the_ledger_comes_with_the_hours_that_were_lived(run):
    ledger = needed(run, figures.load("sources"), "sources", LABELS)["ledger"]
    hours = run.table("curves").groupby("species")["hours"].max()
    assert (ledger["hours"] == ledger["species"].map(hours)).all()


@pytest.mark.parametrize(
    "name", ["evidence", "experiment", "scoreboard", "sweep", "predictions", "ontogeny"]
)
def test_a_figure_of_other_tables_says_where_it_belongs(run, name):
    with pytest.raises(InputError, match="is not drawn from a run: it belongs to"):
        needed(run, figures.load(name), name, LABELS)


def test_a_contrast_is_drawn_of_a_run_with_arms_alone(tmp_path):
    run = ma.run("octopus_vulgaris", days=0.02, replicates=1, knockouts=0, out=tmp_path)
    with pytest.raises(InputError, match="has one arm only"):
        needed(run, figures.load("contrast"), "contrast", LABELS)


def test_a_contrast_shows_the_arms_that_it_is_about(tmp_path):
    run = ma.run(
        "octopus_vulgaris",
        without="self_observation",
        contrast=True,
        knockouts=1,
        days=0.02,
        replicates=1,
        out=tmp_path,
    )
    shown = needed(run, figures.load("contrast"), "contrast", LABELS)["groups"]
    assert set(shown["arm"]) == {"intact", "without self_observation"}
    assert len(set(run.table("groups")["arm"])) > 2
