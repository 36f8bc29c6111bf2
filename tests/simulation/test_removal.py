"""Runs deleted: all of a run, and nothing that is not one."""

import json
import shutil

import pytest

from mirror_abm.base.errors import InputError, StorageError
from mirror_abm.base.locks import alone
from mirror_abm.simulation.removal import CONTENTS, removable, remove, size

from .tiny import leftovers


@pytest.fixture
def copy(run, tmp_path):
    """The folder of a copy of the run."""
    return shutil.copytree(run.path, tmp_path / "runs" / run.id)


def test_a_run_is_deleted_with_all_that_it_wrote(copy, tmp_path):
    (tmp_path / "runs" / "README.md").write_text("stays")
    for name in ("figures", "parts", "next", "species"):
        (copy / name).mkdir()
    (copy / ".plan-0123456789ab.json").write_text("half written")
    assert {each.name for each in copy.iterdir()} - set(CONTENTS) == {
        each.name for each in leftovers(copy)
    }
    (found,) = removable([copy.name[:5], copy, copy.name], copy.parent)
    assert size(found) > 1000
    remove(found)
    assert [each.name for each in copy.parent.iterdir()] == ["README.md"]


@pytest.mark.parametrize("missing", ["DONE", "manifest.json", "tables"])
def test_an_unfinished_run_can_be_deleted(copy, missing):
    target = copy / missing
    shutil.rmtree(target) if target.is_dir() else target.unlink()
    assert removable([copy.name], copy.parent) == [copy]


@pytest.mark.parametrize("text", ["{", "", "[]", "{}"])
def test_a_damaged_run_can_be_deleted_where_its_name_is_that_of_a_run(copy, text):
    (copy / "plan.json").write_text(text)
    assert removable([copy], copy.parent) == [copy]
    other = copy.rename(copy.with_name("my_run"))
    with pytest.raises(InputError, match=r"^run my_run: .* holds no run of this program"):
        removable([other])


def linked(copy):
    """A link to a run."""
    real = copy.rename(copy.parent.parent / "elsewhere")
    copy.symlink_to(real)
    return r"is a link to another folder: remove the link\."


def with_notes(copy):
    """A run with a file that somebody put there."""
    (copy / "notes.txt").write_text("mine")
    return r"notes\.txt is not of the run: move it elsewhere first\."


def of_another_kind(copy):
    """A plan that is no plan of a run, as boards have."""
    (copy / "plan.json").write_text(json.dumps({"cohorts": []}))
    return r"holds no run of this program: delete it yourself\."


working = []  #: what is to be ended after a test


def in_progress(copy):
    """A run on which somebody works."""
    work = alone(copy, "run")
    work.__enter__()
    working.append(work)
    return r"is in progress: interrupt it first\."


@pytest.mark.parametrize("how", [linked, with_notes, of_another_kind, in_progress])
def test_what_is_not_a_run_alone_is_refused_before_anything_is_deleted(how, copy, run, request):
    said = how(copy)
    request.addfinalizer(lambda: [each.__exit__(None, None, None) for each in working])
    with pytest.raises(InputError, match=rf"^run {run.id}: .*{said}$"):
        removable([run.path, copy])
    assert (copy / "tables" / "units.parquet").is_file()


def test_the_folder_that_one_is_in_is_not_deleted(copy, monkeypatch):
    monkeypatch.chdir(copy / "tables")
    with pytest.raises(InputError, match=r"is the folder that you are in: leave it first\.$"):
        removable([copy])


@pytest.mark.parametrize("name", [".", "..", "", "/", "*", "nope", "runs"])
def test_what_names_no_run_deletes_nothing(name, copy, monkeypatch):
    monkeypatch.chdir(copy.parent.parent)
    with pytest.raises(InputError, match=r"no such run in runs\. Runs there: "):
        removable([name])
    monkeypatch.chdir(copy)
    with pytest.raises(InputError, match="no such run in "):
        removable([name])
    assert (copy / "DONE").is_file()


def test_links_within_a_run_are_not_followed(copy, tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "data.csv").write_text("mine")
    (copy / "figures").symlink_to(tmp_path / "mine")
    remove(removable([copy])[0])
    assert (tmp_path / "mine" / "data.csv").read_text() == "mine"
    assert not copy.exists()


def test_what_could_not_all_be_deleted_is_found_again_and_deleted(copy, monkeypatch):
    """A deletion that was stopped took the plan first, and the rest could not be named."""

    def full(path):
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as patch:
        patch.setattr(shutil, "rmtree", full)
        with pytest.raises(StorageError, match="cannot be deleted: Input/output error"):
            remove(copy)
    assert not (copy / "DONE").exists()
    assert removable([copy.name], copy.parent) == [copy]
    remove(copy)
    assert not copy.exists()
