"""What a command leaves in the folder of a run."""

from pathlib import Path

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
    assert all(file.stat().st_size < 20 for file in (run.path / "figures").iterdir())


def test_a_missing_figure_is_drawn_and_one_without_content_is_told(copy, capsys):
    run = load_run(copy)
    for spoil in (Path.unlink, Path.touch, lambda file: file.write_bytes(b"%PDF-1.4 and no more")):
        (run.path / "figures" / "sources.pdf").unlink(missing_ok=True)
        (run.path / "figures" / "sources.pdf").touch()
        spoil(run.path / "figures" / "sources.pdf")
        results.show_files(run, ("sources", "scoreboard"))
        assert (run.path / "figures" / "sources.pdf").stat().st_size > 5000, "drawn again"
    told = capsys.readouterr().out
    assert "no figure scoreboard: is not drawn from a run" in told


def test_species_are_labelled_in_the_order_of_the_plan_and_others_left_out(done):
    table = pd.DataFrame({"species": ["nobody", "octopus_vulgaris"], "bits": [1.0, 2.0]})
    found = results.labelled(load_run(done.id, done.out), table)
    assert found[["label", "clade", "bits"]].to_numpy().tolist() == [
        ["Octopus vulgaris", "Cephalopoda", 2.0]
    ]
