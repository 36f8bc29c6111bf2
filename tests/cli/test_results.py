"""What a command leaves in the folder of a run."""

import pandas as pd

from mirror_abm.cli import results
from mirror_abm.simulation.archive import load_run


def test_figures_that_are_there_are_named_and_not_drawn_again(done, capsys):
    run = load_run(done.id, done.out)
    results.show_files(run)
    told = capsys.readouterr().out.splitlines()
    assert [line.split("/")[-1] for line in told[:-1]] == [
        f"{name}.png" for name in ("species_forest", "learning_curves", "sources")
    ]
    assert told[-1].startswith("run     ")
    assert all(file.read_bytes() == b"picture" for file in (run.path / "figures").iterdir())


def test_a_missing_figure_is_drawn_and_one_without_content_is_told(copy, capsys):
    run = load_run(copy)
    (run.path / "figures" / "sources.pdf").unlink()
    results.show_files(run, ("sources", "scoreboard"))
    told = capsys.readouterr().out
    assert (run.path / "figures" / "sources.pdf").stat().st_size > 5000
    assert "no figure scoreboard: is not drawn from a run" in told


def test_species_are_labelled_in_the_order_of_the_plan_and_others_left_out(done):
    table = pd.DataFrame({"species": ["nobody", "octopus_vulgaris"], "bits": [1.0, 2.0]})
    found = results.labelled(load_run(done.id, done.out), table)
    assert found[["label", "clade", "bits"]].to_numpy().tolist() == [
        ["Octopus vulgaris", "Cephalopoda", 2.0]
    ]
