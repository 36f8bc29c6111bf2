"""``sensitivity`` as it is typed: its tables, what it leaves beside a run, what it refuses."""

from types import SimpleNamespace

import pandas as pd
import pytest

from mirror_abm.cli.sensitivity import _conclusions, _show_measurements, _show_variance, kept
from mirror_abm.inference.sensitivity import sensitivity
from mirror_abm.simulation.plan import make_plan
from mirror_abm.simulation.runner import execute
from tests.inference.drawn import MACAQUE, MOUSE, made

from ..clock import FAST_SETTINGS
from .shell import OCTOPUS, refused, typed


@pytest.fixture(scope="module")
def many():
    run = made(knockouts=True)
    return SimpleNamespace(run=run, found=sensitivity(run, totals=True))


def test_each_conclusion_is_a_row_with_what_comes_first(many):
    rows = _conclusions(many.run, many.found.conclusions).records()
    assert [row["conclusion"] for row in rows] == ["net"] * 2 + ["found"] * 2 + ["order"] + [
        "main_source"
    ] * 2
    net, order = rows[1], rows[4]
    assert net["species"] == "Mus musculus" and net["first"] == "constants.connectivity"
    assert net["coefficient"] > 0.9 and net["status"] == "settled"
    assert order["other"] == "Mus musculus" and order["first"] == "experience.synchrony.rate"


def test_shares_of_variance_are_told_with_errors_and_totals_when_asked_for(many):
    told = []
    _show_variance(many.run, many.found, True, SimpleNamespace(print=told.append))
    assert "by the emulator (none where its R2 in draws left out is below .5)" in told[0]
    row = told[1].records()[0]
    assert row["recording"] == pytest.approx(0.47, abs=0.06) and row["recording_total"] > 0.3
    assert row["recording_error"] > 0 and row["emulator_r2"] > 0.8
    told.clear()
    few = many.found._replace(variance=many.found.variance[:0])
    _show_variance(many.run, few, False, SimpleNamespace(print=told.append))
    assert told == []


def test_the_number_that_is_most_worth_measuring_is_told_for_each_prediction(many):
    told = []
    _show_measurements(many.run, many.found.measurements, SimpleNamespace(print=told.append))
    row = told[1].records()[0]
    assert (row["species"], row["number"]) == ("Macaca mulatta", "experience.synchrony.rate")
    assert row["how"] == "guess" and row["sd_after"] < row["sd"]


def test_tables_have_the_names_of_species_that_are_asked_for(many):
    tables = kept(many.run, many.found, "common")
    labels = dict(
        zip(tables["conclusions"]["species"], tables["conclusions"]["label"], strict=True)
    )
    assert labels == {MACAQUE: "Rhesus macaque", MOUSE: "House mouse"}
    order = tables["conclusions"].query("kind == 'order'")
    assert order["other_label"].tolist() == ["House mouse"]


def test_a_run_of_few_draws_or_of_medians_is_refused_in_a_sentence(done, tmp_path):
    refused(typed("sensitivity", done.id, "--out", str(done.out)), 2, "replicates = 2: too few")
    out = str(tmp_path / "runs")
    run = execute(make_plan([OCTOPUS], days=0.01, replicates=1, point=True), tmp_path / "runs")
    refused(typed("sensitivity", run.id, "--out", out), 2, "was made with --point")


def test_a_run_in_which_nothing_varies_has_no_figure_and_says_so(tmp_path):
    plan = make_plan([OCTOPUS], account="associative", days=0.001, replicates=10, knockouts=0)
    run, out = execute(plan, tmp_path / "runs"), ["--out", str(tmp_path / "runs")]
    told = typed("sensitivity", run.id, *out)
    assert told.returncode == 0 and "no conclusion varies by 0.01 or more" in told.stdout
    assert not (run.path / "next").exists()
    refused(typed("plot", run.id, "sensitivity", *out), 2, "has nothing to draw")


def test_tables_and_figure_are_kept_and_the_figure_can_be_drawn_alone(tmp_path):
    run = execute(
        make_plan(
            ["mus_musculus"],
            account="associative",
            days=0.02,
            replicates=10,
            knockouts=0,
            settings=FAST_SETTINGS,
        ),
        tmp_path / "runs",
    )
    out = ["--out", str(tmp_path / "runs")]
    told = typed("sensitivity", run.id, *out)
    assert told.returncode == 0, told.stderr
    assert "plain rank correlations: 10 draws" in told.stdout
    names = {file.stem for file in (run.path / "next").glob("*.csv")}
    assert names == {
        *("conclusions", "coefficients", "variance", "measurements", "sensitivity_columns")
    }
    columns = pd.read_csv(run.path / "next" / "coefficients.csv").columns
    book = pd.read_csv(run.path / "next" / "sensitivity_columns.csv")
    assert list(columns) == book[book["table"] == "coefficients"]["column"].tolist()
    file = run.path / "figures" / "sensitivity.png"
    file.unlink()
    told = typed("plot", run.id, "sensitivity", *out)
    assert told.returncode == 0 and "sensitivity.png" in told.stdout and file.is_file(), told.stderr
    refused(typed("plot", run.id, "sensitivity", "--names", "latin", *out), 2, "names = 'latin'")
    refused(typed("sensitivity", run.id, "--pair", "a", *out), 2, "pair = a: must be two species")
