"""Runs in a line and as a page: what is told stands in the tables of the run."""

import re
import shutil

import pandas as pd
import pytest
from PIL import Image

from mirror_abm.base.files import write_json
from mirror_abm.simulation.archive import Run, load_run
from mirror_abm.simulation.cards import comparison
from mirror_abm.simulation.naming import in_tree_order
from mirror_abm.simulation.plan import make_plan

from .tiny import OCTOPUS, SPARROW


def test_a_run_says_what_it_was(run, plan):
    species = ", ".join(sorted([OCTOPUS, SPARROW]))
    what = f"{species}, associative, none, 2 groups a species, 0.02 active days"
    assert repr(run) == f"<Run {run.id}: {what}>"
    assert repr(plan) == f"<Plan {run.id}: {what}>"


def test_what_is_not_default_is_told(tmp_path):
    plan = make_plan([OCTOPUS], rule="oja", settings={"constants.tau": 2})
    folder = tmp_path / plan.id
    folder.mkdir()
    write_json(folder / "plan.json", plan.as_dict())
    assert "constants.tau = 2, rule oja" in repr(Run(folder))


def test_the_page_has_a_row_for_each_species_and_account_and_its_numbers(run):
    page, summary = run._repr_html_(), run.table("summary")
    table = comparison(run.plan, summary[summary["arm"] == "intact"])
    assert table["species"].tolist() == [run.plan.labels[name] for name in in_tree_order(run.plan)]
    assert set(table["account"]) == {"associative"}  # the baseline stands in a line of its own
    for label, share in zip(table["species"], table["visual"], strict=True):
        assert label in page
        assert share in page
        (name,) = (key for key, each in run.plan.labels.items() if each == label)
        cell = {"species": name, "account": "associative", "modality": "visual", "arm": "intact"}
        row = summary.loc[(summary[list(cell)] == pd.Series(cell)).all(axis=1)].iloc[0]
        ends = f"{row['mean']:.2f} [{row['low']:.2f}, {row['high']:.2f}]"
        both = f"({row['own']:.2f}, {row['other']:.2f})"
        assert share == f"{ends} {both}".replace("-0.00", "0.00")
    assert "Baseline none: means from" in page
    assert f"mirror-abm run {' '.join(run.plan.species)}" in page


def test_where_nothing_is_heard_no_share_and_no_kind_is_told_of_it(run):
    summary = run.table("summary")
    loud = summary.assign(mean=summary["mean"].where(summary["modality"] == "visual", 9.0))
    row = comparison(run.plan, loud[loud["arm"] == "intact"]).set_index("species")
    row = row.loc[run.plan.labels[OCTOPUS]]
    assert row["auditory"] == "nothing heard"
    assert not row["kind"].startswith("auditory")


def test_figures_are_shown_small(run, tmp_path):
    copied = Run(shutil.copytree(run.path, tmp_path / run.id))
    assert "No figures yet" in copied._repr_html_()
    (copied.path / "figures").mkdir(exist_ok=True)
    Image.new("RGB", (1200, 800), "white").save(copied.path / "figures" / "forest.png")
    assert "No figures yet" in copied._repr_html_(), "without its PDF it is provisional"
    (copied.path / "figures" / "forest.pdf").write_bytes(b"%PDF")
    page = copied._repr_html_()
    assert len(re.findall("<img ", page)) == 1
    assert "No figures yet" not in page


@pytest.mark.parametrize("spoilt", ["{", "[]", '{"species": 3}', None])
def test_a_run_that_was_deleted_or_damaged_since_can_still_be_named(run, tmp_path, spoilt):
    copied = load_run(shutil.copytree(run.path, tmp_path / run.id))
    if spoilt is None:
        shutil.rmtree(copied.path)
    else:
        (copied.path / "plan.json").write_text(spoilt)
    assert "holds no plan that can be read" in repr(copied)
    assert "holds no plan that can be read" in copied._repr_html_()
