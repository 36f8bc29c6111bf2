"""Figures of a run: which, of what, into what, and into which files."""

import doctest

import pandas as pd
import pytest
from matplotlib.figure import Figure
from matplotlib.text import Text

import mirror_abm as ma
from mirror_abm.base.digests import note, noted
from mirror_abm.base.errors import InputError
from mirror_abm.base.files import make_folder
from mirror_abm.base.locks import alone
from mirror_abm.base.shelf import figures
from mirror_abm.report import figures as drawing
from mirror_abm.report import run_tables

from ..cli.shell import end, start


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    return ma.run(
        ["macaca_mulatta", "octopus_vulgaris"],
        days=0.02,
        replicates=2,
        knockouts=1,
        out=tmp_path_factory.mktemp("runs"),
    )


def test_a_run_is_plotted_by_object_and_by_the_beginning_of_its_id(run):
    by_object = ma.plot(run, "species_forest")
    by_name = ma.plot(run.id[:8], "species_forest", out=run.path.parent)
    for figure in (by_object, by_name):
        labels = [text.get_text() for text in figure.axes[0].get_yticklabels()]
        assert set(labels) == {"Macaca mulatta", "Octopus vulgaris"}


def test_a_figure_is_drawn_into_a_part_of_ones_own(run):
    own = Figure(figsize=(9, 4), layout="constrained")
    left, right = own.subfigures(1, 2)
    assert ma.plot(run, "sources", into=left) is left
    assert left.axes
    assert not right.axes
    with pytest.raises(InputError, match="must be a matplotlib Figure or SubFigure"):
        ma.plot(run, "sources", into=own.subplots())


def test_only_the_arm_that_a_run_is_about_is_drawn(run, monkeypatch):
    """Animals without a source are recorded as well, and must not be shown among the others."""
    seen = {}
    module = figures.load("species_forest")
    assert len(set(run.table("groups")["arm"])) > 1
    draw = module.draw
    monkeypatch.setattr(
        module, "draw", lambda tables, figure: (seen.update(tables), draw(tables, figure))
    )
    ma.plot(run, "species_forest")
    assert set(seen["groups"]["arm"]) == {"intact"}
    assert seen["groups"]["clade"].notna().all()


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("scoreboard", "is not drawn from a run: it belongs to `mirror-abm experiment run all`"),
        ("sensitivity", "it belongs to `mirror-abm sensitivity RUN`"),
        ("weighing", "it belongs to `mirror-abm weigh RUN`"),
        ("no_such", "must be one of"),
    ],
)
def test_a_figure_that_is_none_of_a_run_is_told_where_it_belongs(run, name, said):
    with pytest.raises(InputError, match=said):
        ma.plot(run, name)


def test_a_contrast_needs_two_arms_and_a_figure_needs_rows(run, monkeypatch):
    whole = type(run).table
    monkeypatch.setattr(
        type(run), "table", lambda self, name: whole(self, name).query("arm == 'intact'")
    )
    with pytest.raises(InputError, match="has one arm only"):
        ma.plot(run, "contrast")
    monkeypatch.setattr(type(run), "table", lambda self, name: whole(self, name).iloc[:0])
    with pytest.raises(InputError, match="nothing to draw: no rows in table groups"):
        ma.plot(run, "species_forest")
    monkeypatch.setattr(
        type(run), "table", lambda self, name: whole(self, name).drop(columns="own_minus_other")
    )
    with pytest.raises(InputError, match="nothing to draw: no own_minus_other in table groups"):
        ma.plot(run, "species_forest")


def test_files_are_png_and_pdf_and_the_same_each_time(run):
    files = drawing.save(run, ["sources"])
    assert [path.name for path in files] == ["sources.png", "sources.pdf"]
    before = files[1].read_bytes()
    assert before.startswith(b"%PDF")
    assert drawing.save(run, ["sources"])[1].read_bytes() == before


def test_one_command_at_a_time_draws_into_the_folder_of_a_run(run):
    """The list of checksums is read and written again: of two writers one would lose its own."""
    folder = make_folder(run.path / "figures")
    with alone(run.path, "run"):
        second = start(["plot", str(run.path), "species_forest"])
        assert "another command is at work on it" in second.stderr.readline()
        (folder / "mine.png").write_bytes(b"x")
        note(folder, [folder / "mine.png"])
        assert "species_forest.png" not in noted(folder)
    _, err = end(second, 180)
    assert second.returncode == 0, err
    assert {"mine.png", "species_forest.png", "species_forest.pdf"} <= set(noted(folder))


def test_tables_at_hand_are_drawn_into_a_file_of_two_kinds_only(tmp_path):
    module = figures.load("predictions")
    drawing.write_figure("predictions", module.example(), tmp_path / "p.png")
    assert (tmp_path / "p.png").read_bytes().startswith(b"\x89PNG")
    with pytest.raises(InputError, match=r"must end in \.png, \.pdf or \.svg"):
        drawing.write_figure("predictions", module.example(), tmp_path / "p.jpg")
    made = drawing.save_tables("predictions", module.example(), tmp_path / "new", "mine")
    assert [path.name for path in made] == ["mine.png", "mine.pdf"]


def test_the_ledger_is_drawn_per_hour_lived(run):
    ledger = run_tables._with_hours(run, run.table("ledger"))
    hours = run.table("curves").groupby("species")["hours"].max()
    assert ledger["hours"].notna().all()
    pd.testing.assert_series_equal(
        ledger.groupby("species")["hours"].first(), hours, check_names=False
    )


def test_the_example_in_the_docstring_runs():
    tried = doctest.testmod(drawing)
    assert tried.failed == 0
    assert tried.attempted > 0


def test_species_go_by_the_names_that_are_asked_for_and_only_latin_is_slanted(run):
    for names, wanted, slant in (
        ("scientific", "Macaca mulatta", "italic"),
        ("common", "Rhesus macaque", "normal"),
        ("both", "Rhesus macaque (Macaca mulatta)", "normal"),
    ):
        labels = ma.plot(run, "species_forest", names=names).axes[0].get_yticklabels()
        (found,) = (text for text in labels if text.get_text() == wanted)
        assert found.get_style() == slant
    with pytest.raises(InputError, match="names"):
        ma.plot(run, "species_forest", names="latin")


def test_every_figure_of_a_run_says_which_run_and_how_many_groups(run):
    for name in drawing.MAIN:
        words = " ".join(
            " ".join(text.get_text().split()) for text in ma.plot(run, name).findobj(Text)
        )
        assert f"Run {run.id}" in words
        assert "n = 2 groups per species" in words
        bare = ma.plot(run, name, footer=False).findobj(Text)
        assert not any("n = 2" in text.get_text() for text in bare)


def test_the_zeros_that_older_runs_hold_of_silent_species_are_not_drawn(run, monkeypatch):
    seen = {}
    whole, module = type(run).table, figures.load("species_forest")

    def older(self, name):
        table = whole(self, name)
        if name != "groups":
            return table
        mute = table[(table["species"] == "octopus_vulgaris") & (table["modality"] == "visual")]
        return pd.concat([table, mute.assign(modality="auditory", own_minus_other=0.0)])

    draw = module.draw
    monkeypatch.setattr(type(run), "table", older)
    monkeypatch.setattr(
        module, "draw", lambda tables, into: (seen.update(tables), draw(tables, into))
    )
    ma.plot(run, "species_forest")
    heard = seen["groups"].query("modality == 'auditory'")["label"]
    assert set(heard) == {"Macaca mulatta"}


def test_a_provisional_figure_is_marked_and_takes_the_place_of_all_there_was(run):
    folder = run.path / "figures"
    drawing.save(run, ["species_forest"])
    before = (folder / "species_forest.png").read_bytes()
    file = drawing.save_early(run, "the first 1 of 2 groups")
    assert file == folder / "species_forest.png"
    assert file.read_bytes() != before
    assert file.name not in noted(folder)
    assert file not in run.figures
    drawing.save(run, ["species_forest"])
    assert file.read_bytes() == before
    assert file in run.figures
