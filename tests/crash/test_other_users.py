"""Folders of another user: a cache is refused or done without, a run is read and never written."""

import os
import shutil
import stat
import tempfile
from pathlib import Path

import pytest

from ..cli.shell import alone
from .scenes import MADE_BY, ONE, RUN, files

ROOT = Path(__file__).parents[2]
NOBODY = 65534

pytestmark = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0,
    reason="LEFT OUT: only root can play another user",
)


def reachable(path):
    """Return whether other users may go to a folder: some machines close the way to it."""
    return all(each.stat().st_mode & stat.S_IXOTH for each in (path, *path.parents))


@pytest.fixture
def theirs(wholes):
    """Return a folder, which others may read but not write, with a finished run."""
    if not reachable(ROOT):
        pytest.skip("LEFT OUT: other users cannot reach this checkout")
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    shutil.copytree(wholes["run"].path, folder / "runs" / wholes["run"].name)
    yield folder / "runs"
    shutil.rmtree(folder)


def test_a_run_of_somebody_else_is_listed_and_read(theirs, stage, wholes):
    name = wholes["run"].name
    before = files(theirs)
    for words in (
        ("runs", "list"),
        ("runs", "show", name),
        ("answer", name),
        ("runs", "verify", name, "--sample", "1", *ONE),
        ("runs", "diff", name, name),
        (*RUN, *ONE),
    ):
        typed = [*words, "--out", str(theirs)]
        assert stage.play(theirs, typed).code == 0, words  # what is loaded late is loaded now
        played = stage.play(theirs, typed, user=NOBODY)
        assert played.code == 0, (words, played.told)
    assert files(theirs) == before


def test_a_run_of_somebody_else_is_not_written_and_that_is_one_sentence(theirs, stage, wholes):
    name = wholes["run"].name
    before = files(theirs)
    for words in (
        ("plot", name),
        ("ontogeny", name),
        ("runs", "delete", "--yes", name),
        (*RUN, "--seed", "1", *ONE),
        (*RUN, "--seed", "1", *ONE, "--shard", "1/2"),
        ("runs", "show", name),
    ):
        typed = [*words, "--out", str(theirs)]
        played = stage.play(theirs, typed, figures=True, user=NOBODY)
        assert played.code == 3, (words, played.told)
        assert "Traceback" not in played.told
        assert played.told.count("Permission denied.") == 1, played.told
        assert "cannot be" in played.told.strip().splitlines()[-1], played.told
    assert files(theirs) == before


def test_an_unfinished_run_of_somebody_else_is_refused_in_one_sentence(theirs, stage, wholes):
    name = wholes["run"].name
    (theirs / name / "DONE").unlink()
    before = files(theirs)
    played = stage.play(theirs, *MADE_BY["run"].typed(theirs), user=NOBODY)
    assert (played.code, played.told.count("Permission denied.")) == (3, 1), played.told
    played = stage.play(theirs, ["runs", "merge", name, "--out", str(theirs)], user=NOBODY)
    assert (played.code, played.told.count("Permission denied.")) == (3, 1), played.told
    assert files(theirs) == before


def test_a_cache_that_somebody_else_made_beforehand_is_refused_and_not_run(tmp_path):
    cache = tmp_path / "cache"
    (cache / "loops").mkdir(parents=True)
    (cache / "loops" / "engine.py").write_text(f"open({str(tmp_path / 'run')!r}, 'w')\n")
    for path in (cache, *cache.rglob("*")):
        os.chown(path, NOBODY, NOBODY)
    cache.chmod(0o700)
    before = files(cache)
    typed = [*RUN, *ONE, "--out", str(tmp_path / "runs")]
    told = alone(*typed, MIRROR_ABM_CACHE=str(cache))
    assert told.returncode == 3
    assert told.stderr.strip().splitlines()[-1] == (
        f"MIRROR_ABM_CACHE = {cache}: belongs to another user: must be a folder of yours with mode "
        "700, for the code in it is run."
    )
    assert files(cache) == before
    assert not (tmp_path / "run").exists()
