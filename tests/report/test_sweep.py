"""A sweep, ready to be drawn: labels with units, species in order, the figure that fits."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import matplotlib as mpl
import pytest

import mirror_abm as ma
from mirror_abm.base import locks
from mirror_abm.base.errors import InputError
from mirror_abm.report.figures import save_sweep
from mirror_abm.report.sweep import fitting, labelled, sweep_tables
from mirror_abm.report.wording import sweep_origin

SMALL = {"days": 0.01, "replicates": 1, "account": "associative"}
SPECIES = ["octopus_vulgaris", "melospiza_georgiana"]
RATE = "experience.self_observation.rate"


@pytest.fixture(scope="module")
def out(tmp_path_factory):
    return tmp_path_factory.mktemp("runs")


@pytest.fixture(scope="module")
def one(out):
    return ma.sweep(SPECIES, over={RATE: [2, 8]}, out=out, **SMALL)


@pytest.fixture(scope="module")
def three(out):
    over = {"constants.tau": [1, 2], "cap": [5, 6], "rule": ["oja", "hebbian"]}
    return ma.sweep(SPECIES[0], over=over, out=out, **SMALL)


def test_axes_are_labelled_in_words_with_their_units(one, three):
    assert sweep_tables(one)["axes"]["label"].tolist() == ["self observation rate (per hour)"]
    assert sweep_tables(three)["axes"]["label"].tolist() == [
        "tau (seconds)",
        "largest group simulated (animals)",
        "learning rule",
    ]


def test_the_age_lived_to_is_that_of_the_species_if_not_set_and_days_are_none(out):
    more = {"replicates": 1, "account": "associative", "knockouts": 0, "out": out}
    aged = ma.sweep("octopus_vulgaris", over={"age": [0.1, 0.2]}, **more)
    tables = sweep_tables(aged)
    assert tables["axes"]["label"].tolist() == ["age lived to (days)"]
    assert tables["authored"]["value"].tolist() == [pytest.approx(0.8 * 365.25)]  # maturity
    assert "recorded in each; the same draws" in sweep_origin(aged)
    lived = ma.sweep("octopus_vulgaris", over={"days": [0.01, 0.02]}, **more)
    tables = sweep_tables(lived)
    assert tables["axes"]["label"].tolist() == ["active days lived (days)"]
    assert tables["authored"].empty
    assert "recorded in each; the same draws" in sweep_origin(lived)
    line = ma.plot(lived, "sweep")
    assert all(text.get_text() != "value if not set" for text in line.legends[0].get_texts())


def test_species_have_their_names_and_stand_in_the_order_of_readers(one):
    table = labelled(one, one.table("summary"))
    names = ["Melospiza georgiana", "Octopus vulgaris"]
    assert list(dict.fromkeys(table["label"])) == names
    visual = table[table["modality"] == "visual"]
    assert visual[RATE].tolist() == [2, 8, 2, 8]
    tables = sweep_tables(one)
    assert set(tables["authored"]["species"]) == set(names)
    assert set(tables["groups"]["label"]) == set(names)


def test_one_or_two_settings_have_a_figure_and_three_have_none(one, three):
    assert (fitting(one), fitting(three)) == ("sweep", "")
    assert save_sweep(three) == []
    with pytest.raises(InputError, match=r"^figure sweep: shows one or two settings.* varies 3"):
        ma.plot(three, "sweep")


def test_a_sweep_is_drawn_and_again_only_if_it_is_missing(one):
    files = save_sweep(one)
    assert [file.name for file in files] == ["sweep.png", "sweep.pdf"]
    assert all(file.stat().st_size > 5000 for file in files)
    before = [file.stat().st_mtime_ns for file in files]
    assert save_sweep(one) == files
    assert [file.stat().st_mtime_ns for file in files] == before


def test_who_waited_for_another_that_drew_a_sweep_finds_it_drawn(one, monkeypatch):
    files = save_sweep(one)
    drawn = [file.read_bytes() for file in files]
    for file in files:
        file.unlink()
    waits = Event()
    monkeypatch.setattr(locks, "tell", lambda *_: waits.set())
    with ThreadPoolExecutor(1) as other:
        with locks.alone(one.path, "sweep"):
            found = other.submit(save_sweep, one)
            assert waits.wait(60)
            assert not any(file.exists() for file in files)
            for file, data in zip(files, drawn, strict=True):
                file.write_bytes(data)
            written = [file.stat().st_mtime_ns for file in files]
        assert found.result(60) == files
    assert [file.stat().st_mtime_ns for file in files] == written


def test_plot_draws_lines_or_cells_also_into_a_figure_of_ones_own(one):
    own = mpl.figure.Figure(layout="constrained")
    assert ma.plot(one, "sweep", into=own) is own
    lines = [line for line in own.axes[0].lines if len(line.get_xdata()) == 2]
    means = one.table().query("modality == 'visual' and species == 'octopus_vulgaris'")["mean"]
    assert any(list(line.get_ydata()) == list(means) for line in lines)
    assert own.axes[0].get_xlabel() == "self observation rate (per hour)"
    cells = ma.plot(one, "sweep_grid")
    rows = [text.get_text() for text in cells.axes[0].get_yticklabels()]
    assert rows == ["Melospiza georgiana", "Octopus vulgaris"]


def test_a_figure_that_belongs_to_the_other_is_refused(one):
    with pytest.raises(InputError, match=r"^figure of a sweep = 'sources': must be one of sweep,"):
        ma.plot(one, "sources")
    with pytest.raises(InputError, match="belongs to `mirror-abm sweep`"):
        ma.plot(one.runs[0], "sweep")
    with pytest.raises(InputError, match="must be a matplotlib Figure"):
        ma.plot(one, "sweep", into="figure")
