"""The finished runs of a folder: a line of each, or one sentence of what is wrong with it."""

import json
import shutil

import pytest

import mirror_abm as ma
from mirror_abm.simulation.catalogue import Listed, catalogue

from .tiny import OCTOPUS


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    out = tmp_path_factory.mktemp("catalogue")
    return out, ma.run(OCTOPUS, days=0.01, replicates=1, knockouts=0, seed=4, out=out)


def beside(folder, name=None):
    """Return a copy of the run under its own name, or another, in a folder of its own."""
    out, run = folder
    copy = out.parent / f"copy_{len(list(out.parent.iterdir()))}"
    shutil.copytree(run.path, copy / (name or run.id))
    return copy, copy / (name or run.id)


def test_a_run_is_listed_by_what_it_is(folder):
    out, run = folder
    (listed,) = catalogue(out)
    assert isinstance(listed, Listed)
    assert (listed.id, listed.species, listed.replicates) == (run.id, (OCTOPUS,), 1)
    assert (listed.days, listed.accounts) == (0.01, run.plan.accounts)
    assert "seed 4" in listed.conditions
    assert listed.seconds >= 0


def test_a_folder_that_is_not_there_or_holds_nothing_lists_nothing(tmp_path):
    assert list(catalogue(tmp_path / "none")) == []
    (tmp_path / "notes").mkdir()
    assert list(catalogue(tmp_path)) == []


def rewrite(path, **changes):
    made = json.loads((path / "manifest.json").read_text())
    (path / "manifest.json").write_text(json.dumps(made | changes))


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (lambda path: (path / "manifest.json").unlink(), "is missing"),
        (lambda path: (path / "manifest.json").write_text("{"), "manifest.json"),
        (lambda path: (path / "manifest.json").write_text("[" * 100_000), "manifest.json"),
        (lambda path: (path / "manifest.json").write_text('"run"'), "is not the manifest"),
        (lambda path: rewrite(path, schema=99), "schema 99"),
        (lambda path: rewrite(path, listed={"species": 3}), "is not a run"),
    ],
)
def test_one_sentence_is_said_of_a_damaged_run_and_the_others_are_shown(folder, harm, said):
    copy, path = beside(folder)
    whole = shutil.copytree(
        folder[1].path, folder[0].parent / "whole" / "x" / path.name, dirs_exist_ok=True
    )
    harm(path)
    (sentence,) = catalogue(copy)
    assert isinstance(sentence, str)
    assert said in sentence
    assert "\n" not in sentence
    assert sentence.endswith(".")
    assert isinstance(next(catalogue(whole.parent)), Listed)


def test_a_renamed_run_is_refused_by_name(folder):
    copy, _ = beside(folder, "my_run")
    (sentence,) = catalogue(copy)
    assert isinstance(sentence, str)
    assert folder[1].id in sentence
